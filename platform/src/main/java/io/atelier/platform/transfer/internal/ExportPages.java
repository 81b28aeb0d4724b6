package io.atelier.platform.transfer.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.transfer.ExportStyle;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Reads what is exported page by page: no statement and no connection waits for a slow reader. */
@Component
public class ExportPages {
    private final RecordService records;

    ExportPages(RecordService records) {
        this.records = records;
    }

    /** @param files is given the ids of the files that the records hold */
    public void write(
            Actor actor,
            RecordQuery query,
            List<FieldDef> fields,
            ExportStyle style,
            OutputStream out,
            Consumer<List<Long>> files)
            throws IOException {
        // Rows of subforms are records of their own module and would be read in vain.
        List<FieldDef> read =
                fields.stream().filter(field -> field.kind() != ValueKind.ROWS).toList();
        ExportCsv csv = ExportCsv.forSpreadsheets(ExportColumn.of(read, style.language(), style.zone()), out);
        RecordQuery next = whole(query, read);
        RecordPage page = records.query(actor, next);
        write(page, csv, files);
        while (page.nextCursor().isPresent()) {
            page = records.query(actor, next.after(page.nextCursor()));
            write(page, csv, files);
        }
        csv.flush();
    }

    private static RecordQuery whole(RecordQuery query, List<FieldDef> fields) {
        return new RecordQuery(
                query.module(),
                fields.stream().map(FieldDef::apiName).toList(),
                query.criteria(),
                query.search(),
                query.sort(),
                Optional.empty(),
                RecordQuery.MAX_LIMIT,
                query.bin());
    }

    private static void write(RecordPage page, ExportCsv csv, Consumer<List<Long>> files) {
        for (CrmRecord record : page.records()) {
            csv.write(record);
            record.values().values().forEach(value -> {
                if (value instanceof FieldValue.Files(List<Long> ids)) {
                    files.accept(ids);
                }
            });
        }
    }
}
