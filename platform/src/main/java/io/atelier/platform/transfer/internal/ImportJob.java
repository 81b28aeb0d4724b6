package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.file.FileService;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.transfer.ImportStatus.State;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Walks through a file batch by batch, from wherever the last committed batch ended. */
@Component
public class ImportJob implements JobHandler<ImportJob.Data> {
    public static final String NAME = "import";
    private static final Logger log = LoggerFactory.getLogger(ImportJob.class);
    private static final int BATCH = WriteRequest.MAX_ROWS;

    private final ImportBatches batches;
    private final ImportEnds ends;
    private final FileService files;

    ImportJob(ImportBatches batches, ImportEnds ends, FileService files) {
        this.batches = batches;
        this.ends = ends;
        this.files = files;
    }

    /** Which import. */
    public record Data(long org, long importId) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) throws IOException {
        OrgId org = new OrgId(data.org());
        Optional<ImportRow> found = batches.find(org, data.importId());
        if (found.isEmpty() || found.get().status().state().isOver()) {
            return;
        }
        try {
            if (writeAll(org, found.get())) {
                ends.end(org, data.importId(), State.FINISHED, "");
            }
        } catch (PlatformException e) {
            if (!ImportBatches.isFinal(e)) {
                throw e;
            }
            log.warn("Import {} of {} ends early: {}", data.importId(), org.schema(), e.code());
            ends.end(org, data.importId(), State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private boolean writeAll(OrgId org, ImportRow row) throws IOException {
        long position = row.status().done();
        try (CsvRows rows = CsvRows.open(files.open(org, row.plan().fileId()), row.dialect())) {
            rows.next(); // the header
            for (long i = 0; i < position; i++) {
                rows.next();
            }
            List<CsvRows.Row> batch = nextBatch(rows);
            while (!batch.isEmpty()) {
                if (!batches.write(org, row.status().id(), position, batch)) {
                    return false;
                }
                position += batch.size();
                batch = nextBatch(rows);
            }
        }
        return true;
    }

    private static List<CsvRows.Row> nextBatch(CsvRows rows) {
        List<CsvRows.Row> batch = new ArrayList<>(BATCH);
        while (batch.size() < BATCH) {
            CsvRows.Row row = rows.next();
            if (row == CsvRows.END) {
                break;
            }
            batch.add(row);
        }
        return batch;
    }
}
