package io.atelier.platform.record;

import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.org.UserId;
import java.time.Instant;
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

    /** Written; {@code version} is the record's from now on. */
    public record Saved(long id, long version, Stamp stamp) implements Row {}

    /** Who made a record and who changed it last, and when. */
    public record Stamp(UserId createdBy, Instant createdTime, UserId modifiedBy, Instant modifiedTime) {}

    public record Rejected(List<Violation> violations) implements Row {
        public Rejected {
            violations = List.copyOf(violations);
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
