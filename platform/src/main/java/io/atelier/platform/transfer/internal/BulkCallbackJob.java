package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.connection.OutboundClient;
import io.atelier.platform.connection.OutboundRequest;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.job.JobService;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.transfer.BulkAnswers;
import io.atelier.platform.transfer.BulkCaller;
import io.atelier.platform.transfer.BulkLimits;
import io.atelier.platform.transfer.BulkWrite;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Sends what a program would be answered if it asked for the job now; no record's values. */
@Component
class BulkCallbackJob implements JobHandler<BulkCallbackJob.Data> {
    static final String NAME = "bulk-callback";

    private static final Logger log = LoggerFactory.getLogger(BulkCallbackJob.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final int GROWTH = 4;

    private final BulkReadStore reads;
    private final BulkWriteStore writes;
    private final ImportStore imports;
    private final OutboundClient client;
    private final JobService jobs;
    private final InstantSource clock;
    private final JsonMapper json;

    BulkCallbackJob(
            BulkReadStore reads,
            BulkWriteStore writes,
            ImportStore imports,
            OutboundClient client,
            JobService jobs,
            InstantSource clock,
            JsonMapper json) {
        this.reads = reads;
        this.writes = writes;
        this.imports = imports;
        this.client = client;
        this.jobs = jobs;
        this.clock = clock;
        this.json = json;
    }

    /** @param attempt counts from 1 */
    record Data(long org, BulkCallbacks.Operation operation, long id, int attempt) {}

    /** What is sent, and by whose wish. */
    private record Message(BulkCaller caller, Map<String, @Nullable Object> body) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) {
        Optional<Message> message = message(new OrgId(data.org()), data);
        Optional<String> url = message.flatMap(one -> one.caller().callbackUrl());
        if (message.isEmpty() || url.isEmpty() || isTaken(url.get(), message.get(), data.id())) {
            return;
        }
        if (data.attempt() >= BulkLimits.MAX_CALLBACKS) {
            log.warn("Nobody took the callback of bulk job {}", data.id());
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy((long) Math.pow(GROWTH, data.attempt() - 1.0));
        jobs.enqueueAt(
                NAME,
                new Data(data.org(), data.operation(), data.id(), data.attempt() + 1),
                clock.instant().plus(pause));
    }

    private Optional<Message> message(OrgId org, Data data) {
        return switch (data.operation()) {
            case READ ->
                reads.find(org, data.id())
                        .map(BulkReadStore.Asked::job)
                        .map(job -> new Message(job.caller(), BulkAnswers.read(job, ZoneOffset.UTC)));
            case WRITE ->
                writes.find(org, data.id())
                        .flatMap(asked -> imports.find(org, data.id()).map(row -> new BulkWrite(asked, row.status())))
                        .map(job -> new Message(job.asked().caller(), BulkAnswers.write(job, ZoneOffset.UTC)));
        };
    }

    private boolean isTaken(String url, Message message, long id) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>(message.body());
        body.put("job_id", Long.toString(id));
        try {
            int status = client.send(new OutboundRequest(
                            "POST",
                            url,
                            Map.of("Content-Type", "application/json", "User-Agent", "Atelier"),
                            json.writeValueAsBytes(body)))
                    .status();
            return status >= 200 && status < 300;
        } catch (IOException | PlatformException _) {
            return false;
        }
    }
}
