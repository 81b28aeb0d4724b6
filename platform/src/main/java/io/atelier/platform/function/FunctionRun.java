package io.atelier.platform.function;

import io.atelier.platform.org.UserId;
import java.time.Instant;

/**
 * One run in the log.
 *
 * @param version the published version that ran; 0 for a draft
 * @param user whose rights it ran under
 * @param input the arguments as JSON text, at most {@link #MAX_TEXT} characters, then cut and ended by …
 * @param outcome how it ended; its result is cut like the input
 */
public record FunctionRun(
        long functionId,
        int version,
        Trigger trigger,
        UserId user,
        Instant startedTime,
        String input,
        RunOutcome outcome) {

    public static final int MAX_TEXT = 64 * 1024;

    public long id() {
        return outcome.runId();
    }
}
