package io.atelier.platform.api.note;

import io.atelier.platform.api.ApiReader;
import io.atelier.platform.api.record.RecordJson;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CrmRecord;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows notes as Zoho's clients know them: what they are about is one value, {@code Parent_Id}. */
final class NoteJson {
    static final String PARENT_MODULE = "Parent_Module";
    static final String PARENT_RECORD = "Parent_Record";
    static final String PARENT = "Parent_Id";
    static final String SE_MODULE = "$se_module";

    private final ApiReader reader;

    NoteJson(ApiReader reader) {
        this.reader = reader;
    }

    /** @param parentName what the record is called that the note is about; empty where the reader does not see it */
    Map<String, @Nullable Object> of(CrmRecord note, Optional<String> parentName) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(note.id()));
        note.values().forEach((name, value) -> {
            if (!name.equals(PARENT_MODULE) && !name.equals(PARENT_RECORD)) {
                json.put(
                        name,
                        value instanceof FieldValue.Lookup(long id)
                                ? reader.person(new UserId(id))
                                : RecordJson.value(value, reader));
            }
        });
        String module = note.text(PARENT_MODULE);
        if (note.value(PARENT_RECORD) instanceof FieldValue.Number(BigDecimal parent) && !module.isEmpty()) {
            Map<String, @Nullable Object> about = new LinkedHashMap<>();
            about.put("name", parentName.orElse(null));
            about.put("id", parent.toPlainString());
            about.put("module", Map.of("api_name", module));
            json.put(PARENT, about);
            json.put(SE_MODULE, module);
        } else {
            json.put(PARENT, null);
            json.put(SE_MODULE, null);
        }
        return json;
    }
}
