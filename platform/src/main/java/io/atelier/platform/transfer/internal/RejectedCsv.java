package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.atelier.platform.common.FormulaSafe;
import io.atelier.platform.transfer.internal.ImportStore.RejectedRow;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Writes refused rows so that they can be mended in a spreadsheet and imported again. */
public final class RejectedCsv {
    private RejectedCsv() {}

    /** @param pages gives the rows behind a position, a page at a time; an empty page ends */
    public static void write(List<String> headers, LongFunction<List<RejectedRow>> pages, OutputStream out)
            throws IOException {
        CsvWriter csv = SpreadsheetCsv.begin(out);
        List<String> head = new ArrayList<>(headers);
        head.add("Line");
        head.add("Reasons");
        csv.writeRecord(head.stream().map(FormulaSafe::mark).toList());
        List<RejectedRow> page = pages.apply(-1);
        while (!page.isEmpty()) {
            for (RejectedRow row : page) {
                csv.writeRecord(cells(headers.size(), row));
            }
            page = pages.apply(page.getLast().position());
        }
        csv.flush();
    }

    private static List<String> cells(int width, RejectedRow row) {
        List<String> cells = new ArrayList<>();
        row.cells().stream().map(FormulaSafe::mark).forEach(cells::add);
        while (cells.size() < width) {
            cells.add("");
        }
        cells.add(Long.toString(row.line()));
        cells.add(FormulaSafe.mark(String.join("; ", row.reasons())));
        return cells;
    }
}
