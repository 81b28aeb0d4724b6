package io.atelier.platform.function;

import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.record.CrmRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes records as scripts see them: plain data in API form, ids as text, lookups as {@code {id, name}}. */
public final class RecordValues {
    private RecordValues() {}

    public static Map<String, @Nullable Object> toApi(CrmRecord record) {
        Map<String, @Nullable Object> api = new LinkedHashMap<>();
        api.put("id", Long.toString(record.id()));
        record.values().forEach((name, value) -> api.put(name, toApi(record, name, value)));
        return api;
    }

    private static @Nullable Object toApi(CrmRecord record, String name, FieldValue value) {
        if (value instanceof FieldValue.Lookup(long id)) {
            Map<String, Object> lookup = new LinkedHashMap<>();
            lookup.put("id", Long.toString(id));
            String label = record.labels().get(name);
            if (label != null) {
                lookup.put("name", label);
            }
            return lookup;
        }
        return ValueCodec.toApi(value);
    }
}
