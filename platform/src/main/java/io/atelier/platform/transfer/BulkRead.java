package io.atelier.platform.transfer;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.Optional;

/**
 * A bulk read and how far it is.
 *
 * @param count records of the result
 * @param nextToken continues behind the last of them; empty if there are no more
 */
public record BulkRead(
        long id,
        BulkReadQuery query,
        BulkCaller caller,
        State state,
        long count,
        Optional<String> nextToken,
        Optional<Failure> failure,
        UserId askedBy,
        Instant askedTime,
        Optional<Instant> finishedTime) {
    /** Where a bulk read stands. */
    public enum State {
        ADDED,
        IN_PROGRESS,
        COMPLETED,
        FAILURE;

        public boolean isOver() {
            return this == COMPLETED || this == FAILURE;
        }
    }

    /** Why there is no result. */
    public record Failure(ErrorCode code, String message) {}
}
