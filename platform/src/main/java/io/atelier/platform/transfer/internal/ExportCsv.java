package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.atelier.platform.common.FormulaSafe;
import io.atelier.platform.record.CrmRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/** Writes records as CSV, in UTF-8. */
final class ExportCsv {
    private final CsvWriter csv;
    private final List<ExportColumn> columns;
    private final UnaryOperator<String> cells;

    private ExportCsv(CsvWriter csv, List<ExportColumn> columns, UnaryOperator<String> cells) {
        this.csv = csv;
        this.columns = columns;
        this.cells = cells;
        csv.writeRecord(columns.stream().map(ExportColumn::header).map(cells).toList());
    }

    /** For spreadsheets, which must run no cell. */
    static ExportCsv forSpreadsheets(List<ExportColumn> columns, OutputStream out) throws IOException {
        return new ExportCsv(SpreadsheetCsv.begin(out), columns, FormulaSafe::mark);
    }

    /** For programs, which must find each value as it is stored: a telephone number begins with a plus sign. */
    static ExportCsv plain(List<ExportColumn> columns, OutputStream out) {
        return new ExportCsv(CsvWriter.builder().build(out, StandardCharsets.UTF_8), columns, UnaryOperator.identity());
    }

    void write(CrmRecord record) {
        csv.writeRecord(
                columns.stream().map(column -> cells.apply(column.text(record))).toList());
    }

    /** Leaves the stream open. */
    void flush() throws IOException {
        csv.flush();
    }
}
