package io.atelier.platform.usage;

import java.time.Duration;
import java.util.List;

/**
 * How long calls took.
 *
 * @param counts calls by range: up to each of {@link #BOUNDS}, and beyond the last
 */
public record Latency(List<Long> counts, Duration total, Duration worst) {
    /** Where the ranges end, in milliseconds. */
    public static final List<Integer> BOUNDS = List.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000);

    public static final int RANGES = BOUNDS.size() + 1;

    private static final int MICROS = 1_000;

    public Latency {
        counts = List.copyOf(counts);
    }

    /** Returns the range that a call belongs to. */
    public static int rangeOf(long micros) {
        int range = 0;
        while (range < BOUNDS.size() && micros > (long) BOUNDS.get(range) * MICROS) {
            range++;
        }
        return range;
    }

    /**
     * Returns the time that this share of the calls did not exceed, as near as the ranges tell; zero if there were none.
     *
     * @param share such as 0.95
     */
    public Duration percentile(double share) {
        long calls = counts.stream().mapToLong(Long::longValue).sum();
        if (calls == 0) {
            return Duration.ZERO;
        }
        double rank = Math.max(1, share * calls);
        long below = 0;
        for (int range = 0; range < RANGES; range++) {
            long here = counts.get(range);
            if (here > 0 && below + here >= rank) {
                return within(range, (rank - below) / here);
            }
            below += here;
        }
        return worst;
    }

    /** Takes the calls of a range to be spread evenly over it. */
    private Duration within(int range, double part) {
        double from = range == 0 ? 0 : BOUNDS.get(range - 1) * (double) MICROS;
        double worstMicros = worst.toNanos() / (double) MICROS;
        double to = range == BOUNDS.size() ? worstMicros : Math.min(BOUNDS.get(range) * (double) MICROS, worstMicros);
        return Duration.ofNanos(Math.round((from + Math.max(0, to - from) * part) * MICROS));
    }
}
