package io.atelier.platform.database;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Marks what a thread does as done by somebody who only looks: the database itself then refuses to change anything, whatever
 * code runs. Holds for connections that are taken from now on.
 */
public final class ViewOnly {
    /** SQL state of a change in a transaction that is read-only. */
    private static final String READ_ONLY_TRANSACTION = "25006";

    private static final ThreadLocal<Boolean> ON = ThreadLocal.withInitial(() -> false);

    private ViewOnly() {}

    /** A stretch of work; closing it makes things as they were before. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins to only look. */
    public static Scope begin() {
        return set(true);
    }

    /** Lets through what is kept of the looking itself. */
    public static Scope lift() {
        return set(false);
    }

    private static Scope set(boolean wanted) {
        boolean before = ON.get();
        ON.set(wanted);
        return () -> ON.set(before);
    }

    public static boolean isOn() {
        return ON.get();
    }

    /** @throws PlatformException {@link ErrorCode#VIEW_ONLY} to who only looks */
    public static void requireWrites() {
        if (isOn()) {
            throw refusal();
        }
    }

    /** Returns what somebody is told who only looks and would change something. */
    public static PlatformException refusal() {
        return new PlatformException(
                ErrorCode.VIEW_ONLY,
                "You are looking as another user; nothing can be changed. Leave to go on as yourself.");
    }

    /** Says whether the database refused a change because somebody only looks. */
    public static boolean isRefusal(@Nullable Throwable problem) {
        return problem != null
                && (problem instanceof SQLException refused && READ_ONLY_TRANSACTION.equals(refused.getSQLState())
                        || isRefusal(problem.getCause()));
    }
}
