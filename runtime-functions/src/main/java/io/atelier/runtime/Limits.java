package io.atelier.runtime;

import java.time.Duration;

/**
 * Bounds one run.
 *
 * @param wall own time of the script, without the time spent in host calls
 * @param cpu CPU time of the script's thread
 * @param allocatedBytes bytes allocated over the whole run; the live heap is bounded by the worker's size instead
 * @param stackFrames depth of calls
 * @param outputBytes console output, each line charged with its UTF-8 size and 16 bytes
 * @param resultChars length of the result as JSON
 * @param argumentChars length of the arguments as JSON, of the run and of each host call
 * @param hostCalls number of host calls
 */
public record Limits(
        Duration wall,
        Duration cpu,
        long allocatedBytes,
        int stackFrames,
        int outputBytes,
        int resultChars,
        int argumentChars,
        int hostCalls) {

    /** Deepest stack that the workers' thread stacks can carry. */
    public static final int MAX_STACK_FRAMES = 2_000;

    /** Longest JSON text that may cross the border in either direction, in characters. */
    public static final int MAX_TEXT_CHARS = 10 * 1024 * 1024;

    private static final long MEGABYTE = 1024L * 1024;

    /** Rejects bounds that are not positive or that a worker could not hold. */
    public Limits {
        if (!wall.isPositive() || wall.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("Wall time must be positive and at most a day");
        }
        if (!cpu.isPositive() || cpu.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("CPU time must be positive and at most a day");
        }
        requireRange(allocatedBytes, Long.MAX_VALUE, "allocatedBytes");
        requireRange(stackFrames, MAX_STACK_FRAMES, "stackFrames");
        requireRange(outputBytes, MAX_TEXT_CHARS, "outputBytes");
        requireRange(resultChars, MAX_TEXT_CHARS, "resultChars");
        requireRange(argumentChars, MAX_TEXT_CHARS, "argumentChars");
        if (hostCalls < 0) {
            throw new IllegalArgumentException("hostCalls must not be negative");
        }
    }

    /** Bounds a validation rule or a blueprint check, which run inside a save. */
    public static Limits validation() {
        return preset(Duration.ofSeconds(2), Duration.ofSeconds(1), 256, 64 * 1024, 256 * 1024, 50);
    }

    /** Bounds what a person waits for: a button, a related list, a widget. */
    public static Limits interactive() {
        return preset(Duration.ofSeconds(10), Duration.ofSeconds(5), 512, 256 * 1024, 1024 * 1024, 200);
    }

    /** Bounds a workflow action or a REST call. */
    public static Limits workflow() {
        return preset(Duration.ofSeconds(60), Duration.ofSeconds(20), 1024, 1024 * 1024, 5 * 1024 * 1024, 1_000);
    }

    /** Bounds a schedule or a batch. */
    public static Limits batch() {
        return preset(
                Duration.ofMinutes(15), Duration.ofMinutes(5), 8 * 1024, 4 * 1024 * 1024, 10 * 1024 * 1024, 20_000);
    }

    private static Limits preset(
            Duration wall, Duration cpu, int allocatedMegabytes, int outputBytes, int textChars, int hostCalls) {
        return new Limits(
                wall, cpu, allocatedMegabytes * MEGABYTE, 1_000, outputBytes, textChars, textChars, hostCalls);
    }

    private static void requireRange(long value, long max, String name) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " must be between 1 and " + max);
        }
    }
}
