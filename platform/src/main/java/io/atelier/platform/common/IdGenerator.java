package io.atelier.platform.common;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes 64-bit, positive, time-ordered ids without coordination: 41 bits of milliseconds since 2024-01-01, 10 bits of
 * node, 12 bits of sequence. Ids of one generator strictly grow, also when the clock steps back. Thread-safe.
 */
public final class IdGenerator {
    private static final long EPOCH_MILLIS = 1_704_067_200_000L;
    private static final int NODE_BITS = 10;
    private static final int SEQUENCE_BITS = 12;

    private final InstantSource clock;
    private final long node;
    /** Milliseconds and sequence together: what was issued last. */
    private final AtomicLong last = new AtomicLong();

    public IdGenerator(InstantSource clock, int node) {
        if (node < 0 || node >= 1 << NODE_BITS) {
            throw new IllegalArgumentException("node must be 0 to 1023, not " + node);
        }
        this.clock = clock;
        this.node = node;
    }

    /** Creates a generator of a node picked by chance: two nodes meet with a chance of 1 in 1,024 per pair. */
    public static IdGenerator ofRandomNode(InstantSource clock) {
        return new IdGenerator(clock, new SecureRandom().nextInt(1 << NODE_BITS));
    }

    public long next() {
        long now = (clock.millis() - EPOCH_MILLIS) << SEQUENCE_BITS;
        long tick = last.accumulateAndGet(now, (previous, current) -> Math.max(previous + 1, current));
        long millis = tick >>> SEQUENCE_BITS;
        long sequence = tick & ((1L << SEQUENCE_BITS) - 1);
        return (millis << (NODE_BITS + SEQUENCE_BITS)) | (node << SEQUENCE_BITS) | sequence;
    }
}
