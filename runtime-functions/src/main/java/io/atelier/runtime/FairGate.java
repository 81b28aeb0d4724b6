package io.atelier.runtime;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Admits calls to the pool: so many at once, so many per tenant, tenants in turn.
 *
 * <p>A tenant with a thousand waiting calls delays another tenant's call by one call at most.
 */
final class FairGate {
    /** Tells the end of a wait. */
    enum Entry {
        ADMITTED,
        QUEUE_FULL,
        TIMED_OUT,
        INTERRUPTED,
        CLOSED
    }

    private final int capacity;
    private final int maxPerTenant;
    private final int queuePerTenant;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Integer> running = new HashMap<>();
    private final LinkedHashMap<String, ArrayDeque<Waiter>> queues = new LinkedHashMap<>();
    private int runningTotal;
    private boolean closed;

    FairGate(int capacity, int maxPerTenant, int queuePerTenant) {
        this.capacity = capacity;
        this.maxPerTenant = maxPerTenant;
        this.queuePerTenant = queuePerTenant;
    }

    /** Waits for admission; only {@link Entry#ADMITTED} has to be followed by {@link #leave}. */
    Entry enter(String tenant, Duration timeout) {
        lock.lock();
        try {
            if (closed) {
                return Entry.CLOSED;
            }
            ArrayDeque<Waiter> queue = queues.get(tenant);
            if (queue == null && hasRoomFor(tenant)) {
                admit(tenant);
                return Entry.ADMITTED;
            }
            if (queue != null ? queue.size() >= queuePerTenant : queuePerTenant == 0) {
                return Entry.QUEUE_FULL;
            }
            Waiter waiter = new Waiter(lock.newCondition());
            queues.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).add(waiter);
            return await(tenant, waiter, timeout.toNanos());
        } finally {
            lock.unlock();
        }
    }

    void leave(String tenant) {
        lock.lock();
        try {
            runningTotal--;
            running.computeIfPresent(tenant, (_, count) -> count == 1 ? null : count - 1);
            admitNext();
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everyone who waits and everyone to come. */
    void close() {
        lock.lock();
        try {
            closed = true;
            queues.values().forEach(queue -> queue.forEach(waiter -> waiter.turn.signal()));
        } finally {
            lock.unlock();
        }
    }

    int running() {
        lock.lock();
        try {
            return runningTotal;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return queues.values().stream().mapToInt(ArrayDeque::size).sum();
        } finally {
            lock.unlock();
        }
    }

    private Entry await(String tenant, Waiter waiter, long nanos) {
        long left = nanos;
        try {
            while (!waiter.admitted && !closed && left > 0) {
                left = waiter.turn.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!waiter.admitted) {
                withdraw(tenant, waiter);
                return Entry.INTERRUPTED;
            }
        }
        if (waiter.admitted) {
            return Entry.ADMITTED;
        }
        withdraw(tenant, waiter);
        return closed ? Entry.CLOSED : Entry.TIMED_OUT;
    }

    private void withdraw(String tenant, Waiter waiter) {
        ArrayDeque<Waiter> queue = queues.get(tenant);
        if (queue != null && queue.remove(waiter) && queue.isEmpty()) {
            queues.remove(tenant);
        }
    }

    /** Admits waiters while there is room; a tenant that got its turn goes to the end of the line. */
    private void admitNext() {
        boolean admitted = true;
        while (admitted && runningTotal < capacity) {
            admitted = false;
            Iterator<Map.Entry<String, ArrayDeque<Waiter>>> tenants =
                    queues.entrySet().iterator();
            while (tenants.hasNext() && !admitted) {
                Map.Entry<String, ArrayDeque<Waiter>> entry = tenants.next();
                String tenant = entry.getKey();
                if (hasRoomFor(tenant)) {
                    ArrayDeque<Waiter> queue = entry.getValue();
                    Waiter waiter = queue.remove();
                    tenants.remove();
                    if (!queue.isEmpty()) {
                        queues.put(tenant, queue);
                    }
                    admit(tenant);
                    waiter.admitted = true;
                    waiter.turn.signal();
                    admitted = true;
                }
            }
        }
    }

    private boolean hasRoomFor(String tenant) {
        return runningTotal < capacity && running.getOrDefault(tenant, 0) < maxPerTenant;
    }

    private void admit(String tenant) {
        runningTotal++;
        running.merge(tenant, 1, Integer::sum);
    }

    private static final class Waiter {
        private final Condition turn;
        private boolean admitted;

        private Waiter(Condition turn) {
            this.turn = turn;
        }
    }
}
