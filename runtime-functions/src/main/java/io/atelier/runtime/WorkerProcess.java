package io.atelier.runtime;

import io.atelier.runtime.wire.Channel;
import io.atelier.runtime.wire.ExitCode;
import io.atelier.runtime.wire.Message;
import io.atelier.runtime.wire.OwnClock;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Is one worker: a child JVM that runs one call at a time and is killed when it outlives the limit of the call. */
final class WorkerProcess {
    private static final System.Logger log = System.getLogger(WorkerProcess.class.getName());
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final long GRACE_NANOS = 500_000_000;
    private static final int SMALL_FRAME = 64 * 1024;
    private static final int LINE_CHARGE = 16;
    private static final int STDERR_BYTES = 8 * 1024;

    private final Process process;
    private final Channel channel;
    private final Path directory;
    private final ScheduledExecutorService timer;
    private final int recycleAfter;
    private int calls;
    private boolean spoiled;
    private volatile boolean killedByTimer;

    /** Completes with the head of the worker's error output when that ends. */
    private final CompletableFuture<String> errorOutput = new CompletableFuture<>();

    private WorkerProcess(Process process, Path directory, ScheduledExecutorService timer, int recycleAfter) {
        this.process = process;
        this.channel = new Channel(process.getInputStream(), process.getOutputStream());
        this.directory = directory;
        this.timer = timer;
        this.recycleAfter = recycleAfter;
    }

    /** Launches a process; {@link #awaitReady} has to follow. */
    static WorkerProcess launch(WorkerPoolOptions options, List<String> cacheFlags, ScheduledExecutorService timer)
            throws IOException {
        Path directory = Files.createTempDirectory(options.workingDirectory(), "worker-");
        ProcessBuilder builder =
                new ProcessBuilder(WorkerCommand.run(options, cacheFlags)).directory(directory.toFile());
        builder.environment().clear();
        try {
            Process process = builder.start();
            WorkerProcess worker = new WorkerProcess(process, directory, timer, options.recycleAfter());
            Thread.ofPlatform().daemon().name("function-worker-stderr").start(worker::drain);
            return worker;
        } catch (IOException e) {
            Files.deleteIfExists(directory);
            throw e;
        }
    }

    /** Waits until the worker has warmed up. */
    void awaitReady() throws IOException {
        ScheduledFuture<?> guard =
                timer.schedule(process::destroyForcibly, START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            if (!(channel.read(SMALL_FRAME) instanceof Message.Ready)) {
                throw new IOException("The worker did not report ready");
            }
        } catch (EOFException e) {
            String said = errorOutput.completeOnTimeout("", 1, TimeUnit.SECONDS).join();
            throw new IOException("the process ended before it was ready: " + said, e);
        } finally {
            guard.cancel(false);
        }
    }

