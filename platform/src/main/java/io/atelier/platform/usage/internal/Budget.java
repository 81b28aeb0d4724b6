package io.atelier.platform.usage.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * This node's hold on a budget that all nodes share. Most calls take from what was leased ahead and ask no database. What a
 * node dies with is lost until it comes back with its slot.
 */
public final class Budget {
    /** For so long after a refusal nothing that costs as much asks the database again. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final BudgetStore store;
    private final String subject;
    private final Window window;
    private long slot = Long.MIN_VALUE;
    private long ahead;
    private long free;
    private long refused;
    private Instant quietUntil = Instant.MIN;
    private Instant backAt = Instant.MIN;

    Budget(BudgetStore store, String subject, Window window) {
        this.store = store;
        this.subject = subject;
        this.window = window;
    }

    /**
     * Takes so much if it is there.
     *
     * @return empty, or when to come again
     */
    public synchronized Optional<Duration> take(long cost, long limit, Instant now) {
        moveTo(window.slotAt(now));
        if (ahead >= cost) {
            ahead -= cost;
            return Optional.empty();
        }
        if (cost >= refused && now.isBefore(quietUntil)) {
            return Optional.of(Duration.between(now, backAt));
        }
        long needed = cost - ahead;
        BudgetStore.Lease lease = store.lease(subject, window, slot, needed, limit);
        free = lease.free();
        if (lease.granted() == 0) {
            backAt = store.backAt(subject, window, slot, needed - free);
            quietUntil = now.plus(QUIET);
            refused = cost;
            return Optional.of(Duration.between(now, backAt));
        }
        ahead += lease.granted() - cost;
        return Optional.empty();
    }

    /** Gives back what a call took and did not use. */
    public synchronized void giveBack(long unused, Instant now) {
        if (window.slotAt(now) == slot) {
            ahead += unused;
        }
    }

    /** Returns what is left, as of the last time that this node asked. */
    public synchronized long remaining() {
        return free + ahead;
    }

    /** Lets other nodes have what was leased ahead. */
    synchronized void release() {
        if (ahead > 0) {
            long unspent = ahead;
            ahead = 0;
            free += unspent;
            store.giveBack(subject, slot, unspent);
        }
    }

    /** What was leased in a slot is spent in this slot, so that it comes back in time. */
    private void moveTo(long current) {
        if (current != slot) {
            release();
            slot = current;
            quietUntil = Instant.MIN;
        }
    }
}
