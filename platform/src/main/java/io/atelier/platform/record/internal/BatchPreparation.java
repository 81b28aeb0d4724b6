package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the changes of a request into typed rows, and finds what is wrong with them. Writes nothing. */
final class BatchPreparation {
    private final Actor actor;
    private final OrgModel model;
    private final Access access;
    private final RecordReader reader;
    private final Optional<StoredRows> latest;
    private final Normalizer normalizer;
    private final Targets targets;
    private final IdGenerator ids;
    private final Instant now;
    private final StaleSaves stale;
    private final Ownership ownership;
    private final WriteMode mode;
    private final LockGuard locks;

    /** @param latest where rows stand that the save at hand changes already; else they are read and locked */
    BatchPreparation(
            Actor actor,
            OrgModel model,
            Access access,
            RecordReader reader,
            Optional<StoredRows> latest,
            Normalizer normalizer,
            Targets targets,
            IdGenerator ids,
            Instant now,
            StaleSaves stale,
            Ownership ownership,
            WriteMode mode,
            LockGuard locks) {
        this.actor = actor;
        this.model = model;
        this.access = access;
        this.reader = reader;
        this.latest = latest;
        this.normalizer = normalizer;
        this.targets = targets;
        this.ids = ids;
        this.now = now;
        this.stale = stale;
        this.ownership = ownership;
        this.mode = mode;
        this.locks = locks;
    }

    /** Returns the rows in the order of the changes, with the rows of their subforms and links nested. */
    SaveBatch prepare(ModuleDef module, List<RecordChange> changes) {
        authorize(module, changes);
        StaleSaves.OfModule staleRows = stale.of(module);
        List<SaveRow> rows = rows(module, changes, staleRows);
        rejectLocked(module, changes, rows);
        SaveBatch batch = new SaveBatch(module, rows, staleRows.conflicts());
        ownership.nest(batch);
        new NestedChanges(model, reader, normalizer, this).nest(batch);
        for (SaveRow row : batch.good()) {
            complete(row);
        }
        normalizer.requireTargets(
                module,
                batch.good().stream()
                        .filter(row -> row.kind() == Kind.CREATED || row.kind() == Kind.UPDATED)
                        .toList());
        return batch;
    }

    /** Maintenance keeps links in order, and is no change of what the record says. */
    private void rejectLocked(ModuleDef module, List<RecordChange> changes, List<SaveRow> rows) {
        if (mode.isMaintenance() || !locks.concerns(module)) {
            return;
        }
        List<LockGuard.Attempt> attempts = rows.stream()
                .filter(row -> !row.isRejected())
                .map(row -> new LockGuard.Attempt(row, wished(row, changes.get(row.index()))))
                .toList();
        locks.check(actor, access, module, attempts, latest.isEmpty());
    }

    private Set<String> wished(SaveRow row, RecordChange change) {
        if (!(change instanceof RecordChange.Update update)) {
            return Set.of();
        }
        Set<String> fields = new HashSet<>(row.changedFields());
        normalizer.nestedOf(row).keySet().forEach(field -> fields.add(field.apiName()));
        return fields.isEmpty() ? update.values().keySet() : fields;
    }

    void rejectDuplicates(SaveBatch batch) {
        new UniqueValues(reader).reject(batch);
    }

    private void authorize(ModuleDef module, List<RecordChange> changes) {
        Set<Verb> verbs = new HashSet<>();
        for (RecordChange change : changes) {
            verbs.add(
                    switch (change) {
                        case RecordChange.Create _ -> Verb.CREATE;
                        case RecordChange.Update _ -> Verb.UPDATE;
                        case RecordChange.Delete _, RecordChange.Restore _ -> Verb.DELETE;
                    });
        }
        verbs.forEach(verb -> access.require(module, verb));
    }

    /** Whose a record is decides who sees it: to give it away is a right of its own. */
    private void requireOwnerRight(SaveRow row) {
        String owner = SystemField.OWNER.apiName();
        if (row.kind() == Kind.UPDATED
                && !row.after(owner).equals(row.before(owner))
                && !access.has(Permission.CHANGE_OWNER)) {
            row.reject(new Violation(
                    ErrorCode.NO_PERMISSION, owner, "Your profile does not allow to give records to others."));
        }
    }

