package io.atelier.platform.api;

import io.atelier.platform.identity.User;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.WriteResult;
import java.math.BigDecimal;
import java.time.ZoneId;
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

    private final Map<UserId, User> people;
    private final ZoneId zone;

    NoteJson(Map<UserId, User> people, Actor reader) {
        this.people = people;
        User own = people.get(reader.user());
        this.zone = own == null ? ZoneId.of("UTC") : own.zone();
    }

    /** @param parentName what the record is called that the note is about; empty where the reader does not see it */
    Map<String, @Nullable Object> of(CrmRecord note, Optional<String> parentName) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(note.id()));
        note.values().forEach((name, value) -> {
            if (!name.equals(PARENT_MODULE) && !name.equals(PARENT_RECORD)) {
                json.put(
                        name, value instanceof FieldValue.Lookup(long id) ? person(id) : RecordJson.value(value, zone));
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

    /** Returns what is told of a note that was just written. */
    Map<String, @Nullable Object> stamp(long id, Optional<WriteResult.Stamp> stamp) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        stamp.ifPresent(known -> {
            json.put("Modified_Time", RecordJson.text(known.modifiedTime().atZone(zone)));
            json.put("Modified_By", person(known.modifiedBy().value()));
            json.put("Created_Time", RecordJson.text(known.createdTime().atZone(zone)));
            json.put("Created_By", person(known.createdBy().value()));
        });
        json.put("id", Long.toString(id));
        return json;
    }

    private Map<String, @Nullable Object> person(long id) {
        User user = people.get(new UserId(id));
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", user == null ? null : user.name());
        json.put("id", Long.toString(id));
        json.put("email", user == null ? null : user.email());
        return json;
    }
}
