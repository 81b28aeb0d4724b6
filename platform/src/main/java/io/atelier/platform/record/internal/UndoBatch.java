package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.Operation;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import io.atelier.platform.record.UndoReport.Action;
import io.atelier.platform.record.UndoReport.Reason;
import io.atelier.platform.record.UndoReport.Refusal;
import io.atelier.platform.record.UndoReport.Undone;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.record.internal.UndoPlan.Presence;
import io.atelier.platform.record.internal.UndoTrack.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes an operation back in some records of one module: locks them, asks history and the actor's rights, and writes through
 * the pipeline what may go back. Runs inside the caller's transaction.
 */
@Component
class UndoBatch {
    /** In what order records go back: links need their targets, so restored ones come first and recycled ones last. */
    enum Phase {
        RESTORE(Set.of(HistoryEntry.Kind.DELETED)),
        VALUES(Set.of(HistoryEntry.Kind.UPDATED)),
        RECYCLE(Set.of(HistoryEntry.Kind.CREATED, HistoryEntry.Kind.RESTORED));

        private final Set<HistoryEntry.Kind> undoes;

        Phase(Set<HistoryEntry.Kind> undoes) {
            this.undoes = undoes;
        }

        /** Returns the writes whose records this phase looks at. */
        Set<HistoryEntry.Kind> undoes() {
            return undoes;
        }
    }

    private final RecordReaders readers;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final WritePipeline pipeline;
    private final HistoryStore history;
    private final OperationStore operations;

    UndoBatch(
            RecordReaders readers,
            MetadataService metadata,
            AccessService accessService,
            WritePipeline pipeline,
            HistoryStore history,
            OperationStore operations) {
        this.readers = readers;
        this.metadata = metadata;
        this.accessService = accessService;
        this.pipeline = pipeline;
        this.history = history;
        this.operations = operations;
    }

    /** What became of the records of a batch; {@code records} counts those that went back, unseen ones too. */
    record Outcome(List<Undone> undone, List<Refusal> refused, long records) {}

    /**
     * @param family the operation and all that it set off
     * @param undo makes the undo's own operation, when something is to be written
     */
    Outcome run(
            Actor actor,
            Operation operation,
            Set<Long> family,
            Phase phase,
            String module,
            List<Long> ids,
            LongSupplier undo) {
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        Optional<ModuleDef> definition = model.findModule(module);
        if (definition.isEmpty()) {
            List<Refusal> gone = access.has(Permission.MANAGE_ORGANIZATION)
                    ? ids.stream()
                            .map(id -> new Refusal(
                                    module, id, "", Reason.DEFINITION_GONE, "The record's module is no more."))
                            .toList()
                    : List.of();
            return new Outcome(List.of(), gone, 0);
        }
        return new Run(actor, operation, family, phase, model, definition.get(), access, undo).run(ids);
    }

    private final class Run {
        private final Actor actor;
        private final Operation operation;
        private final Set<Long> family;
        private final Phase phase;
        private final OrgModel model;
        private final ModuleDef module;
        private final Access access;
        private final LongSupplier undo;
        private final List<Undone> undone = new ArrayList<>();
        private final List<Refusal> refused = new ArrayList<>();
        private final Map<Long, Map<String, @Nullable Object>> values = new LinkedHashMap<>();
        private final Map<Long, Map<String, @Nullable Object>> links = new LinkedHashMap<>();
        private final List<Long> moved = new ArrayList<>();
        private final List<Long> pairs = new ArrayList<>();
        private Map<Long, StoredRow> stored = Map.of();
        private Set<Long> visible = Set.of();
        private Set<Long> changeable = Set.of();
        private long records;

        Run(
                Actor actor,
                Operation operation,
                Set<Long> family,
                Phase phase,
                OrgModel model,
                ModuleDef module,
                Access access,
                LongSupplier undo) {
            this.actor = actor;
            this.operation = operation;
            this.family = family;
            this.phase = phase;
            this.model = model;
            this.module = module;
            this.access = access;
            this.undo = undo;
        }

        Outcome run(List<Long> ids) {
            Access all = accessService.of(Actor.system(actor.org()));
            stored = readers.of(model, all)
                    .lock(module, ids, phase == Phase.RECYCLE ? RowLocks.Strength.REMOVE : RowLocks.Strength.CHANGE);
            RecordReader own = readers.of(model, access);
            visible = own.inScope(module, ids);
            changeable = own.inScope(module, ids, phase == Phase.VALUES ? AccessLevel.READ_WRITE : AccessLevel.FULL);
            // Read behind the locks: nobody can add to the history of these records now.
            Map<Long, List<HistoryEntry>> entries = new HashMap<>();
            Set<Long> met = new HashSet<>();
            for (HistoryEntry entry : history.since(actor.org(), module.apiName(), ids, family)) {
                entries.computeIfAbsent(entry.recordId(), _ -> new ArrayList<>())
                        .add(entry);
                met.add(entry.operationId());
            }
            Map<Long, OperationStore.Lineage> lineage = operations.lineage(actor.org(), met);
            for (long id : ids) {
                plan(id, new UndoPlan(entries.getOrDefault(id, List.of()), family, lineage));
            }
            write();
            return new Outcome(undone, refused, records);
        }

