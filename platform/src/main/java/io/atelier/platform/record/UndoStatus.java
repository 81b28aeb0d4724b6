package io.atelier.platform.record;

import java.time.Instant;
import java.util.Optional;

/**
 * How far an undo that runs as a job is.
 *
 * @param operationId the undo's own operation
 * @param undoes the operation that it takes back
 * @param total records to look at; one that was deleted and changed counts twice
 * @param undone records that went back
 * @param refused refusals, of fields or records
 * @param message why it failed; else empty
 */
public record UndoStatus(
        long operationId,
        long undoes,
        State state,
        long total,
        long done,
        long undone,
        long refused,
        String message,
        Optional<Instant> finishedAt) {

    /** Where an undo stands. */
    public enum State {
        RUNNING,
        FINISHED,
        /** What went back before stays so; undoing again goes on. */
        FAILED
    }
}
