package io.atelier.platform.record;

import io.atelier.platform.metadata.FieldValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A record as an actor sees it.
 *
 * @param version grows with each write; 1 for a new record
 * @param values the fields that were asked for and exist for the actor, by API name
 * @param labels what to show for lookups, by API name, or for one of several by {@link #labelKey}: the name of the record
 *     or user that is pointed to; missing where the actor may not see it
 */
public record CrmRecord(
        String module, long id, long version, SequencedMap<String, FieldValue> values, Map<String, String> labels) {

    public CrmRecord {
        values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        labels = Map.copyOf(labels);
    }

    /** Returns where {@link #labels} holds the name of one of several records or users that a field points to. */
    public static String labelKey(String field, long id) {
        return field + "/" + id;
    }

    /** Returns the field's value, {@link FieldValue.Null} where it is not among the values. */
    public FieldValue value(String field) {
        return values.getOrDefault(field, FieldValue.NULL);
    }

    /** Returns a text field's text, or empty text. */
    public String text(String field) {
        return value(field) instanceof FieldValue.Text(String text) ? text : "";
    }
}
