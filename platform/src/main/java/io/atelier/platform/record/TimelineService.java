package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.record.internal.Merger;
import io.atelier.platform.record.internal.TimelineStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What happened to a record, newest first. */
@Service
public class TimelineService {
    public static final int MAX_LIMIT = 200;

    private final TimelineStore store;
    private final RecordService records;
    private final Merger merger;
    private final AccessService access;
    private final MetadataService metadata;
    private final InstantSource clock;
    private final Notices notices;

    TimelineService(
            TimelineStore store,
            RecordService records,
            Merger merger,
            AccessService access,
            MetadataService metadata,
            InstantSource clock,
            Notices notices) {
        this.store = store;
        this.records = records;
        this.merger = merger;
        this.access = access;
        this.metadata = metadata;
        this.clock = clock;
        this.notices = notices;
    }

    /**
     * Returns what happened to a record that the actor may see, and to those that were merged into it, without changes of
     * hidden fields.
     *
     * @param before continues behind the entry of this id
     * @param limit 1 to {@link #MAX_LIMIT}
     */
    @Transactional(readOnly = true)
    public List<TimelineEntry> timeline(Actor actor, String module, long recordId, OptionalLong before, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "A timeline is read by 1 to 200 entries.", Map.of("limit", MAX_LIMIT));
        }
        records.get(actor, module, recordId);
        ModuleDef definition = metadata.model(actor.org()).module(module);
        Access rights = access.of(actor);
        List<Long> ids = new ArrayList<>(List.of(recordId));
        ids.addAll(merger.mergedInto(actor, module, recordId));
        return store.entries(actor, definition, ids, before, limit).stream()
                .map(entry -> visible(entry, definition, rights))
                .toList();
    }

    /** Notes something that a feature did with a record; in the caller's transaction if there is one. */
    @Transactional
    public void note(Actor actor, String module, long recordId, String kind, Map<String, ?> detail) {
        Instant now = clock.instant();
        long operation = store.newOperation(actor, kind, now);
        store.addNote(actor, operation, module, recordId, kind, detail, now);
        notices.publish(new Notice(actor.org(), Notice.Topic.RECORDS, module)); // open pages show it at once
    }

    private static TimelineEntry visible(TimelineEntry entry, ModuleDef module, Access rights) {
        return new TimelineEntry(
                entry.id(),
                entry.kind(),
                entry.at(),
                entry.actorId(),
                entry.actorName(),
                entry.channel(),
                entry.via(),
                entry.operationId(),
                entry.changes().stream()
                        .filter(change ->
                                rights.findField(module, change.field()).isPresent())
                        .toList(),
                entry.detail());
    }
}
