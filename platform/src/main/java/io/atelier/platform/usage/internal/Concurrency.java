package io.atelier.platform.usage.internal;

import java.time.Duration;
import java.time.Instant;

/** This node's share of the calls that a client may have under way at the same time on all nodes. */
public final class Concurrency {
    /** For so long after a refusal the database is not asked again; a call that ends here makes room at once. */
    private static final Duration QUIET = Duration.ofMillis(200);

    private final ConcurrencyStore store;
    private final String subject;
    private final String node;
    private int inUse;
    private int held;
    private int peak;
    private Instant until = Instant.MIN;
    private Instant quietUntil = Instant.MIN;

    Concurrency(ConcurrencyStore store, String subject, String node) {
        this.store = store;
        this.subject = subject;
        this.node = node;
    }

    /** Says whether one more call may begin; if so, {@link #leave} must follow. */
    public synchronized boolean enter(int limit, Instant now) {
        boolean room = inUse < Math.min(held, limit) && now.isBefore(until);
        if (!room && !now.isBefore(quietUntil)) {
            held = store.hold(subject, node, inUse, limit, now);
            until = now.plus(ConcurrencyStore.LIFE);
            room = inUse < held;
            quietUntil = room ? Instant.MIN : now.plus(QUIET);
        }
        if (room) {
            inUse++;
            peak = Math.max(peak, inUse);
        }
        return room;
    }

    public synchronized void leave() {
        inUse--;
    }

    /** Keeps what was needed since the last time, and lets other nodes have the rest. */
    synchronized void renew(Instant now) {
        if (held == 0) {
            return;
        }
        held = peak;
        peak = inUse;
        if (held == 0) {
            store.release(subject, node);
        } else {
            store.renew(subject, node, held, now);
            until = now.plus(ConcurrencyStore.LIFE);
        }
    }
}
