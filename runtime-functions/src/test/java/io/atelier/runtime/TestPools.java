package io.atelier.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Gives tests pools whose workers start from a cache under the build directory. */
final class TestPools {
    /** Refuses everything. */
    static final HostCalls NO_HOST = (operation, _) -> {
        throw new HostCallException("UNKNOWN_OPERATION", operation);
    };

    static final Limits LIMITS =
            new Limits(Duration.ofMillis(1_200), Duration.ofMillis(250), 64L << 20, 1_000, 8_000, 50_000, 50_000, 20);

    /** For scripts that must not be stopped on a busy machine. */
    static final Limits PATIENT =
            new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), 256L << 20, 1_000, 8_000, 50_000, 50_000, 20);

    /** Lets test workers start faster at the price of speed later; most of them serve one call. */
    private static final List<String> QUICK_START = List.of("env", "JDK_JAVA_OPTIONS=-XX:TieredStopAtLevel=1");

    private static WorkerPool shared;

    private TestPools() {}

    static synchronized WorkerPool shared() {
        if (shared == null) {
            shared = WorkerPool.start(options().withFairness(2, 100, Duration.ofSeconds(30)));
            Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
        }
        return shared;
    }

    static WorkerPoolOptions options() {
        try {
            Path cache = Files.createDirectories(Path.of("target", "worker-cache"));
            Path work = Files.createDirectories(Path.of("target", "worker-dirs"));
            WorkerPoolOptions options = WorkerPoolOptions.of(WorkerClassPath.resolve(cache), work)
                    .withSize(2)
                    .withFairness(1, 100, Duration.ofSeconds(30))
                    .withCacheDirectory(cache)
                    .withCommandPrefix(QUICK_START);
            new AotCache(options).train();
            return options;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static FunctionCall call(String source) {
        return call("tenant", source, PATIENT);
    }

    static FunctionCall call(String tenant, String source, Limits limits) {
        return new FunctionCall(tenant, "main.mjs", source, Map.of(), "{\"n\":1}", limits);
    }
}