        private void plan(long id, UndoPlan plan) {
            StoredRow row = stored.get(id);
            boolean own = access.has(Permission.MANAGE_ORGANIZATION)
                    || operation.actor().equals(actor.user());
            if (row == null) {
                if (own && !plan.isMaintenance()) {
                    refuse(id, "", Reason.PURGED, "The record was deleted for good.");
                }
                return;
            }
            // Links that were kept in order unasked go back unasked, and nobody hears of records out of their sight.
            if (!visible.contains(id) && !(own && plan.isMaintenance())) {
                return;
            }
            if (!changeable.contains(id) && !plan.isMaintenance()) {
                refuse(id, "", Reason.NO_PERMISSION, "You may see this record, but not do this with it.");
                return;
            }
            switch (phase) {
                case RESTORE -> planRestore(id, row, plan);
                case VALUES -> planValues(id, row, plan);
                case RECYCLE -> planRecycle(id, row, plan);
            }
        }

        private void planRestore(long id, StoredRow row, UndoPlan plan) {
            if (!row.deleted()) {
                return;
            }
            switch (plan.presence()) {
                case Verdict.Back<Presence> back
                when back.value() == Presence.LIVE -> {
                    if (plan.isMaintenance()) {
                        pairs.add(id);
                    } else if (access.may(module, Verb.DELETE)) {
                        moved.add(id);
                    } else {
                        refuse(id, "", Reason.NO_PERMISSION, "Your profile does not allow to restore records.");
                    }
                }
                case Verdict.Back<Presence> _ -> {}
                case Verdict.Nothing<Presence> _ -> {}
                case Verdict.Superseded<Presence> _ ->
                    refuse(id, "", Reason.CHANGED_SINCE, "The record was restored and deleted again since.");
            }
        }

        private void planRecycle(long id, StoredRow row, UndoPlan plan) {
            if (row.deleted()) {
                return;
            }
            switch (plan.presence()) {
                case Verdict.Back<Presence> back
                when back.value() != Presence.LIVE -> {
                    List<String> newer = plan.fieldsChangedSince().stream()
                            .filter(name -> module.findField(name)
                                    .filter(field -> !HistoryValues.isDerived(field))
                                    .isPresent())
                            .toList();
                    if (!newer.isEmpty()) {
                        String shown = newer.stream()
                                .filter(name -> access.findField(module, name).isPresent())
                                .findFirst()
                                .orElse("");
                        refuse(id, shown, Reason.CHANGED_SINCE, "The record was changed since; it stays.");
                    } else if (plan.isMaintenance()) {
                        pairs.add(id);
                    } else if (access.may(module, Verb.DELETE)) {
                        moved.add(id);
                    } else {
                        refuse(id, "", Reason.NO_PERMISSION, "Your profile does not allow to delete records.");
                    }
                }
                case Verdict.Back<Presence> _ -> {}
                case Verdict.Nothing<Presence> _ -> {}
                case Verdict.Superseded<Presence> _ ->
                    refuse(id, "", Reason.CHANGED_SINCE, "The record was deleted and restored since; it stays.");
            }
        }

        private void planValues(long id, StoredRow row, UndoPlan plan) {
            if (plan.isCreated()) {
                return;
            }
            Map<String, @Nullable Object> wanted = new LinkedHashMap<>();
            boolean maintenance = plan.isMaintenance();
            plan.fields().forEach((name, verdict) -> {
                Optional<FieldDef> field = module.findField(name);
                if (field.isEmpty()) {
                    if (access.has(Permission.MANAGE_ORGANIZATION)) {
                        refuse(id, name, Reason.DEFINITION_GONE, "The field is no more.");
                    }
                } else if (!HistoryValues.isDerived(field.get())) {
                    planField(id, row, field.get(), verdict, wanted);
                }
            });
            if (wanted.isEmpty()) {
                return;
            }
            if (row.deleted() && (!maintenance || plan.isMovedSince())) {
                refuse(id, "", Reason.DELETED_SINCE, "The record is in the recycle bin; restore it first.");
            } else if (!maintenance && !access.may(module, Verb.UPDATE)) {
                refuse(id, "", Reason.NO_PERMISSION, "Your profile does not allow to change records.");
            } else {
                (maintenance ? links : values).put(id, wanted);
            }
        }

