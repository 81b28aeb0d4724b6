package io.atelier.platform.job.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.atelier.platform.job.JobHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Runs the handlers' jobs on this node while the application is up. */
@Component
public class JobScheduler implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(JobScheduler.class);
    private static final String TABLE = "atelier.scheduled_tasks";
    private static final int THREADS = 6;
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final ObjectProvider<JobHandler<?>> handlers;
    private final JsonMapper json;
    private final SchedulerClient client;
    private final Map<String, JobHandler<?>> byName = new ConcurrentHashMap<>();

    private Scheduler scheduler;

    JobScheduler(DataSource dataSource, ObjectProvider<JobHandler<?>> handlers, JsonMapper json) {
        this.dataSource = dataSource;
        this.handlers = handlers;
        this.json = json;
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .tableName(TABLE)
                .serializer(new Utf8())
                .build();
        this.scheduler = build(List.of());
    }

    /** Returns where to enqueue for the handler; a name that no handler has is a bug. */
    public SchedulerClient client(String handler) {
        if (!byName.isEmpty() && !byName.containsKey(handler)) {
            throw new IllegalArgumentException("No handler is named " + handler);
        }
        return client;
    }

    @Override
    public void start() {
        handlers.stream().forEach(handler -> byName.put(handler.name(), handler));
        scheduler = build(byName.values().stream().<Task<?>>map(this::task).toList());
        scheduler.start();
    }

    private Scheduler build(List<Task<?>> tasks) {
        return Scheduler.create(dataSource, tasks)
                .tableName(TABLE)
                .serializer(new Utf8())
                .threads(THREADS)
                .pollingInterval(Duration.ofMillis(500))
                .shutdownMaxWait(Duration.ofSeconds(10))
                .build();
    }

    private Task<String> task(JobHandler<?> handler) {
        FailureHandler<String> retry = new FailureHandler.MaxRetriesFailureHandler<>(
                JobHandler.MAX_ATTEMPTS - 1, new FailureHandler.ExponentialBackoffFailureHandler<>(FIRST_RETRY));
        return Tasks.oneTime(handler.name(), String.class)
                .onFailure(retry)
                .execute((instance, context) -> run(handler, instance.getId(), instance.getData()));
    }

    private <T> void run(JobHandler<T> handler, String id, String data) {
        try {
            handler.run(json.readValue(data, handler.dataType()));
        } catch (Exception e) {
            log.warn(
                    "Job {} of {} failed and will be tried again, {} times at most",
                    id,
                    handler.name(),
                    JobHandler.MAX_ATTEMPTS,
                    e);
            throw new IllegalStateException("job " + id + " of " + handler.name() + " failed", e);
        }
    }

    @Override
    public void stop() {
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        return scheduler.getSchedulerState().isStarted();
    }

    /** Data is JSON text already. */
    private static final class Utf8 implements Serializer {
        @Override
        public byte[] serialize(Object data) {
            return data == null ? new byte[0] : data.toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return type.cast(new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
