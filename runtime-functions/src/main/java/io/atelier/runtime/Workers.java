package io.atelier.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Owns the worker processes: starts, lends, replaces and ends them.
 *
 * <p>Starting happens on threads of its own, so a call never waits for a new worker while another becomes free.
 */
final class Workers {
    private static final Duration PATIENCE = Duration.ofSeconds(65);

    private final WorkerPoolOptions options;
    private final Supplier<List<String>> cacheFlags;
    private final ScheduledExecutorService timer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<WorkerProcess> idle = new ArrayDeque<>();
    private final Set<WorkerProcess> live = new HashSet<>();
    /** Starts under way; those with a process are in {@code live} already and counted by {@code warming}. */
    private int starting;

    private int warming;
    private int takers;
    private long failures;
    private long lost;
    private String lastFailure = "";
    private boolean closed;

    Workers(WorkerPoolOptions options, Supplier<List<String>> cacheFlags, ScheduledExecutorService timer) {
        this.options = options;
        this.cacheFlags = cacheFlags;
        this.timer = timer;
    }

    /** Starts workers until there are as many as configured. */
    void fill() {
        lock.lock();
        try {
            while (!closed && ready() + starting < options.size()) {
                startOne();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lends a warm worker; starts one if none is free or on its way. */
    WorkerProcess take() throws IOException {
        lock.lock();
        try {
            long failuresBefore = failures;
            long left = PATIENCE.toNanos();
            takers++;
            try {
                while (true) {
                    if (closed) {
                        throw new IOException("The pool is closed");
                    }
                    WorkerProcess worker = pollIdle();
                    if (worker != null) {
                        return worker;
                    }
                    if (failures > failuresBefore) {
                        throw new IOException(lastFailure);
                    }
                    if (left <= 0) {
                        throw new IOException("No worker became ready in time");
                    }
                    if (starting < takers) {
                        startOne();
                    }
                    left = changed.awaitNanos(left);
                }
            } finally {
                takers--;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for a worker", e);
        } finally {
            lock.unlock();
        }
    }

    /** Takes a worker back; ends it and starts another if it is worn. */
    void giveBack(WorkerProcess worker) {
        boolean keep;
        lock.lock();
        try {
            keep = !closed && worker.isReusable() && (idle.size() < options.size() || takers > 0);
            if (keep) {
                idle.push(worker);
                changed.signalAll();
            } else {
                live.remove(worker);
            }
        } finally {
            lock.unlock();
        }
        if (!keep) {
            worker.destroy();
            fill();
        }
    }

    void countLoss() {
        lock.lock();
        try {
            lost++;
        } finally {
            lock.unlock();
        }
    }

    long lost() {
        lock.lock();
        try {
            return lost;
        } finally {
            lock.unlock();
        }
    }

    int count() {
        lock.lock();
        try {
            return ready() + starting;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the ids of the processes that are up. */
    List<Long> pids() {
        lock.lock();
        try {
            return live.stream().map(WorkerProcess::pid).toList();
        } finally {
            lock.unlock();
        }
    }

    /** Kills all workers and waits until they are gone. */
    void close() {
        List<WorkerProcess> victims;
        lock.lock();
        try {
            closed = true;
            idle.clear();
            victims = List.copyOf(live);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        victims.forEach(WorkerProcess::destroy);
        awaitStarters();
    }

    private void awaitStarters() {
        lock.lock();
        try {
            long left = Duration.ofSeconds(10).toNanos();
            while (starting > 0 && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable WorkerProcess pollIdle() {
        while (!idle.isEmpty()) {
            WorkerProcess worker = idle.pop();
            if (worker.isReusable()) {
                return worker;
            }
            live.remove(worker);
            Thread.ofPlatform().daemon().start(worker::destroy);
        }
        return null;
    }

    private void startOne() {
        starting++;
        Thread.ofPlatform().daemon().name("function-worker-start").start(this::start);
    }

    private void start() {
        WorkerProcess worker = null;
        String failure = "The pool is closed";
        boolean up = false;
        boolean registered = false;
        try {
            worker = WorkerProcess.launch(options, cacheFlags.get(), timer);
            registered = register(worker);
            if (registered) {
                worker.awaitReady();
                up = true;
            }
        } catch (IOException | RuntimeException e) {
            failure = "A worker cannot be started: " + e.getMessage();
        }
        lock.lock();
        try {
            starting--;
            warming -= registered ? 1 : 0;
            up = up && !closed;
            if (up && worker != null) {
                idle.push(worker);
            } else {
                failures++;
                lastFailure = failure;
                live.remove(worker);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        if (!up && worker != null) {
            worker.destroy();
        }
    }

    /** Counts the processes that have reported ready. */
    private int ready() {
        return live.size() - warming;
    }

    private boolean register(WorkerProcess worker) {
        lock.lock();
        try {
            if (!closed) {
                live.add(worker);
                warming++;
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }
}
