package io.atelier.platform.record;

import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What became of a request.
 *
 * @param rows in the order of the changes
 * @param conflicts of rows that were rejected as their change was made on an older version: the fields that somebody else
 *     changed too, by the row's place
 */
public record WriteResult(long operationId, List<Row> rows, Map<Integer, List<FieldConflict>> conflicts) {
    public WriteResult {
        rows = List.copyOf(rows);
        conflicts = Map.copyOf(conflicts);
    }

    public WriteResult(long operationId, List<Row> rows) {
        this(operationId, rows, Map.of());
    }

    /** Returns the fields that two changed, of a request of one change; empty where that is not why it was rejected. */
    public List<FieldConflict> conflictsOfSingle() {
        return conflicts.getOrDefault(0, List.of());
    }

    /** What became of one change. */
    public sealed interface Row {}

    /**
     * Written; {@code version} is the record's from now on, also where an automation changed it once more.
     *
     * @param stamp empty in a result that is told again
     */
    public record Saved(long id, long version, Optional<Stamp> stamp) implements Row {
        public Saved(long id, long version) {
            this(id, version, Optional.empty());
        }
    }

    /** Who made a record and who changed it last, and when. */
    public record Stamp(UserId createdBy, Instant createdTime, UserId modifiedBy, Instant modifiedTime) {
        public static Stamp of(CrmRecord record) {
            return of(record::value);
        }

        /** @param values by API name */
        public static Stamp of(Function<String, FieldValue> values) {
            return new Stamp(
                    user(values.apply(SystemField.CREATED_BY.apiName())),
                    time(values.apply(SystemField.CREATED_TIME.apiName())),
                    user(values.apply(SystemField.MODIFIED_BY.apiName())),
                    time(values.apply(SystemField.MODIFIED_TIME.apiName())));
        }

        private static UserId user(FieldValue value) {
            return value instanceof FieldValue.Lookup(long id) ? new UserId(id) : UserId.SYSTEM;
        }

        private static Instant time(FieldValue value) {
            return value instanceof FieldValue.DateTime(Instant time) ? time : Instant.EPOCH;
        }
    }

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
