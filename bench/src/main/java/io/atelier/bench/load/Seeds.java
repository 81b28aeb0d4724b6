package io.atelier.bench.load;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** Gives each client of each turn a chance of its own, so that no turn repeats the requests of the one before. */
final class Seeds {
    private static final AtomicLong TURN = new AtomicLong();

    private Seeds() {}

    static RandomGenerator of(int client) {
        return new SplittableRandom(TURN.incrementAndGet() * 1_000 + client);
    }
}
