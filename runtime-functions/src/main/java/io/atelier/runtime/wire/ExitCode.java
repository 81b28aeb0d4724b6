package io.atelier.runtime.wire;

import io.atelier.runtime.Limit;

/** Maps limits to exit codes for a worker that can stop a script only by ending itself. */
public final class ExitCode {
    private static final int OUT_OF_MEMORY = 3;
    private static final int FIRST = 40;

    private ExitCode() {}

    /** Returns the exit code that stands for {@code limit}. */
    public static int of(Limit limit) {
        return FIRST + limit.ordinal();
    }

    /** Returns the limit behind an exit code, {@link Limit#PROCESS} if there is none. */
    public static Limit toLimit(int exitCode) {
        int index = exitCode - FIRST;
        if (exitCode == OUT_OF_MEMORY) {
            return Limit.MEMORY;
        }
        if (index < 0 || index >= Limit.values().length) {
            return Limit.PROCESS;
        }
        return Limit.values()[index];
    }
}
