package io.atelier.platform.job.internal;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.job.RecurringJob;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");
    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);

    private final DataSource dataSource;
    private final ObjectProvider<JobHandler<?>> handlers;
    private final ObjectProvider<RecurringJob> recurring;
    private final JsonMapper json;
    private final SchedulerClient client;
    private final Map<String, JobHandler<?>> byName = new ConcurrentHashMap<>();

    private Scheduler scheduler;
    private volatile boolean running;

    JobScheduler(
            DataSource dataSource,
            ObjectProvider<JobHandler<?>> handlers,
            ObjectProvider<RecurringJob> recurring,
            JsonMapper json) {
        this.dataSource = dataSource;
        this.handlers = handlers;
        this.recurring = recurring;
        this.json = json;
        this.client = SchedulerClient.Builder.create(new TransactionAwareDataSourceProxy(dataSource))
                .tableName(TABLE)
                .serializer(new Utf8())
                .build();
        this.scheduler = build(List.of(), List.of());
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
        scheduler = build(
                byName.values().stream().<Task<?>>map(this::task).toList(),
                recurring.stream().map(JobScheduler::recurringTask).toList());
        scheduler.start();
        running = true;
    }

    private Scheduler build(List<Task<?>> tasks, List<RecurringTask<Void>> rounds) {
        return Scheduler.create(dataSource, tasks)
                .startTasks(rounds)
                .tableName(TABLE)
                .serializer(new Utf8())
                .threads(THREADS)
                .pollingInterval(Duration.ofMillis(500))
                .shutdownMaxWait(Duration.ofSeconds(10))
                .build();
    }

    private Task<String> task(JobHandler<?> handler) {
        return Tasks.oneTime(handler.name(), String.class)
                .onFailure(JobScheduler::afterFailure)
                .execute((instance, context) -> run(handler, instance.getId(), instance.getData()));
    }

    /** Tries again after 5, 10, 20 and 40 seconds; then keeps the job, with its data, where no scheduler comes. */
    private static void afterFailure(ExecutionComplete failed, ExecutionOperations<String> operations) {
        int failures = failed.getExecution().consecutiveFailures + 1;
        if (failures < JobHandler.MAX_ATTEMPTS) {
            operations.reschedule(failed, failed.getTimeDone().plus(FIRST_RETRY.multipliedBy(1L << (failures - 1))));
            return;
        }
        log.error(
                "Job {} failed {} times; it is kept in {} and not tried again",
                failed.getExecution().taskInstance,
                failures,
                TABLE);
        operations.reschedule(failed, NEVER);
    }

    private static RecurringTask<Void> recurringTask(RecurringJob job) {
        return Tasks.recurring(job.name(), FixedDelay.of(job.every())).execute((_, _) -> {
            try {
                job.run();
            } catch (Exception e) {
                throw new IllegalStateException("a round of " + job.name() + " failed", e);
            }
        });
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
        running = false;
        scheduler.stop();
    }

    @Override
    public boolean isRunning() {
        // Not the scheduler's own state: that stays "started" after a stop, and a paused context would never go on.
        return running;
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
