package io.atelier.platform.usage.internal;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time that ends now, in slots.
 *
 * @param slots how many slots count, the one at hand included
 */
record Window(Duration slot, int slots) {
    /** A credit comes back between 24 hours and 24 hours and a quarter after it was spent. */
    static final Window DAY = new Window(Duration.ofMinutes(15), 24 * 4 + 1);

    static final Window MINUTE = new Window(Duration.ofMinutes(1), 1);

    long slotAt(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), slot.toSeconds());
    }

    /** Returns the first slot that counts while the given one is at hand. */
    long first(long current) {
        return current - slots + 1;
    }

    /** Returns when what was spent in the slot no longer counts. */
    Instant over(long spentIn) {
        return Instant.ofEpochSecond((spentIn + slots) * slot.toSeconds());
    }
}
