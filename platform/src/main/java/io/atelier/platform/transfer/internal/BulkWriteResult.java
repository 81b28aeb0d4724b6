package io.atelier.platform.transfer.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.atelier.platform.file.FileService;
import io.atelier.platform.transfer.internal.ImportStore.RejectedRow;
import io.atelier.platform.transfer.internal.ImportStore.RowOutcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes the rows that a program sent, each with what became of it, as CSV in a ZIP archive. */
@Component
public class BulkWriteResult {
    private static final int WINDOW = 1_000;
    private static final List<String> HEADERS = List.of("STATUS", "RECORD_ID", "ERRORS");

    private final ImportStore store;
    private final FileService files;

    BulkWriteResult(ImportStore store, FileService files) {
        this.store = store;
        this.files = files;
    }

    /** Leaves the stream open. */
    @SuppressWarnings("resource") // closing the archive would close what the caller still needs
    public void write(ImportRow row, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.putNextEntry(new ZipEntry(row.status().id() + ".csv"));
        CsvWriter csv = CsvWriter.builder().build(zip, StandardCharsets.UTF_8);
        List<String> head = new ArrayList<>(row.headers());
        head.addAll(HEADERS);
        csv.writeRecord(head);
        try (CsvRows rows = CsvRows.open(files.open(row.org(), row.plan().fileId()), row.dialect())) {
            rows.next(); // the header
            List<CsvRows.Row> window = next(rows);
            for (long from = 0; !window.isEmpty(); from += WINDOW) {
                write(row, from, window, csv);
                window = next(rows);
            }
        }
        csv.flush();
        zip.closeEntry();
        zip.finish();
    }

    private static List<CsvRows.Row> next(CsvRows rows) {
        List<CsvRows.Row> window = new ArrayList<>(WINDOW);
        while (window.size() < WINDOW) {
            CsvRows.Row row = rows.next();
            if (row == CsvRows.END) {
                break;
            }
            window.add(row);
        }
        return window;
    }

    private void write(ImportRow row, long from, List<CsvRows.Row> window, CsvWriter csv) {
        long id = row.status().id();
        Map<Long, RowOutcome> written = new HashMap<>();
        store.outcomes(row.org(), id, from, from + WINDOW).forEach(outcome -> written.put(outcome.position(), outcome));
        Map<Long, RejectedRow> rejected = new HashMap<>();
        store.rejected(row.org(), id, from - 1, WINDOW).forEach(refused -> rejected.put(refused.position(), refused));
        for (int i = 0; i < window.size(); i++) {
            long position = from + i;
            List<String> cells = new ArrayList<>(window.get(i).cells());
            while (cells.size() < row.headers().size()) {
                cells.add("");
            }
            // A row that is too long was refused; its surplus would shift what stands behind.
            cells = new ArrayList<>(cells.subList(0, row.headers().size()));
            cells.addAll(outcome(
                    written.get(position),
                    rejected.get(position),
                    position < row.status().done()));
            csv.writeRecord(cells);
        }
    }

    private static List<String> outcome(@Nullable RowOutcome written, @Nullable RejectedRow rejected, boolean isDone) {
        if (written != null) {
            return List.of(written.created() ? "ADDED" : "UPDATED", Long.toString(written.recordId()), "");
        }
        if (rejected != null) {
            return List.of("SKIPPED", "", String.join("; ", rejected.reasons()));
        }
        return isDone
                ? List.of("SKIPPED", "", "The row has no values.")
                : List.of("UNPROCESSED", "", "The job ended before this row.");
    }
}
