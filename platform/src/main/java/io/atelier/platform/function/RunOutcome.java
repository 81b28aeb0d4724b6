package io.atelier.platform.function;

import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How one run ended.
 *
 * @param runId names the run in the log
 * @param apiName names the function
 * @param resultJson what the function returned, as JSON text; {@code null} as text unless completed
 * @param error present unless completed
 * @param duration own time of the script, without that of its host calls
 */
public record RunOutcome(
        long runId,
        String apiName,
        State state,
        String resultJson,
        Optional<ScriptError> error,
        List<LogLine> console,
        Duration duration,
        int hostCalls) {

    /** The ways a run can end. */
    public enum State {
        COMPLETED,
        /** The script threw. */
        FAILED,
        /** The run was stopped at a limit, which the error names; what it did before has taken effect. */
        STOPPED,
        /** Nothing of it ran; it may be tried again. */
        UNAVAILABLE
    }

    public RunOutcome {
        console = List.copyOf(console);
    }
}
