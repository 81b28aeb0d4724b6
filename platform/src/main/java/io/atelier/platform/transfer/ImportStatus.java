package io.atelier.platform.transfer;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far an import is. At any time {@code created + updated + skipped + rejected = done}, and at the end of a finished one
 * {@code done = total}.
 *
 * @param total data rows of the file
 * @param skipped rows left out as duplicates, and rows without any value
 * @param message why it failed; else empty
 * @param operation the record operation that all its rows are written by, to be undone as one; empty until one is written
 */
public record ImportStatus(
        long id,
        String module,
        String fileName,
        State state,
        long total,
        long done,
        long created,
        long updated,
        long skipped,
        long rejected,
        String message,
        UserId startedBy,
        Instant startedAt,
        Optional<Instant> finishedAt,
        OptionalLong operation) {

    /** Where an import stands. */
    public enum State {
        QUEUED,
        RUNNING,
        FINISHED,
        /** Rows written before stay written. */
        FAILED;

        public boolean isOver() {
            return this == FINISHED || this == FAILED;
        }
    }
}
