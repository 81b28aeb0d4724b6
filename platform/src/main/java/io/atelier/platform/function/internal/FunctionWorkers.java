package io.atelier.platform.function.internal;

import io.atelier.platform.database.DatabaseProperties;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.runtime.FunctionCall;
import io.atelier.runtime.FunctionResult;
import io.atelier.runtime.FunctionRuntime;
import io.atelier.runtime.HostCalls;
import io.atelier.runtime.SyntaxReport;
import io.atelier.runtime.WorkerClassPath;
import io.atelier.runtime.WorkerPool;
import io.atelier.runtime.WorkerPoolOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The one pool of workers: started by the first call, so that an installation without functions pays nothing. */
@Component
public class FunctionWorkers implements FunctionRuntime {
    private static final Logger log = LoggerFactory.getLogger(FunctionWorkers.class);

    /** Also covers the pool's self-test, which first calls wait for. */
    private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(30);

    private static final int QUEUE_PER_TENANT = 100;
    private static final int MAX_DEPTH = FunctionRunner.MAX_DEPTH;

    private final Path folder;
    private final Object lock = new Object();
    private @Nullable WorkerPool pool;
    private boolean closed;

    FunctionWorkers(DatabaseProperties properties) {
        this.folder = properties.dataFolder().toAbsolutePath().resolve("functions");
    }

    @Override
    public FunctionResult invoke(FunctionCall call, HostCalls host) {
        try {
            return pool().invoke(call, host);
        } catch (IOException e) {
            log.error("The function workers could not be started; this call is refused, the next tries again", e);
            return new FunctionResult.Unavailable("The function workers could not be started");
        }
    }

    @Override
    public SyntaxReport check(String fileName, String source) {
        try {
            return pool().check(fileName, source);
        } catch (IOException e) {
            log.error("The function workers could not be started; this check is refused, the next tries again", e);
            return new SyntaxReport(false, "The function workers could not be started", 0, 0);
        }
    }

    private WorkerPool pool() throws IOException {
        synchronized (lock) {
            if (closed) {
                throw new IOException("The application is stopping");
            }
            WorkerPool current = pool;
            if (current == null) {
                Path cache = Files.createDirectories(folder.resolve("cache"));
                Path work = Files.createDirectories(folder.resolve("work"));
                WorkerPoolOptions options = WorkerPoolOptions.of(WorkerClassPath.resolve(cache), work);
                current = WorkerPool.start(options.withCacheDirectory(cache)
                        .withFairness(options.maxPerTenant(), QUEUE_PER_TENANT, QUEUE_TIMEOUT)
                        // One chain of calls that is as deep as may be must find its workers.
                        .withNesting(Math.max(options.size(), MAX_DEPTH), MAX_DEPTH + 1));
                pool = current;
            }
            return current;
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (pool != null) {
                pool.close();
            }
        }
    }
}