    private List<SaveRow> rows(ModuleDef module, List<RecordChange> changes, StaleSaves.OfModule staleRows) {
        Set<Long> existing = new HashSet<>();
        RowLocks.Strength strength = RowLocks.Strength.CHANGE;
        for (RecordChange change : changes) {
            switch (change) {
                case RecordChange.Create _ -> {}
                case RecordChange.Update update -> existing.add(update.id());
                case RecordChange.Delete delete -> {
                    existing.add(delete.id());
                    strength = RowLocks.Strength.REMOVE;
                }
                case RecordChange.Restore restore -> existing.add(restore.id());
            }
        }
        Map<Long, StoredRow> stored =
                existing.isEmpty() ? Map.of() : latest.orElse(reader::lock).lock(module, existing, strength);
        staleRows.load(changes, stored);
        Set<Long> refused = beyondRights(module, changes, stored.keySet());
        List<SaveRow> rows = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (RecordChange change : changes) {
            SaveRow row = row(module, change, rows.size(), stored, staleRows);
            if (refused.contains(row.id())) {
                row.reject(new Violation(
                        ErrorCode.NO_PERMISSION,
                        "id",
                        "You may see this record, but not do this with it. Ask its owner for more access."));
            }
            if (!seen.add(row.id())) {
                row.reject(new Violation(
                        ErrorCode.DUPLICATE_DATA, "id", "The record stands twice in this request; join the changes."));
            }
            rows.add(row);
        }
        return rows;
    }

    /** Returns the records that the actor sees and may not change, or not delete. */
    private Set<Long> beyondRights(ModuleDef module, List<RecordChange> changes, Set<Long> stored) {
        Set<Long> beyond = new HashSet<>();
        if (latest.isPresent()) {
            return beyond; // this very save writes them, and was let through; new ones are in no table yet
        }
        Map<AccessLevel, Set<Long>> wanted = new EnumMap<>(AccessLevel.class);
        for (RecordChange change : changes) {
            switch (change) {
                case RecordChange.Create _ -> {}
                case RecordChange.Update update ->
                    wanted.computeIfAbsent(AccessLevel.READ_WRITE, _ -> new HashSet<>())
                            .add(update.id());
                case RecordChange.Delete delete ->
                    wanted.computeIfAbsent(AccessLevel.FULL, _ -> new HashSet<>())
                            .add(delete.id());
                case RecordChange.Restore(long id) ->
                    wanted.computeIfAbsent(AccessLevel.FULL, _ -> new HashSet<>())
                            .add(id);
            }
        }
        wanted.forEach((level, ids) -> {
            ids.retainAll(stored);
            if (!ids.isEmpty()) {
                ids.removeAll(reader.inScope(module, ids, level));
                beyond.addAll(ids);
            }
        });
        return beyond;
    }

    private SaveRow row(
            ModuleDef module,
            RecordChange change,
            int index,
            Map<Long, StoredRow> stored,
            StaleSaves.OfModule staleRows) {
        return switch (change) {
            case RecordChange.Create(var values) -> {
                SaveRow created = new SaveRow(index, Kind.CREATED, module, ids.next(), 1, Map.of());
                targets.arrive(List.of(created.id()));
                normalizer.assign(created, values);
                yield created;
            }
            case RecordChange.Update update -> {
                StoredRow found = stored.get(update.id());
                boolean recycled = mode.isMaintenance() && found != null && found.deleted();
                SaveRow updated = existing(index, Kind.UPDATED, module, update.id(), stored, recycled);
                normalizer.assign(updated, staleRows.reconcile(updated, update, stored));
                yield updated;
            }
            case RecordChange.Delete delete -> {
                SaveRow deleted = existing(index, Kind.DELETED, module, delete.id(), stored, false);
                StaleSaves.requireVersion(deleted, delete.expectedVersion());
                yield deleted;
            }
            case RecordChange.Restore(long id) -> existing(index, Kind.RESTORED, module, id, stored, true);
        };
    }

    /** A record out of the actor's sight is missing, as one that never was. */
    private static SaveRow existing(
            int index, Kind kind, ModuleDef module, long id, Map<Long, StoredRow> stored, boolean deleted) {
        StoredRow found = stored.get(id);
        if (found == null || found.deleted() != deleted) {
            SaveRow missing = new SaveRow(index, kind, module, id, 0, Map.of());
            missing.reject(new Violation(ErrorCode.NOT_FOUND, "id", "There is no such record."));
            return missing;
        }
        return new SaveRow(index, kind, module, id, found.version() + 1, found.values());
    }

    private void complete(SaveRow row) {
        if (row.kind() == Kind.CREATED) {
            FieldValue user = new FieldValue.Lookup(actor.user().value());
            normalizer.applyDefaults(row);
            EarlyFormulas.startRollups(row);
            if (row.after(SystemField.OWNER.apiName()).isNull()) {
                row.set(SystemField.OWNER.apiName(), user);
            }
            row.set(SystemField.CREATED_BY.apiName(), user);
            row.set(SystemField.CREATED_TIME.apiName(), new FieldValue.DateTime(now));
        }
        requireOwnerRight(row);
        normalizer.compose(row);
        // A link to what is deleted for good is emptied, wanted or not.
        if (!mode.isMaintenance()) {
            normalizer.requireMandatory(row);
            normalizer.requireChoosable(row);
        }
    }
}
