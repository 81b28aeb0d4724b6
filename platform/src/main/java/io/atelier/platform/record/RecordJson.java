package io.atelier.platform.record;

import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows records as programs read them: ids as text, a lookup as {@code {id, name}}, everything else in API form. */
public final class RecordJson {
    private RecordJson() {}

    /** Returns the id, then the record's values in their order. */
    public static Map<String, @Nullable Object> of(CrmRecord record) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(record.id()));
        record.values().forEach((name, value) -> json.put(name, of(record, name, value)));
        return json;
    }

    private static @Nullable Object of(CrmRecord record, String name, FieldValue value) {
        if (!(value instanceof FieldValue.Lookup(long id))) {
            return ValueCodec.toApi(value);
        }
        Map<String, Object> lookup = new LinkedHashMap<>();
        lookup.put("id", Long.toString(id));
        String label = record.labels().get(name);
        if (label != null) {
            lookup.put("name", label);
        }
        return lookup;
    }
}
