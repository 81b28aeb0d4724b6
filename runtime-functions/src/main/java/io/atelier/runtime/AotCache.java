package io.atelier.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes and names the JVM's start-up cache for workers.
 *
 * <p>The file name holds a digest of everything that the cache depends on; the JVM checks again and ignores a cache that
 * does not fit. A missing cache only costs time.
 */
final class AotCache {
    private static final System.Logger log = System.getLogger(AotCache.class.getName());
    private static final long TRAINING_SECONDS = 180;

    private final WorkerPoolOptions options;
    private @Nullable Process training;
    private boolean closed;

    AotCache(WorkerPoolOptions options) {
        this.options = options;
    }

    /** Returns the flags that use the cache, none if there is no cache yet. */
    List<String> flags() {
        return file().filter(Files::isRegularFile)
                .map(file -> List.of("-XX:AOTCache=" + file))
                .orElse(List.of());
    }

    /** Makes the cache if it is missing; takes some seconds. Failure is logged and nothing else. */
    void train() {
        Optional<Path> target = file();
        if (target.isEmpty() || Files.exists(target.get())) {
            return;
        }
        Path directory = null;
        try {
            Files.createDirectories(target.get().toAbsolutePath().getParent());
            directory = Files.createTempDirectory(options.workingDirectory(), "training-");
            Path made = directory.resolve("worker.aot");
            if (runTraining(directory, made) && Files.isRegularFile(made)) {
                Files.move(made, target.get(), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            log.log(System.Logger.Level.INFO, "Workers start without a start-up cache", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            delete(directory);
        }
    }

    /** Ends a training that is under way. */
    synchronized void close() {
        closed = true;
        if (training != null) {
            training.descendants().forEach(ProcessHandle::destroyForcibly);
            training.destroyForcibly();
        }
    }

    private boolean runTraining(Path directory, Path made) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(WorkerCommand.train(options, made.toAbsolutePath()))
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        Process process;
        synchronized (this) {
            if (closed) {
                return false;
            }
            process = builder.start();
            training = process;
        }
        boolean ended = process.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return ended && process.exitValue() == 0;
    }

    private Optional<Path> file() {
        return options.cacheDirectory().map(directory -> directory.resolve("worker-" + digest() + ".aot"));
    }

    private String digest() {
        StringBuilder text = new StringBuilder(Runtime.version().toString())
                .append(options.javaExecutable())
                .append(WorkerCommand.flags(options));
        for (Path path : options.classPath()) {
            text.append(path).append(size(path)).append(modified(path));
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }

    private static long size(Path path) {
        return path.toFile().length();
    }

    private static long modified(Path path) {
        return path.toFile().lastModified();
    }

    private static void delete(@Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try {
            Files.deleteIfExists(directory.resolve("worker.aot"));
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            log.log(System.Logger.Level.DEBUG, "A training directory stays behind", e);
        }
    }
}
