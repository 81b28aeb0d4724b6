package io.atelier.platform.automation;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * One action of a rule on one record, in the log.
 *
 * @param message why it failed; else empty
 * @param functionRun the run in the log of the function that was called
 */
public record RuleRun(
        long id,
        State state,
        String ruleName,
        RuleAction action,
        String module,
        long recordId,
        String message,
        OptionalLong functionRun,
        Instant createdTime) {

    /** How far an action has come. */
    public enum State {
        QUEUED,
        DONE,
        FAILED
    }
}
