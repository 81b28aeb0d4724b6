package io.atelier.platform.usage;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a client may use.
 *
 * @param credits within any 24 hours
 * @param concurrent calls at the same time
 * @param perMinute calls within a minute of the clock
 */
public record ApiLimits(long credits, int concurrent, int perMinute) {
    /** Credits of a client without limits of its own. */
    public static final long CREDITS = 1_000_000;

    /** Calls at the same time of a client without limits of its own. */
    public static final int CONCURRENT = 25;

    /** Calls a minute of a client without limits of its own. */
    public static final int PER_MINUTE = 6_000;

    /** Credits of all clients of an organization together. */
    public static final long CREDITS_OF_ORGANIZATION = 5_000_000;

    public static final long MAX_CREDITS = 1_000_000_000;
    public static final int MAX_CONCURRENT = 1_000;
    public static final int MAX_PER_MINUTE = 1_000_000;

    /** @throws ViolationsException with everything that is out of range, by the name of the part */
    public void check() {
        List<Violation> problems = new ArrayList<>();
        check("credits", credits, MAX_CREDITS, problems);
        check("concurrent", concurrent, MAX_CONCURRENT, problems);
        check("perMinute", perMinute, MAX_PER_MINUTE, problems);
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
    }

    private static void check(String name, long value, long most, List<Violation> problems) {
        if (value < 1 || value > most) {
            problems.add(new Violation(ErrorCode.INVALID_DATA, name, "A number from 1 to " + most + " is needed."));
        }
    }
}
