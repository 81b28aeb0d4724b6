package io.atelier.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Configures a {@link WorkerPool}. Start from {@link #of} and change single values with the {@code with} methods.
 *
 * @param javaExecutable the {@code java} of a JDK or JRE of the same version as the application's
 * @param classPath jars of the worker and nothing else, see {@link WorkerClassPath}
 * @param workingDirectory existing directory in which each worker gets an empty directory of its own
 * @param size number of workers kept ready; as many calls run at once
 * @param nestedSize number of further workers that may be started for calls made by host calls
 * @param maxPerTenant number of calls that one tenant may have running at once
 * @param queuePerTenant number of calls that may wait per tenant before more are refused
 * @param queueTimeout longest wait for a worker
 * @param maxDepth number of functions that may be on the stack of one another
 * @param recycleAfter number of calls after which a worker is replaced
 * @param heapMegabytes heap of a worker; plan twice as much of memory for its process
 * @param cacheDirectory directory for a start-up cache, which makes workers start in half the time; empty for none
 * @param commandPrefix words before the {@code java} command, for operators who confine workers further, such as
 *     {@code unshare -n setpriv ...}
 */
public record WorkerPoolOptions(
        Path javaExecutable,
        List<Path> classPath,
        Path workingDirectory,
        int size,
        int nestedSize,
        int maxPerTenant,
        int queuePerTenant,
        Duration queueTimeout,
        int maxDepth,
        int recycleAfter,
        int heapMegabytes,
        Optional<Path> cacheDirectory,
        List<String> commandPrefix) {

    /** Rejects counts below one and an empty class path. */
    public WorkerPoolOptions {
        classPath = List.copyOf(classPath);
        commandPrefix = List.copyOf(commandPrefix);
        if (classPath.isEmpty()) {
            throw new IllegalArgumentException("The class path of the workers is empty");
        }
        if (size < 1 || nestedSize < 0 || maxPerTenant < 1 || queuePerTenant < 0 || maxDepth < 1 || recycleAfter < 1) {
            throw new IllegalArgumentException("Counts must be positive");
        }
        if (heapMegabytes < 64) {
            throw new IllegalArgumentException("A worker needs a heap of 64 MB at least");
        }
    }

    /** Returns the defaults: a worker per core but two at least, half of them per tenant, the running JVM's java. */
    public static WorkerPoolOptions of(List<Path> classPath, Path workingDirectory) {
        int size = Math.max(2, Runtime.getRuntime().availableProcessors());
        return new WorkerPoolOptions(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                classPath,
                workingDirectory,
                size,
                size,
                half(size),
                100,
                Duration.ofSeconds(10),
                5,
                500,
                128,
                Optional.empty(),
                List.of());
    }

    /** Changes the number of workers, and with it the nested reserve and the share of a tenant. */
    public WorkerPoolOptions withSize(int newSize) {
        return new WorkerPoolOptions(
                javaExecutable,
                classPath,
                workingDirectory,
                newSize,
                newSize,
                half(newSize),
                queuePerTenant,
                queueTimeout,
                maxDepth,
                recycleAfter,
                heapMegabytes,
                cacheDirectory,
                commandPrefix);
    }

    /** Changes the number of further workers for nested calls and the depth of nesting. */
    public WorkerPoolOptions withNesting(int newNestedSize, int newMaxDepth) {
        return new WorkerPoolOptions(
                javaExecutable,
                classPath,
                workingDirectory,
                size,
                newNestedSize,
                maxPerTenant,
                queuePerTenant,
                queueTimeout,
                newMaxDepth,
                recycleAfter,
                heapMegabytes,
                cacheDirectory,
                commandPrefix);
    }

    /** Changes what one tenant may run and queue, and how long a call may wait. */
    public WorkerPoolOptions withFairness(int newMaxPerTenant, int newQueuePerTenant, Duration newQueueTimeout) {
        return new WorkerPoolOptions(
                javaExecutable,
                classPath,
                workingDirectory,
                size,
                nestedSize,
                newMaxPerTenant,
                newQueuePerTenant,
                newQueueTimeout,
                maxDepth,
                recycleAfter,
                heapMegabytes,
                cacheDirectory,
                commandPrefix);
    }

    /** Changes how a worker is made: executable, heap, calls until it is replaced. */
    public WorkerPoolOptions withWorker(Path newJavaExecutable, int newHeapMegabytes, int newRecycleAfter) {
        return new WorkerPoolOptions(
                newJavaExecutable,
                classPath,
                workingDirectory,
                size,
                nestedSize,
                maxPerTenant,
                queuePerTenant,
                queueTimeout,
                maxDepth,
                newRecycleAfter,
                newHeapMegabytes,
                cacheDirectory,
                commandPrefix);
    }

    /** Sets the directory of the start-up cache. */
    public WorkerPoolOptions withCacheDirectory(Path directory) {
        return new WorkerPoolOptions(
                javaExecutable,
                classPath,
                workingDirectory,
                size,
                nestedSize,
                maxPerTenant,
                queuePerTenant,
                queueTimeout,
                maxDepth,
                recycleAfter,
                heapMegabytes,
                Optional.of(directory),
                commandPrefix);
    }

    /** Sets the words before the {@code java} command. */
    public WorkerPoolOptions withCommandPrefix(List<String> prefix) {
        return new WorkerPoolOptions(
                javaExecutable,
                classPath,
                workingDirectory,
                size,
                nestedSize,
                maxPerTenant,
                queuePerTenant,
                queueTimeout,
                maxDepth,
                recycleAfter,
                heapMegabytes,
                cacheDirectory,
                prefix);
    }

    private static int half(int size) {
        return Math.max(1, size / 2);
    }
}
