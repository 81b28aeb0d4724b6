package io.atelier.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How long calls took.
 *
 * @param nanos of each call, ascending
 * @param seconds of the clock on the wall that all calls took together
 */
public record Sample(long[] nanos, double seconds) {
    public Sample {
        nanos = nanos.clone();
        Arrays.sort(nanos);
    }

    /** Joins what was measured in turns. */
    public static Sample joined(List<Sample> samples) {
        return new Sample(
                samples.stream()
                        .flatMapToLong(sample -> LongStream.of(sample.nanos))
                        .toArray(),
                samples.stream().mapToDouble(Sample::seconds).sum());
    }

    public double callsPerSecond() {
        return nanos.length / seconds;
    }

    /** Returns the milliseconds that {@code percent} of the calls took at most; 0 without calls. */
    public double millis(double percent) {
        if (nanos.length == 0) {
            return 0;
        }
        int rank = (int) Math.ceil(percent / 100 * nanos.length) - 1;
        return nanos[Math.clamp(rank, 0, nanos.length - 1)] / 1e6;
    }
}
