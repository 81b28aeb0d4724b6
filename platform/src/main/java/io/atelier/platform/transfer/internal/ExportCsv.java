package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.atelier.platform.common.FormulaSafe;
import io.atelier.platform.record.CrmRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes records as CSV for spreadsheets, in UTF-8. */
final class ExportCsv {
    private final CsvWriter csv;
    private final List<ExportColumn> columns;

    ExportCsv(List<ExportColumn> columns, OutputStream out) throws IOException {
        out.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}); // without it spreadsheets misread UTF-8
        this.columns = columns;
        this.csv = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
        csv.writeRecord(columns.stream()
                .map(ExportColumn::header)
                .map(FormulaSafe::mark)
                .toList());
    }

    void write(CrmRecord record) {
        csv.writeRecord(columns.stream().map(column -> column.text(record)).toList());
    }

    /** Leaves the stream open. */
    void flush() throws IOException {
        csv.flush();
    }
}