        private void planField(
                long id, StoredRow row, FieldDef field, Verdict<Object> verdict, Map<String, @Nullable Object> wanted) {
            String name = field.apiName();
            switch (verdict) {
                case Verdict.Nothing<Object> _ -> {}
                case Verdict.Superseded<Object> _ ->
                    refuse(id, name, Reason.CHANGED_SINCE, "The field was changed by a later operation.");
                case Verdict.Back<Object>(HistoryEntry entry, Object value) -> {
                    boolean byPlatform = entry.isPlatformMade(name);
                    if (HistoryValues.read(field, value).equals(row.values().getOrDefault(name, FieldValue.NULL))) {
                        return;
                    }
                    if (byPlatform || access.mayWrite(module, field)) {
                        wanted.put(name, value);
                    } else {
                        refuse(id, name, Reason.NO_PERMISSION, "This field is read only for you.");
                    }
                }
            }
        }

        private void refuse(long id, String field, Reason reason, String message) {
            boolean known = visible.contains(id) || reason == Reason.PURGED;
            boolean shown = field.isEmpty()
                    || reason == Reason.DEFINITION_GONE
                    || access.findField(module, field).isPresent();
            if (known && shown) {
                refused.add(new Refusal(module.apiName(), id, field, reason, message));
            }
        }

        private void write() {
            move(moved, WriteMode.UNDO);
            move(pairs, WriteMode.MAINTENANCE);
            writeValues(values, WriteMode.UNDO);
            writeValues(links, WriteMode.MAINTENANCE);
        }

        private void move(List<Long> ids, WriteMode mode) {
            if (ids.isEmpty()) {
                return;
            }
            List<RecordChange> changes = ids.stream()
                    .<RecordChange>map(
                            id -> phase == Phase.RESTORE ? new RecordChange.Restore(id) : new RecordChange.Delete(id))
                    .toList();
            WriteResult result = pipeline.write(actor, request(changes), mode);
            for (int i = 0; i < ids.size(); i++) {
                long id = ids.get(i);
                switch (result.rows().get(i)) {
                    case WriteResult.Saved _ -> undone(id, List.of());
                    case WriteResult.Rejected rejected ->
                        refuse(id, "", Reason.VALUE_REFUSED, message(rejected.violations()));
                }
            }
        }

        /** Leaves out, round by round, what today's rules refuse, so that the rest of a record can go back. */
        private void writeValues(Map<Long, Map<String, @Nullable Object>> pending, WriteMode mode) {
            while (!pending.isEmpty()) {
                List<Long> ids = List.copyOf(pending.keySet());
                List<RecordChange> changes = ids.stream()
                        .<RecordChange>map(id -> RecordChange.update(id, pending.getOrDefault(id, Map.of())))
                        .toList();
                WriteResult result = pipeline.write(actor, request(changes), mode);
                for (int i = 0; i < ids.size(); i++) {
                    long id = ids.get(i);
                    Map<String, @Nullable Object> wanted = pending.getOrDefault(id, Map.of());
                    switch (result.rows().get(i)) {
                        case WriteResult.Saved _ -> {
                            undone(id, changes(id, wanted));
                            pending.remove(id);
                        }
                        case WriteResult.Rejected rejected -> {
                            if (!leaveOut(id, wanted, rejected.violations())) {
                                pending.remove(id);
                            }
                        }
                    }
                }
            }
        }

        /** Returns whether something is left to be written. */
        private boolean leaveOut(long id, Map<String, @Nullable Object> wanted, Collection<Violation> violations) {
            int before = wanted.size();
            for (Violation violation : violations) {
                if (wanted.containsKey(violation.path())) {
                    wanted.remove(violation.path());
                    refuse(id, violation.path(), Reason.VALUE_REFUSED, violation.message());
                }
            }
            if (wanted.size() == before) {
                refuse(id, "", Reason.VALUE_REFUSED, message(violations));
                return false;
            }
            return !wanted.isEmpty();
        }

        private String message(Collection<Violation> violations) {
            return violations.stream()
                    .filter(violation -> module.findField(violation.path()).isEmpty()
                            || access.findField(module, violation.path()).isPresent())
                    .map(Violation::message)
                    .findFirst()
                    .orElse("A rule of the module refuses it.");
        }

        private WriteRequest request(List<RecordChange> changes) {
            return new WriteRequest(module.apiName(), OperationKind.UNDO, Atomicity.EACH_ROW, changes)
                    .continuing(undo.getAsLong());
        }

        private void undone(long id, List<FieldChange> changes) {
            records++;
            if (visible.contains(id)) {
                Action action = switch (phase) {
                    case RESTORE -> Action.RECORD_RESTORED;
                    case VALUES -> Action.VALUES_RESTORED;
                    case RECYCLE -> Action.RECORD_RECYCLED;
                };
                undone.add(new Undone(module.apiName(), id, action, changes));
            }
        }

        private List<FieldChange> changes(long id, Map<String, @Nullable Object> wanted) {
            Map<String, FieldValue> before =
                    stored.getOrDefault(id, new StoredRow(0, false, Map.of())).values();
            List<FieldChange> changes = new ArrayList<>();
            wanted.forEach((name, value) -> {
                if (access.findField(module, name).isPresent()) {
                    changes.add(
                            new FieldChange(name, ValueCodec.toApi(before.getOrDefault(name, FieldValue.NULL)), value));
                }
            });
            return changes;
        }
    }
}
