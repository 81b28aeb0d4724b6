package io.atelier.platform.expression;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Between days, local times and instants. */
public final class Calendars {
    /** The first day that is too early for a value, and the first that is too late. */
    public static final LocalDate BEFORE_FIRST = LocalDate.of(0, 12, 31);

    public static final LocalDate BEHIND_LAST = LocalDate.of(10_000, 1, 1);

    private Calendars() {}

    public static Instant startOfDay(LocalDate day, ZoneId zone) {
        return instant(day.atStartOfDay(), zone);
    }

    /**
     * Returns the instant of a local time as PostgreSQL finds it: a time that a clock change leaps over is as much later
     * as the leap is wide; of two the later is meant.
     */
    public static Instant instant(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).withLaterOffsetAtOverlap().toInstant();
    }

    /** Says whether the year is 1 to 9999. */
    static boolean holds(LocalDate day) {
        return day.isAfter(BEFORE_FIRST) && day.isBefore(BEHIND_LAST);
    }
}
