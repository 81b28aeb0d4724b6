package io.atelier.platform.people;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * How far the records of a user who leaves have got to another.
 *
 * @param moved how many records have their new owner
 * @param operation names the change in history, from which it can be undone; empty before the first record
 * @param message why it failed; empty else
 */
public record UserTransfer(
        long id,
        UserId user,
        UserId to,
        UserId startedBy,
        State state,
        long moved,
        OptionalLong operation,
        String message,
        Instant createdTime) {

    /** A failed one leaves the user inactive; it can be started again and goes on with what is left. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED
    }
}
