package io.atelier.runtime.worker;

import com.sun.management.ThreadMXBean;
import io.atelier.runtime.Limit;
import io.atelier.runtime.Limits;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import io.atelier.runtime.Usage;
import io.atelier.runtime.wire.Message;
import io.atelier.runtime.wire.OwnClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Value;
import org.jspecify.annotations.Nullable;

/** Holds the state of the one run under way: budgets, breach, outcome, and the callbacks of the prelude. */
final class ActiveRun {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int LINE_CHARGE = 16;

    private final String fileName;
    private final Limits limits;
    private final HostLink link;
    private final Context context;
    private final OwnClock clock = new OwnClock();
    private final long threadId = Thread.currentThread().threadId();
    private final long cpuStart = THREADS.getThreadCpuTime(threadId);
    private final long allocatedStart = THREADS.getThreadAllocatedBytes(threadId);

    /** Set once by whoever sees the breach first; read by the watchdog and the run thread. */
    private volatile @Nullable Limit breach;

    private volatile boolean refusedImport;

    /** Set by the first settlement. */
    private @Nullable String resultJson;

    private @Nullable ScriptError error;
    private int hostCalls;
    private long outputBytes;
    private String refusalCode = "";
    private String refusalText = "";

    ActiveRun(String fileName, Limits limits, HostLink link, Context context) {
        this.fileName = fileName;
        this.limits = limits;
        this.link = link;
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** Compares the budgets with their use; called by the watchdog. */
    @Nullable
    Limit measure() {
        if (breach == null) {
            if (clock.elapsedNanos() > limits.wall().toNanos()) {
                breach = Limit.WALL;
            } else if (THREADS.getThreadCpuTime(threadId) - cpuStart
                    > limits.cpu().toNanos()) {
                breach = Limit.CPU;
            } else if (THREADS.getThreadAllocatedBytes(threadId) - allocatedStart > limits.allocatedBytes()) {
                breach = Limit.MEMORY;
            }
        }
        return breach;
    }

    /** Returns whether the guest has to go, for a breach or for a forbidden import. */
    boolean isCondemned() {
        return breach != null || refusedImport;
    }

    @Nullable
    Limit breach() {
        return breach;
    }

    boolean isImportRefused() {
        return refusedImport;
    }

    void refuseImport() {
        refusedImport = true;
    }

    @Nullable
    String resultJson() {
        return resultJson;
    }

    @Nullable
    ScriptError error() {
        return error;
    }

    Usage usage() {
        long cpu = THREADS.getThreadCpuTime(threadId) - cpuStart;
        return new Usage(Duration.ofNanos(clock.elapsedNanos()), Duration.ofNanos(Math.max(cpu, 0)), hostCalls);
    }

    /** Prelude callback: operation, JSON arguments; returns the JSON answer or null for a refusal. */
    @Nullable
    Object hostCall(Value... arguments) {
        String operation = string(arguments, 0);
        String json = string(arguments, 1);
        stopIfCondemned();
        if (json.length() > limits.argumentChars()) {
            refusalCode = "ARGUMENT_TOO_LARGE";
            refusalText = "The arguments of " + operation + " exceed " + limits.argumentChars() + " characters";
            return null;
        }
        if (hostCalls >= limits.hostCalls()) {
            throw stop(Limit.HOST_CALLS);
        }
        hostCalls++;
        clock.pause();
        try {
            return switch (link.call(operation, json)) {
                case Message.Answer answer -> answer.json();
                case Message.Refusal refusal -> {
                    refusalCode = refusal.code();
                    refusalText = refusal.text();
                    yield null;
                }
                default -> throw new IOException("Unexpected frame");
            };
        } catch (IOException e) {
            throw lost();
        } finally {
            clock.resume();
        }
    }

    Object hostCode(Value... arguments) {
        return refusalCode;
    }

    Object hostText(Value... arguments) {
        return refusalText;
    }

    /** Prelude callback: level, text, stack of the caller. */
    @Nullable
    Object log(Value... arguments) {
        LogLine.Level level = LogLine.Level.valueOf(string(arguments, 0));
        String text = string(arguments, 1);
        stopIfCondemned();
        if (text.length() > limits.outputBytes()) {
            throw stop(Limit.OUTPUT);
        }
        outputBytes += LINE_CHARGE + text.getBytes(StandardCharsets.UTF_8).length;
        if (outputBytes > limits.outputBytes()) {
            throw stop(Limit.OUTPUT);
        }
        List<ScriptError.Frame> stack = StackText.parse(string(arguments, 2));
        try {
            link.log(new LogLine(
                    level, text, stack.isEmpty() ? 0 : stack.getFirst().line()));
        } catch (IOException e) {
            throw lost();
        }
        return null;
    }

    /** Prelude callback: either ("", json, "", "") or (name, message, stack, "!"). The first settlement counts. */
    @Nullable
    Object settle(Value... arguments) {
        String name = string(arguments, 0);
        String text = string(arguments, 1);
        boolean failed = !string(arguments, 3).isEmpty();
        if (resultJson != null || error != null) {
            return null;
        }
        if (failed) {
            error = StackText.error(fileName, name, text, StackText.parse(string(arguments, 2)));
        } else if (text.length() > limits.resultChars()) {
            throw stop(Limit.RESULT);
        } else {
            resultJson = text;
        }
        return null;
    }

    private static String string(Value[] arguments, int index) {
        if (index >= arguments.length || !arguments[index].isString()) {
            throw new IllegalArgumentException("A text is required");
        }
        return arguments[index].asString();
    }

    private void stopIfCondemned() {
        if (isCondemned()) {
            throw new IllegalStateException("The run has been stopped");
        }
    }

    private RuntimeException stop(Limit limit) {
        if (breach == null) {
            breach = limit;
        }
        return new IllegalStateException("The run has been stopped");
    }

    /** Ends the process: without its parent the worker has nobody to work for. */
    private static RuntimeException lost() {
        Runtime.getRuntime().halt(1);
        return new IllegalStateException("The parent process is gone");
    }
}
