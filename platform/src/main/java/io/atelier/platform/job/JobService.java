package io.atelier.platform.job;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.job.internal.JobScheduler;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Enqueues jobs: they exist when the caller's transaction commits, and not if it rolls back. */
@Service
public class JobService {
    private final JobScheduler scheduler;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final JsonMapper json;

    JobService(JobScheduler scheduler, IdGenerator ids, InstantSource clock, JsonMapper json) {
        this.scheduler = scheduler;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    /** Enqueues a job to be run soon. */
    public void enqueue(String handler, Object data) {
        enqueueAt(handler, data, clock.instant());
    }

    public void enqueueAt(String handler, Object data, Instant time) {
        SchedulerClient client = scheduler.client(handler);
        String instance = Long.toString(ids.next());
        client.scheduleIfNotExists(new TaskInstance<>(handler, instance, json.writeValueAsString(data)), time);
    }
}
