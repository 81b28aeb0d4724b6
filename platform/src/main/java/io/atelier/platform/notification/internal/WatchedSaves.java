package io.atelier.platform.notification.internal;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.notification.WatchEvent;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.spi.AfterSave;
import io.atelier.platform.record.spi.SaveRow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.springframework.stereotype.Component;

/** Queues, with the save itself, what channels are to be told of it. Who may see what is asked when it is sent. */
@Component
class WatchedSaves implements AfterSave {
    private final WatchCache channels;
    private final DeliveryStore deliveries;
    private final JobService jobs;
    private final IdGenerator ids;
    private final InstantSource clock;

    WatchedSaves(WatchCache channels, DeliveryStore deliveries, JobService jobs, IdGenerator ids, InstantSource clock) {
        this.channels = channels;
        this.deliveries = deliveries;
        this.jobs = jobs;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void afterSave(Actor actor, long operationId, List<SaveRow> rows) {
        List<WatchChannel> all = channels.of(actor.org());
        if (all.isEmpty() || rows.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        for (WatchChannel channel : all) {
            if (channel.data().expiry().filter(end -> !end.isAfter(now)).isEmpty()) {
                queue(actor, channel, rows, now);
            }
        }
    }

    private void queue(Actor actor, WatchChannel channel, List<SaveRow> rows, Instant now) {
        SequencedMap<String, SequencedMap<Long, List<String>>> byOperation = new LinkedHashMap<>();
        for (SaveRow row : rows) {
            boolean watched = channel.data().events().stream()
                    .anyMatch(event -> event.covers(row.module().apiName(), kind(row.kind())));
            List<String> fields = row.kind() == SaveRow.Kind.UPDATED ? changedFields(row) : List.of();
            if (watched && (row.kind() != SaveRow.Kind.UPDATED || !fields.isEmpty())) {
                byOperation
                        .computeIfAbsent(operation(row.kind()), _ -> new LinkedHashMap<>())
                        .put(row.id(), fields);
            }
        }
        String module = rows.getFirst().module().apiName();
        byOperation.forEach((operation, changes) -> {
            QueuedDelivery delivery = new QueuedDelivery(ids.next(), channel.id(), module, operation, changes, 0);
            deliveries.insert(actor.org(), delivery, now);
            jobs.enqueue(DeliveryJob.NAME, new DeliveryJob.Data(actor.org().value(), delivery.id()));
        });
    }

    /** Without the stamps, which each write changes: they would tell of changes to hidden fields. */
    private static List<String> changedFields(SaveRow row) {
        return row.changedFields().stream()
                .filter(field -> !field.equals(SystemField.MODIFIED_TIME.apiName())
                        && !field.equals(SystemField.MODIFIED_BY.apiName()))
                .toList();
    }

    private static WatchEvent.Kind kind(SaveRow.Kind kind) {
        return switch (kind) {
            case CREATED, RESTORED -> WatchEvent.Kind.CREATE;
            case UPDATED -> WatchEvent.Kind.EDIT;
            case DELETED -> WatchEvent.Kind.DELETE;
        };
    }

    private static String operation(SaveRow.Kind kind) {
        return switch (kind) {
            case CREATED, RESTORED -> "insert";
            case UPDATED -> "update";
            case DELETED -> "delete";
        };
    }
}
