package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.Operation;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.UndoPreview;
import io.atelier.platform.record.UndoReport;
import io.atelier.platform.record.UndoReport.Refusal;
import io.atelier.platform.record.UndoReport.Undone;
import io.atelier.platform.record.UndoResult;
import io.atelier.platform.record.UndoStatus;
import io.atelier.platform.record.UndoStatus.State;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.internal.HistoryStore.Key;
import io.atelier.platform.record.internal.UndoBatch.Phase;
import io.atelier.platform.record.internal.UndoStore.Item;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Takes operations back: small ones in one transaction, large ones batch by batch in a job. */
@Component
public class Undos {
    static final int BATCH = 500;
    private static final String JOB_SUBJECT = "undo:";

    private final RecordReaders readers;
    private final Transactions transactions;
    private final OperationStore operations;
    private final HistoryStore history;
    private final UndoStore store;
    private final UndoBatch batch;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final JobService jobs;
    private final Notices notices;
    private final InstantSource clock;

    Undos(
            RecordReaders readers,
            Transactions transactions,
            OperationStore operations,
            HistoryStore history,
            UndoStore store,
            UndoBatch batch,
            MetadataService metadata,
            AccessService accessService,
            JobService jobs,
            Notices notices,
            InstantSource clock) {
        this.readers = readers;
        this.transactions = transactions;
        this.operations = operations;
        this.history = history;
        this.store = store;
        this.batch = batch;
        this.metadata = metadata;
        this.accessService = accessService;
        this.jobs = jobs;
        this.notices = notices;
        this.clock = clock;
    }

    /** Finds an operation of which the actor may see something. */
    public Operation visible(Actor actor, long id) {
        return operations
                .find(actor.org(), id)
                .filter(operation -> isVisible(actor, operation))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such operation.", Map.of("id", Long.toString(id))));
    }

    private boolean isVisible(Actor actor, Operation operation) {
        Access access = accessService.of(actor);
        if (access.has(Permission.MANAGE_ORGANIZATION) || operation.actor().equals(actor.user())) {
            return true;
        }
        OrgModel model = metadata.model(actor.org());
        RecordReader reader = readers.of(model, access);
        Map<String, List<Long>> some = new LinkedHashMap<>();
        for (Key key : history.records(
                actor.org(),
                List.of(operation.id()),
                Set.of(HistoryEntry.Kind.values()),
                OperationService.MAX_AT_ONCE)) {
            some.computeIfAbsent(key.module(), _ -> new ArrayList<>()).add(key.recordId());
        }
        return some.entrySet().stream()
                .anyMatch(entry -> model.findModule(entry.getKey())
                        .filter(module ->
                                !reader.inScope(module, entry.getValue()).isEmpty())
                        .isPresent());
    }

    public UndoPreview preview(Actor actor, long id) {
        Operation operation = undoable(actor, id);
        return transactions.tryOut(() -> {
            List<Item> items = items(actor.org(), family(actor.org(), id));
            List<Item> first = items.subList(0, Math.min(items.size(), OperationService.MAX_AT_ONCE));
            UndoReport report = run(actor, operation, first);
            return new UndoPreview(
                    new UndoReport(0, report.undone(), report.refused()),
                    operation.writes(),
                    first.size() == items.size());
        });
    }

    public UndoResult undo(Actor actor, long id) {
        Operation operation = undoable(actor, id);
        return transactions.run(() -> {
            operations.lock(actor.org(), id);
            Optional<UndoStatus> running = store.running(actor.org(), id);
            if (running.isPresent()) {
                return new UndoResult.Started(running.get());
            }
            List<Long> family = family(actor.org(), id);
            List<Item> items = items(actor.org(), family);
            return items.size() > OperationService.MAX_AT_ONCE
                    ? new UndoResult.Started(start(actor, operation, family))
                    : new UndoResult.Done(run(actor, operation, items));
        });
    }

