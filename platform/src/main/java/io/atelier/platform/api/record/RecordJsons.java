package io.atelier.platform.api.record;

import io.atelier.platform.api.ApiReader;
import io.atelier.platform.file.FileService;
import io.atelier.platform.file.StoredFile;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Makes what writes the records of one answer. */
@Component
final class RecordJsons {
    private final MetadataService metadata;
    private final UserService users;
    private final FileService files;

    RecordJsons(MetadataService metadata, UserService users, FileService files) {
        this.metadata = metadata;
        this.users = users;
        this.files = files;
    }

    /** @param rows what will be written, all of one module */
    RecordJson of(Actor actor, String module, List<CrmRecord> rows) {
        OrgModel model = metadata.model(actor.org());
        return new RecordJson(model, model.module(module), ApiReader.of(users, actor), files(actor, rows));
    }

    private Map<Long, StoredFile> files(Actor actor, List<CrmRecord> rows) {
        Set<Long> ids = new HashSet<>();
        rows.forEach(row -> row.values().values().forEach(value -> collect(value, ids)));
        return ids.isEmpty() ? Map.of() : files.byId(actor.org(), ids);
    }

    private static void collect(FieldValue value, Set<Long> ids) {
        if (value instanceof FieldValue.Files(List<Long> held)) {
            ids.addAll(held);
        } else if (value instanceof FieldValue.Rows(List<FieldValue.Row> inner)) {
            inner.forEach(row -> row.values().values().forEach(each -> collect(each, ids)));
        }
    }
}
