package io.atelier.platform.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a merge would do.
 *
 * @param links how many links would be moved by module, of records that the actor may see
 */
public record MergePreview(List<Field> fields, Map<String, Long> links) {
    public MergePreview {
        fields = List.copyOf(fields);
        links = Collections.unmodifiableMap(new LinkedHashMap<>(links));
    }

    /**
     * One field of the records.
     *
     * @param values in API form, by the record's id, the master first
     * @param chosen id of the record whose value the master gets
     * @param choosable the actor may choose another
     */
    public record Field(String field, Map<Long, @Nullable Object> values, long chosen, boolean choosable) {
        public Field {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** Returns true where the records do not all hold the same. */
        public boolean differs() {
            return values.values().stream().distinct().count() > 1;
        }
    }
}
