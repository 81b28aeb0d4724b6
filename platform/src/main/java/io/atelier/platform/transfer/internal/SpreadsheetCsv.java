package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** CSV as spreadsheets read it without asking: UTF-8 that says so. */
final class SpreadsheetCsv {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private SpreadsheetCsv() {}

    /** Writes the mark; without it spreadsheets misread UTF-8. */
    static CsvWriter begin(OutputStream out) throws IOException {
        out.write(BYTE_ORDER_MARK);
        return CsvWriter.builder().build(out, StandardCharsets.UTF_8);
    }
}
