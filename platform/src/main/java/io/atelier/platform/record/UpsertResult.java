package io.atelier.platform.record;

import io.atelier.platform.common.Violation;
import java.util.List;
import java.util.OptionalLong;

/**
 * What became of an upsert.
 *
 * @param operation empty where nothing was written
 * @param rows in the order of the rows that were given
 */
public record UpsertResult(OptionalLong operation, List<Row> rows) {
    public UpsertResult {
        rows = List.copyOf(rows);
    }

    /** What became of one row. */
    public sealed interface Row {}

    public record Created(WriteResult.Saved saved) implements Row {}

    /** @param field API name of the key that found the record */
    public record Updated(WriteResult.Saved saved, String field) implements Row {}

    /** The record was there already, and is as it was. */
    public record Skipped() implements Row {}

    public record Rejected(List<Violation> violations) implements Row {
        public Rejected {
            violations = List.copyOf(violations);
        }
    }
}
