package io.atelier.platform.usage.internal;

import io.atelier.platform.usage.Latency;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

/** Calls as they are counted in memory. */
final class Counted {
    private final LongAdder calls = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder credits = new LongAdder();
    private final LongAdder micros = new LongAdder();
    private final LongAccumulator worst = new LongAccumulator(Math::max, 0);
    private final AtomicLongArray ranges = new AtomicLongArray(Latency.RANGES);

    void add(int status, long spent, long took) {
        calls.increment();
        if (status >= 500) {
            failed.increment();
        } else if (status >= 400) {
            refused.increment();
        }
        credits.add(spent);
        micros.add(took);
        worst.accumulate(took);
        ranges.incrementAndGet(Latency.rangeOf(took));
    }

    /** Returns calls, refused, failed, credits, micros, worst and the ranges, in the order of the columns. */
    long[] values() {
        long[] values = new long[6 + Latency.RANGES];
        values[0] = calls.sum();
        values[1] = refused.sum();
        values[2] = failed.sum();
        values[3] = credits.sum();
        values[4] = micros.sum();
        values[5] = worst.get();
        for (int range = 0; range < Latency.RANGES; range++) {
            values[6 + range] = ranges.get(range);
        }
        return values;
    }
}
