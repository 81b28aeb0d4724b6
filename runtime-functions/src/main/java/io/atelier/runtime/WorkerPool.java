package io.atelier.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs functions in a pool of worker processes.
 *
 * <p>A call gets a context of its own in a warm worker. A worker that ran into any limit, or served enough calls, is
 * replaced. Starting is quick and goes on in the background: a self-test first shows that hostile scripts are stopped on
 * this machine, and while it runs calls wait; if it fails, every call is {@link FunctionResult.Unavailable}.
 *
 * <p>Nested calls are recognised by the thread: a call to {@link #invoke} from within {@link HostCalls#call} on the same
 * thread is nested. They draw on a reserve of workers of their own, so that callers which all wait for their callees
 * cannot block one another; when the reserve is used up, a nested call waits for the queue timeout at most. A host call
 * that hands over to another thread loses this mark and queues like a call from outside, again with a bounded wait.
 */
public final class WorkerPool implements FunctionRuntime {
    /** Number of functions on the stack above the current thread's call. */
    static final ScopedValue<Integer> DEPTH = ScopedValue.newInstance();

    private static final System.Logger log = System.getLogger(WorkerPool.class.getName());

    /** Checks come from editors and share one place in the queue of their own. */
    private static final String CHECKS = "\u0000checks";

    private final WorkerPoolOptions options;
    private final ScheduledThreadPoolExecutor timer;
    private final Workers workers;
    private final AotCache cache;
    private final FairGate gate;
    private final Semaphore nestedReserve;
    private final AtomicInteger nestedRunning = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Completes with the reason for not running functions, empty if there is none. */
    private final CompletableFuture<String> health = new CompletableFuture<>();

    private WorkerPool(WorkerPoolOptions options) {
        this.options = options;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("function-worker-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        this.cache = new AotCache(options);
        this.workers = new Workers(options, cache::flags, timer);
        this.gate = new FairGate(options.size(), options.maxPerTenant(), options.queuePerTenant());
        this.nestedReserve = new Semaphore(options.nestedSize(), true);
    }

    /** Starts a pool and returns at once; {@link #awaitStart} waits for the self-test. */
    public static WorkerPool start(WorkerPoolOptions options) {
        WorkerPool pool = new WorkerPool(options);
        Thread.ofPlatform().daemon().name("function-self-test").start(pool::selfTest);
        return pool;
    }

    /** Waits for the self-test and returns the state after it. */
    public PoolStatus awaitStart(Duration timeout) {
        problem(timeout);
        return status();
    }

    /** Returns the state for an admin page. */
    public PoolStatus status() {
        String reason = closed.get() ? "The pool is closed" : health.getNow("The self-test is running");
        PoolStatus.State state;
        if (closed.get()) {
            state = PoolStatus.State.CLOSED;
        } else if (!health.isDone()) {
            state = PoolStatus.State.STARTING;
        } else {
            state = reason.isEmpty() ? PoolStatus.State.READY : PoolStatus.State.UNAVAILABLE;
        }
        return new PoolStatus(
                state, reason, workers.count(), gate.running() + nestedRunning.get(), gate.waiting(), workers.lost());
    }

    @Override
    public FunctionResult invoke(FunctionCall call, HostCalls host) {
        if (call.argsJson().length() > call.limits().argumentChars()) {
            return new FunctionResult.LimitExceeded(
                    Limit.ARGUMENTS, false, List.of(), new Usage(Duration.ZERO, Duration.ZERO, 0));
        }
        int depth = DEPTH.orElse(0);
        return depth == 0 ? outer(call, host) : nested(call, host, depth);
    }

    @Override
    public SyntaxReport check(String fileName, String source) {
        FunctionCall.requireFile(fileName);
        FunctionCall.requireSize(source.length());
        String problem = problem(options.queueTimeout());
        if (!problem.isEmpty()) {
            return unchecked(problem);
        }
        FairGate.Entry entry = gate.enter(CHECKS, options.queueTimeout());
        if (entry != FairGate.Entry.ADMITTED) {
            return unchecked(refusal(entry));
        }
        WorkerProcess worker = null;
        try {
            worker = workers.take();
            return worker.check(fileName, source);
        } catch (IOException e) {
            return unchecked("The source could not be parsed within the limits");
        } finally {
            release(worker);
            gate.leave(CHECKS);
        }
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        health.complete("The pool is closed");
        gate.close();
        cache.close();
        workers.close();
        timer.shutdownNow();
    }

    /** Returns the process ids of the workers, for tests that kill them. */
    List<Long> pids() {
        return workers.pids();
    }

    private FunctionResult outer(FunctionCall call, HostCalls host) {
        String problem = problem(options.queueTimeout());
        if (!problem.isEmpty()) {
            return new FunctionResult.Unavailable(problem);
        }
        FairGate.Entry entry = gate.enter(call.tenant(), options.queueTimeout());
        if (entry != FairGate.Entry.ADMITTED) {
            return new FunctionResult.Unavailable(refusal(entry));
        }
        try {
            return onWorker(call, host, 0);
        } finally {
            gate.leave(call.tenant());
        }
    }

    private FunctionResult nested(FunctionCall call, HostCalls host, int depth) {
        if (depth >= options.maxDepth()) {
            return new FunctionResult.Unavailable(
                    "Functions call one another more than " + options.maxDepth() + " deep");
        }
        try {
            if (!nestedReserve.tryAcquire(options.queueTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                return new FunctionResult.Unavailable("No worker became free for a function called by a function");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new FunctionResult.Unavailable(refusal(FairGate.Entry.INTERRUPTED));
        }
        nestedRunning.incrementAndGet();
        try {
            return onWorker(call, host, depth);
        } finally {
            nestedRunning.decrementAndGet();
            nestedReserve.release();
        }
    }

    private FunctionResult onWorker(FunctionCall call, HostCalls host, int depth) {
        WorkerProcess worker = null;
        try {
            worker = workers.take();
            FunctionResult result = worker.run(call, host, depth);
            if (result instanceof FunctionResult.LimitExceeded exceeded && exceeded.workerLost()) {
                workers.countLoss();
            }
            return result;
        } catch (IOException e) {
            return new FunctionResult.Unavailable(String.valueOf(e.getMessage()));
        } finally {
            release(worker);
        }
    }

    private void release(@Nullable WorkerProcess worker) {
        if (worker != null) {
            workers.giveBack(worker);
        }
    }

    private void selfTest() {
        String reason;
        try {
            WorkerProcess worker = workers.take();
            try {
                reason = SelfTest.run(worker);
            } finally {
                workers.giveBack(worker);
            }
        } catch (IOException | RuntimeException e) {
            reason = String.valueOf(e.getMessage());
        }
        if (reason.isEmpty()) {
            workers.fill();
        } else if (!closed.get()) {
            log.log(System.Logger.Level.ERROR, "Functions are off: {0}", reason);
        }
        health.complete(reason);
        if (reason.isEmpty()) {
            cache.train();
        }
    }

    private String problem(Duration patience) {
        try {
            return health.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return "The self-test is running";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return refusal(FairGate.Entry.INTERRUPTED);
        } catch (ExecutionException e) {
            return "The self-test failed";
        }
    }

    private static SyntaxReport unchecked(String reason) {
        return new SyntaxReport(false, reason, 0, 0);
    }

    private static String refusal(FairGate.Entry entry) {
        return switch (entry) {
            case ADMITTED -> "";
            case QUEUE_FULL -> "Too many functions are waiting";
            case TIMED_OUT -> "No worker became free in time";
            case INTERRUPTED -> "The wait for a worker was interrupted";
            case CLOSED -> "The pool is closed";
        };
    }
}
