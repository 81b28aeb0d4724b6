package io.atelier.runtime;

import java.time.Duration;
import java.util.Map;

/** Runs three hostile scripts in one worker to see that this machine stops them. */
final class SelfTest {
    private static final HostCalls NO_HOST = (_, _) -> {
        throw new HostCallException("UNAVAILABLE", "Not in the self-test");
    };
    private static final Limits LIMITS =
            new Limits(Duration.ofMillis(400), Duration.ofMillis(200), 64L << 20, 1_000, 1_000, 1_000, 1_000, 1);

    private SelfTest() {}

    /** Returns why functions must not run here, or an empty text. The worker is used up by this. */
    static String run(WorkerProcess worker) {
        FunctionResult endless = call(worker, "for (;;) {}");
        if (!(endless instanceof FunctionResult.LimitExceeded stopped) || stopped.workerLost()) {
            return "Self-test: an endless loop was not stopped (" + endless + ")";
        }
        FunctionResult buffer = call(worker, "new ArrayBuffer(2 ** 30)");
        if (!(buffer instanceof FunctionResult.Failed failed)
                || !failed.error().name().equals("RangeError")) {
            return "Self-test: a giant buffer was not refused (" + buffer + ")";
        }
        FunctionResult stuck = call(worker, "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)");
        if (!(stuck instanceof FunctionResult.LimitExceeded)) {
            return "Self-test: a stuck builtin was not stopped (" + stuck + ")";
        }
        return "";
    }

    private static FunctionResult call(WorkerProcess worker, String statement) {
        String source = "export default () => { " + statement + " }";
        return worker.run(new FunctionCall("", "self-test.mjs", source, Map.of(), "null", LIMITS), NO_HOST, 0);
    }
}
