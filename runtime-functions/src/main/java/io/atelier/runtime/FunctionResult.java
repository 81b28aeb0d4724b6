package io.atelier.runtime;

import java.util.List;

/** Tells how a run ended. */
public sealed interface FunctionResult {

    /** The function returned; {@code undefined} is the JSON {@code null}. */
    record Completed(String resultJson, List<LogLine> log, Usage usage) implements FunctionResult {
        public Completed {
            log = List.copyOf(log);
        }
    }

    /** The function threw, did not parse, had no entry, or left its promise open. */
    record Failed(ScriptError error, List<LogLine> log, Usage usage) implements FunctionResult {
        public Failed {
            log = List.copyOf(log);
        }
    }

    /**
     * The run was stopped. Its earlier host calls have taken effect.
     *
     * @param workerLost whether the worker process had to be killed or died, rather than stop the script itself
     */
    record LimitExceeded(Limit limit, boolean workerLost, List<LogLine> log, Usage usage) implements FunctionResult {
        public LimitExceeded {
            log = List.copyOf(log);
        }
    }

    /**
     * Nothing of the function has run; the same call may be made again later.
     *
     * @param reason text for operators, without user data
     */
    record Unavailable(String reason) implements FunctionResult {}
}
