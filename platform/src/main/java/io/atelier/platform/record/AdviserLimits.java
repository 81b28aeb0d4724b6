package io.atelier.platform.record;

import java.time.Duration;

/**
 * What makes an index worth its price.
 *
 * @param rows fewest rows of a module
 * @param queriesADay fewest queries of one shape, on a day on which there are any
 * @param mean least mean time of these
 * @param builds most indexes that one round builds by itself
 */
public record AdviserLimits(long rows, long queriesADay, Duration mean, int builds) {
    /** Most adviser indexes of one module. */
    public static final int MAX_INDEXES = 20;

    /** After so many days without use an index is dropped. */
    public static final int UNUSED_DAYS = 30;

    /** Queries of so many days, today among them, are looked at. */
    public static final int WINDOW_DAYS = 7;

    /** The limits that hold for every organization. */
    public static final AdviserLimits USUAL = new AdviserLimits(10_000, 50, Duration.ofMillis(20), 3);
}
