package io.atelier.studio.component;

import io.atelier.platform.metadata.FieldValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A row of a subform under edit: what it shows, and what of it was changed. */
final class SubformRow {
    private final OptionalLong id;
    private final Map<String, FieldValue> shown = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> changes = new LinkedHashMap<>();

    private SubformRow(OptionalLong id) {
        this.id = id;
    }

    static SubformRow added() {
        return new SubformRow(OptionalLong.empty());
    }

    static SubformRow stored(FieldValue.Row row) {
        SubformRow stored = new SubformRow(OptionalLong.of(row.id()));
        stored.shown.putAll(row.values());
        return stored;
    }

    OptionalLong id() {
        return id;
    }

    FieldValue value(String field) {
        return shown.getOrDefault(field, FieldValue.NULL);
    }

    void change(String field, FieldValue now, @Nullable Object apiValue) {
        shown.put(field, now);
        changes.put(field, apiValue);
    }

    /** Returns the row as a write request takes it: the id alone keeps a row, and its place. */
    Map<String, @Nullable Object> apiValue() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        id.ifPresent(known -> values.put("id", Long.toString(known)));
        values.putAll(changes);
        return values;
    }
}
