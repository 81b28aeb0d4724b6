package io.atelier.runtime.worker;

import io.atelier.runtime.Limit;
import io.atelier.runtime.wire.ExitCode;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks every 5 ms at the active run and cancels it when a budget is used up.
 *
 * <p>Cancelling blocks until the guest leaves, so another thread does it. A guest that has not left after the grace
 * period sits in a builtin that never polls; then only the end of the process helps.
 */
final class Watchdog {
    private static final long TICK_NANOS = 5_000_000;
    private static final long GRACE_NANOS = 400_000_000;

    private final Thread thread;
    private volatile @Nullable ActiveRun active;

    Watchdog() {
        thread = new Thread(this::watch, "watchdog");
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    void begin(ActiveRun run) {
        active = run;
        LockSupport.unpark(thread);
    }

    void end() {
        active = null;
    }

    private void watch() {
        while (true) {
            ActiveRun run = active;
            if (run == null) {
                LockSupport.park(this);
                continue;
            }
            LockSupport.parkNanos(this, TICK_NANOS);
            run.measure();
            if (run.isCondemned()) {
                stop(run);
            }
        }
    }

    private void stop(ActiveRun run) {
        Thread stopper = new Thread(() -> run.context().close(true), "stopper");
        stopper.setDaemon(true);
        stopper.start();
        long deadline = System.nanoTime() + GRACE_NANOS;
        while (active == run) {
            if (System.nanoTime() > deadline) {
                Limit breach = run.breach();
                Runtime.getRuntime().halt(ExitCode.of(breach == null ? Limit.PROCESS : breach));
            }
            LockSupport.parkNanos(this, TICK_NANOS / 5);
        }
    }
}