    private Operation undoable(Actor actor, long id) {
        Operation operation = visible(actor, id);
        if (operation.kind() == OperationKind.PURGE) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "What was deleted for good cannot come back.", Map.of("id", id));
        }
        return operation;
    }

    private List<Long> family(OrgId org, long id) {
        return operations.family(org, id);
    }

    /** Returns what there is to look at, at most one more than is done at once. */
    private List<Item> items(OrgId org, List<Long> family) {
        List<Item> items = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            int room = OperationService.MAX_AT_ONCE + 1 - items.size();
            if (room > 0) {
                history.records(org, family, phase.undoes(), room)
                        .forEach(key -> items.add(new Item(phase, key.module(), key.recordId())));
            }
        }
        return items;
    }

    private UndoReport run(Actor actor, Operation operation, List<Item> items) {
        Set<Long> family = new HashSet<>(family(actor.org(), operation.id()));
        LazyOperation undo = new LazyOperation(actor, operation.id());
        List<Undone> undone = new ArrayList<>();
        List<Refusal> refused = new ArrayList<>();
        long written = 0;
        Map<Phase, Map<String, List<Long>>> grouped = new LinkedHashMap<>();
        Set<String> owned = owned(actor.org());
        List<Item> ordered = new ArrayList<>(items);
        // Records that belong to others come behind these: they go and come back with them.
        ordered.sort(Comparator.comparing(Item::phase).thenComparing(item -> owned.contains(item.module())));
        ordered.forEach(item -> grouped.computeIfAbsent(item.phase(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(item.module(), _ -> new ArrayList<>())
                .add(item.recordId()));
        for (var phase : grouped.entrySet()) {
            for (var module : phase.getValue().entrySet()) {
                UndoBatch.Outcome outcome =
                        batch.run(actor, operation, family, phase.getKey(), module.getKey(), module.getValue(), undo);
                undone.addAll(outcome.undone());
                refused.addAll(outcome.refused());
                written += outcome.records();
            }
        }
        if (written == 0) {
            undo.forget();
        }
        return new UndoReport(undo.id, undone, refused);
    }

    private Set<String> owned(OrgId org) {
        return metadata.model(org).modules().stream()
                .filter(module -> module.kind().isOwned())
                .map(ModuleDef::apiName)
                .collect(Collectors.toSet());
    }

    private UndoStatus start(Actor actor, Operation operation, List<Long> family) {
        long undo = newOperation(actor, operation.id());
        store.insert(actor.org(), undo, operation.id(), family, owned(actor.org()));
        jobs.enqueue(UndoJob.NAME, UndoJob.Data.of(actor, undo));
        return store.find(actor.org(), undo).orElseThrow();
    }

    /**
     * Does the next part of an undo.
     *
     * @return false, with nothing done, if there is none
     */
    boolean next(Actor actor, long undoId) {
        return transactions.run(() -> {
            Optional<UndoStatus> status = store.lock(actor.org(), undoId);
            if (status.isEmpty() || status.get().state() != State.RUNNING) {
                return false;
            }
            List<Item> items = store.next(actor.org(), undoId, BATCH);
            if (items.isEmpty()) {
                end(actor.org(), undoId, State.FINISHED, "");
                return false;
            }
            Operation operation =
                    operations.find(actor.org(), status.get().undoes()).orElseThrow();
            Item first = items.getFirst();
            UndoBatch.Outcome outcome = batch.run(
                    actor,
                    operation,
                    new HashSet<>(family(actor.org(), operation.id())),
                    first.phase(),
                    first.module(),
                    items.stream().map(Item::recordId).toList(),
                    () -> undoId);
            store.advance(actor.org(), undoId, items, outcome);
            notices.publish(new Notice(actor.org(), Notice.Topic.JOB, JOB_SUBJECT + undoId));
            return true;
        });
    }

    void fail(OrgId org, long undoId, String message) {
        transactions.run(() -> {
            end(org, undoId, State.FAILED, message);
            return true;
        });
    }

    private void end(OrgId org, long undoId, State state, String message) {
        store.end(org, undoId, state, message, clock.instant());
        notices.publish(new Notice(org, Notice.Topic.JOB, JOB_SUBJECT + undoId));
    }

    /** Finds an undo that runs or ran as a job; only the one who undid and administrators see it. */
    public UndoStatus status(Actor actor, long undoId) {
        return operations
                .find(actor.org(), undoId)
                .filter(undo -> accessService.of(actor).has(Permission.MANAGE_ORGANIZATION)
                        || undo.actor().equals(actor.user()))
                .flatMap(_ -> store.find(actor.org(), undoId))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such undo.", Map.of("id", Long.toString(undoId))));
    }

    public UndoReport.Refusals refusals(Actor actor, long undoId, OptionalLong behind, int limit) {
        status(actor, undoId);
        List<UndoStore.Numbered> rows = store.refusals(actor.org(), undoId, behind.orElse(0), limit + 1);
        List<UndoStore.Numbered> page = rows.subList(0, Math.min(limit, rows.size()));
        return new UndoReport.Refusals(
                page.stream().map(UndoStore.Numbered::refusal).toList(),
                rows.size() > limit ? OptionalLong.of(page.getLast().id()) : OptionalLong.empty());
    }

    private long newOperation(Actor actor, long undoes) {
        return operations.insert(
                actor, OperationKind.UNDO, clock.instant(), OptionalLong.empty(), OptionalLong.of(undoes));
    }

    /** The undo's own operation: made when something is to be written, so that undoing twice leaves no trace. */
    private final class LazyOperation implements LongSupplier {
        private final Actor actor;
        private final long undoes;
        private long id;

        LazyOperation(Actor actor, long undoes) {
            this.actor = actor;
            this.undoes = undoes;
        }

        @Override
        public long getAsLong() {
            if (id == 0) {
                id = newOperation(actor, undoes);
            }
            return id;
        }

        void forget() {
            if (id != 0) {
                operations.delete(actor.org(), id);
                id = 0;
            }
        }
    }
}
