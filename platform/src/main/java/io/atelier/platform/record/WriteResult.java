package io.atelier.platform.record;

import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import java.util.List;

/**
 * What became of a request.
 *
 * @param rows in the order of the changes
 */
public record WriteResult(long operationId, List<Row> rows) {
    public WriteResult {
        rows = List.copyOf(rows);
    }

    /** What became of one change. */
    public sealed interface Row {}

    /** Written; {@code version} is the record's from now on, also where an automation changed it once more. */
    public record Saved(long id, long version) implements Row {}

    /**
     * Not written.
     *
     * @param conflicts where the change was made on an older version: the fields that somebody else changed too
     */
    public record Rejected(List<Violation> violations, List<FieldConflict> conflicts) implements Row {
        public Rejected {
            violations = List.copyOf(violations);
            conflicts = List.copyOf(conflicts);
        }

        public Rejected(List<Violation> violations) {
            this(violations, List.of());
        }
    }

    /** Returns what was saved of a request of one change. */
    public Saved single() {
        return switch (rows.getFirst()) {
            case Saved saved -> saved;
            case Rejected rejected -> throw new ViolationsException(rejected.violations());
        };
    }

    public long savedCount() {
        return rows.stream().filter(Saved.class::isInstance).count();
    }
}
