package io.atelier.platform.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Rows that become records, or change those that are there already.
 *
 * @param kind what the operation is called in history
 * @param keys API names of the fields that tell records apart: the first that finds a record decides. A row whose keys are
 *     all empty makes a record
 * @param rows 1 to {@link WriteRequest#MAX_ROWS}; values in API form, by API name. A row that has a number as {@link #ID}
 *     changes the record of this id, whatever the keys would find
 * @param operation the operation that this goes on with, see {@link WriteRequest}
 */
public record Upsert(
        String module,
        WriteRequest.OperationKind kind,
        OnMatch onMatch,
        List<String> keys,
        List<Map<String, @Nullable Object>> rows,
        OptionalLong operation) {
    /** Under which a row may name its record. */
    public static final String ID = "id";

    /** Most fields that tell records apart. */
    public static final int MAX_KEYS = 25;

    public Upsert {
        keys = List.copyOf(keys);
        List<Map<String, @Nullable Object>> copies = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            copies.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
        }
        rows = Collections.unmodifiableList(copies);
    }

    /** What becomes of a row whose record is there already. */
    public enum OnMatch {
        UPDATE,
        SKIP
    }
}