    /** Returns whether another call may be given to this worker. */
    boolean isReusable() {
        return !spoiled && calls < recycleAfter && process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Kills the process and removes its directory. */
    void destroy() {
        process.destroyForcibly();
        awaitExit();
        try (Stream<Path> leftovers = Files.list(directory)) {
            for (Path leftover : leftovers.toList()) {
                Files.deleteIfExists(leftover);
            }
            Files.deleteIfExists(directory);
        } catch (IOException | UncheckedIOException e) {
            log.log(System.Logger.Level.DEBUG, "The directory of a worker stays behind", e);
        }
    }

    FunctionResult run(FunctionCall call, HostCalls host, int depth) {
        Limits limits = call.limits();
        Conversation conversation = new Conversation(limits, host, depth);
        calls++;
        // Whatever leaves this method early leaves a worker in an unknown state.
        spoiled = true;
        Deadline deadline = new Deadline(conversation.clock, limits.wall().toNanos() + GRACE_NANOS);
        try {
            channel.write(new Message.Run(call.fileName(), call.source(), call.libraries(), call.argsJson(), limits));
            FunctionResult result = conversation.await();
            spoiled = result instanceof FunctionResult.LimitExceeded || conversation.asksForReplacement;
            return result;
        } catch (IOException e) {
            log.log(System.Logger.Level.DEBUG, "Worker lost in a call", e);
            return conversation.limit(lossReason(), true);
        } finally {
            deadline.cancel();
        }
    }

    SyntaxReport check(String fileName, String source) throws IOException {
        Limits limits = Limits.interactive();
        calls++;
        spoiled = true;
        Deadline deadline = new Deadline(new OwnClock(), limits.wall().toNanos() + GRACE_NANOS);
        try {
            channel.write(new Message.Check(fileName, source));
            if (channel.read(SMALL_FRAME) instanceof Message.Checked checked) {
                spoiled = false;
                return checked.report();
            }
            throw new IOException("The worker gave no syntax report");
        } finally {
            deadline.cancel();
        }
    }

    private Limit lossReason() {
        if (killedByTimer) {
            return Limit.WALL;
        }
        // A worker that talks nonsense is alive: end it, and do not read a limit out of our own kill.
        boolean ended = awaitExit(Duration.ofSeconds(1));
        if (!ended) {
            process.destroyForcibly();
            return Limit.PROCESS;
        }
        return killedByTimer ? Limit.WALL : ExitCode.toLimit(process.exitValue());
    }

    private void awaitExit() {
        if (!awaitExit(Duration.ofSeconds(5))) {
            log.log(System.Logger.Level.WARNING, "Worker process {0} does not end", Long.toString(process.pid()));
        }
    }

    /** Waits without giving way to interrupts, which are passed on. */
    private boolean awaitExit(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Reads all error output, lest the worker block on it, and keeps its head. */
    private void drain() {
        String kept = "";
        try (InputStream err = process.getErrorStream()) {
            kept = new String(err.readNBytes(STDERR_BYTES), StandardCharsets.UTF_8).strip();
            err.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            log.log(System.Logger.Level.TRACE, "The error stream of a worker was closed", e);
        }
        if (!kept.isEmpty()) {
            log.log(System.Logger.Level.DEBUG, "Worker wrote: {0}", kept);
        }
        errorOutput.complete(kept);
    }

    /** Kills the process once the own time of the call is used up, however long host calls take in between. */
    private final class Deadline {
        private final OwnClock clock;
        private final long budgetNanos;
        private ScheduledFuture<?> next;
        private boolean done;

        private Deadline(OwnClock clock, long budgetNanos) {
            this.clock = clock;
            this.budgetNanos = budgetNanos;
            this.next = timer.schedule(this::look, budgetNanos, TimeUnit.NANOSECONDS);
        }

        private synchronized void look() {
            if (done) {
                return;
            }
            long left = budgetNanos - clock.elapsedNanos();
            if (left > 0 || clock.isPaused()) {
                next = timer.schedule(this::look, Math.max(left, 20_000_000), TimeUnit.NANOSECONDS);
                return;
            }
            killedByTimer = true;
            process.destroyForcibly();
        }

        private synchronized void cancel() {
            done = true;
            next.cancel(false);
        }
    }

    /** Is the exchange of frames of one run. Checks again what the worker should have checked. */
    private final class Conversation {
        private final Limits limits;
        private final HostCalls host;
        private final int depth;
        private final OwnClock clock = new OwnClock();
        private final List<LogLine> lines = new ArrayList<>();
        private long outputBytes;
        private int hostCalls;
        private boolean asksForReplacement;

        private Conversation(Limits limits, HostCalls host, int depth) {
            this.limits = limits;
            this.host = host;
            this.depth = depth;
        }

        private FunctionResult await() throws IOException {
            int largest = Math.max(limits.resultChars(), Math.max(limits.argumentChars(), limits.outputBytes()));
            int maxFrame = Math.min(Channel.MAX_FRAME, SMALL_FRAME + 4 * largest);
            while (true) {
                switch (channel.read(maxFrame)) {
                    case Message.HostCall call -> {
                        hostCalls++;
                        if (hostCalls > limits.hostCalls()) {
                            throw new IOException("The worker exceeds the number of host calls");
                        }
                        clock.pause();
                        Message answer;
                        try {
                            answer = HostCallBroker.answer(host, call, limits, depth);
                        } finally {
                            clock.resume();
                        }
                        channel.write(answer);
                    }
                    case Message.Log entry -> {
                        outputBytes += LINE_CHARGE + entry.line().text().length();
                        if (outputBytes > limits.outputBytes()) {
                            throw new IOException("The worker exceeds the output");
                        }
                        lines.add(entry.line());
                    }
                    case Message.Completed done -> {
                        if (done.resultJson().length() > limits.resultChars()) {
                            throw new IOException("The worker exceeds the length of the result");
                        }
                        return new FunctionResult.Completed(done.resultJson(), lines, done.usage());
                    }
                    case Message.Failed failed -> {
                        asksForReplacement = failed.spoiled();
                        return new FunctionResult.Failed(failed.error(), lines, failed.usage());
                    }
                    case Message.Stopped stopped -> {
                        return new FunctionResult.LimitExceeded(stopped.limit(), false, lines, stopped.usage());
                    }
                    default -> throw new IOException("Unexpected frame");
                }
            }
        }

        private FunctionResult limit(Limit limit, boolean workerLost) {
            Duration own = Duration.ofNanos(clock.elapsedNanos());
            return new FunctionResult.LimitExceeded(limit, workerLost, lines, new Usage(own, own, hostCalls));
        }
    }

    /** Makes host calls and turns what goes wrong into refusals that a script may read. */
    private static final class HostCallBroker {
        private static Message answer(HostCalls host, Message.HostCall call, Limits limits, int depth) {
            if (call.argumentsJson().length() > limits.argumentChars()) {
                return new Message.Refusal("ARGUMENT_TOO_LARGE", "The arguments are too large");
            }
            try {
                String json = ScopedValue.where(WorkerPool.DEPTH, depth + 1)
                        .call(() -> host.call(call.operation(), call.argumentsJson()));
                if (json.length() > Limits.MAX_TEXT_CHARS) {
                    return new Message.Refusal("ANSWER_TOO_LARGE", "The answer is too large for a function");
                }
                return new Message.Answer(json);
            } catch (HostCallException e) {
                return new Message.Refusal(e.code(), e.safeMessage());
            } catch (RuntimeException e) {
                String incident = UUID.randomUUID().toString();
                log.log(System.Logger.Level.ERROR, "Host call failed, incident " + incident, e);
                return new Message.Refusal("INTERNAL", "Internal error, incident " + incident);
            }
        }
    }
}
