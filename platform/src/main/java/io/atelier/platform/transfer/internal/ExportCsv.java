package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.atelier.platform.common.FormulaSafe;
import io.atelier.platform.record.CrmRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes records as CSV for spreadsheets, in UTF-8. */
final class ExportCsv {
    private final CsvWriter csv;
    private final List<ExportColumn> columns;

    ExportCsv(List<ExportColumn> columns, OutputStream out) throws IOException {
        this.columns = columns;
        this.csv = SpreadsheetCsv.begin(out);
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
