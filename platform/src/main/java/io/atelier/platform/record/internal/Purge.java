package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.spi.AfterPurge;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Deletes recycled records for good: their rows, the values in their history, and every link to them. That they were, and
 * who did what to them when, stays known.
 */
@Component
class Purge {
    static final int BATCH = 500;

    private final DSLContext sql;
    private final RecordReaders readers;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final OperationStore operations;
    private final HistoryStore history;
    private final TimelineStore timeline;
    private final BinStore bin;
    private final Links links;
    private final Notices notices;
    private final InstantSource clock;
    private final Transactions transactions;
    private final ObjectProvider<AfterPurge> afterPurge;

    Purge(
            DSLContext sql,
            RecordReaders readers,
            MetadataService metadata,
            AccessService accessService,
            OperationStore operations,
            HistoryStore history,
            TimelineStore timeline,
            BinStore bin,
            Links links,
            Notices notices,
            InstantSource clock,
            Transactions transactions,
            ObjectProvider<AfterPurge> afterPurge) {
        this.sql = sql;
        this.readers = readers;
        this.metadata = metadata;
        this.accessService = accessService;
        this.operations = operations;
        this.history = history;
        this.timeline = timeline;
        this.bin = bin;
        this.links = links;
        this.notices = notices;
        this.clock = clock;
        this.transactions = transactions;
        this.afterPurge = afterPurge;
    }

    /** Deletes those of the records that are in the bin and that the actor may delete; returns how many. */
    int purge(Actor actor, String moduleName, Collection<Long> ids) {
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(moduleName);
        Access access = accessService.of(actor);
        Set<Long> visible = readers.of(model, access).inScope(module, ids, AccessLevel.FULL);
        Map<Long, StoredRow> locked = visible.isEmpty()
                ? Map.of()
                : readers.of(model, accessService.of(Actor.system(actor.org())))
                        .lock(module, visible, RowLocks.Strength.REMOVE);
        List<Long> gone = locked.entrySet().stream()
                .filter(row -> row.getValue().deleted())
                .map(Map.Entry::getKey)
                .toList();
        if (!gone.isEmpty()) {
            purgeOwned(actor, model, module, gone);
            remove(actor, model, module, gone, access);
        }
        return gone.size();
    }

    /** What went into the bin with a record goes with it again. */
    private void purgeOwned(Actor actor, OrgModel model, ModuleDef module, List<Long> ids) {
        for (Ownership.Belonging belonging : Ownership.of(model, module)) {
            Map<Long, Long> owned = bin.wentWith(
                    actor.org(), module.apiName(), ids, belonging.child().apiName());
            if (!owned.isEmpty()) {
                List<Long> children = List.copyOf(owned.keySet());
                purgeOwned(actor, model, belonging.child(), children);
                remove(actor, model, belonging.child(), children, accessService.of(Actor.system(actor.org())));
            }
        }
    }

    private void remove(Actor actor, OrgModel model, ModuleDef module, List<Long> ids, Access access) {
        Instant now = clock.instant();
        long operation = operations.insert(actor, OperationKind.PURGE, now, OptionalLong.empty(), OptionalLong.empty());
        Set<Long> all = Set.copyOf(ids);
        Links.Move emptied = new Links.Move(module, all, OptionalLong.empty(), all, OperationKind.PURGE, operation);
        links.move(actor, model, emptied, access);
        Map<Long, Long> mergedInto = bin.mergeTargets(actor.org(), module.apiName(), ids);
        for (int part = module.parts() - 1; part > 0; part--) {
            sql.deleteFrom(Tables.part(actor.org(), module, part))
                    .where(Tables.isOneOf(Tables.ID, ids))
                    .execute();
        }
        sql.deleteFrom(Tables.of(actor.org(), module))
                .where(Tables.isOneOf(Tables.ID, ids))
                .execute();
        bin.remove(actor.org(), module, ids);
        history.strip(actor.org(), module.apiName(), ids);
        for (long id : ids) {
            timeline.addNote(actor, operation, module.apiName(), id, "purged", Map.of(), now);
        }
        operations.countPurged(actor.org(), operation, module.apiName(), ids.size());
        afterPurge.orderedStream().forEach(participant -> participant.afterPurge(actor, module, ids, mergedInto));
        notices.publish(new Notice(actor.org(), Notice.Topic.RECORDS, module.apiName()));
    }

    /** Deletes all records that went into the bin before a time, in many transactions. */
    void all(Actor actor, Instant before) {
        int looked;
        do {
            looked = next(actor, before);
        } while (looked > 0);
    }

    /** Deletes the next records that went into the bin before a time; returns how many it looked at. */
    private int next(Actor actor, Instant before) {
        return transactions.run(() -> {
            List<BinStore.Due> due = bin.deletedBefore(actor.org(), before, BATCH);
            Map<String, List<Long>> byModule = new LinkedHashMap<>();
            due.forEach(record -> byModule.computeIfAbsent(record.module(), _ -> new ArrayList<>())
                    .add(record.recordId()));
            OrgModel model = metadata.model(actor.org());
            byModule.forEach((name, ids) -> {
                if (model.findModule(name).isPresent()) {
                    purge(actor, name, ids);
                }
                bin.forget(actor.org(), name, ids); // also of modules that are no more
            });
            return due.size();
        });
    }
}
