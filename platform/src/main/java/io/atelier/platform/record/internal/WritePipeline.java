package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.record.spi.AfterSave;
import io.atelier.platform.record.spi.BeforeSave;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * The one way into module tables: authorize, normalize, defaults and auto-numbers, before-save participants, persist,
 * history, after-save participants, notice. Runs inside the caller's transaction.
 */
@Component
public class WritePipeline {
    private final DSLContext sql;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final UserService users;
    private final AutoNumbers autoNumbers;
    private final TimelineStore timeline;
    private final HistoryStore history;
    private final OperationStore operations;
    private final BinStore bin;
    private final WriteNesting nesting;
    private final Notices notices;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final ObjectProvider<BeforeSave> beforeSave;
    private final ObjectProvider<AfterSave> afterSave;

    WritePipeline(
            DSLContext sql,
            MetadataService metadata,
            AccessService accessService,
            UserService users,
            AutoNumbers autoNumbers,
            TimelineStore timeline,
            HistoryStore history,
            OperationStore operations,
            BinStore bin,
            WriteNesting nesting,
            Notices notices,
            IdGenerator ids,
            InstantSource clock,
            ObjectProvider<BeforeSave> beforeSave,
            ObjectProvider<AfterSave> afterSave) {
        this.sql = sql;
        this.metadata = metadata;
        this.accessService = accessService;
        this.users = users;
        this.autoNumbers = autoNumbers;
        this.timeline = timeline;
        this.history = history;
        this.operations = operations;
        this.bin = bin;
        this.nesting = nesting;
        this.notices = notices;
        this.ids = ids;
        this.clock = clock;
        this.beforeSave = beforeSave;
        this.afterSave = afterSave;
    }

    public WriteResult write(Actor actor, WriteRequest request) {
        request.operation().ifPresent(operation -> requireOwn(actor, request, operation));
        return write(actor, request, WriteMode.ORDINARY);
    }

    /** Writes by other rights than the actor's, where the mode says so. */
    WriteResult write(Actor actor, WriteRequest request, WriteMode mode) {
        if (request.changes().isEmpty() || request.changes().size() > WriteRequest.MAX_ROWS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "One request writes 1 to 1,000 records.",
                    Map.of("limit", WriteRequest.MAX_ROWS));
        }
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(request.module());
        Access own = accessService.of(actor);
        Access access = mode.isPlatform() ? accessService.of(Actor.system(actor.org())) : own;
        authorize(access, module, request.changes());
        RecordReader reader = new RecordReader(sql, model, access);
        Normalizer normalizer = new Normalizer(
                model,
                access,
                reader,
                // Asked for only where a row points to another person than before.
                () -> users.all(actor.org()).stream()
                        .filter(User::active)
                        .map(user -> user.id().value())
                        .collect(Collectors.toSet()),
                actor.isSystem() || mode.isPlatform());

        StaleSaves stale = new StaleSaves(actor.org(), module, access, history);
        List<SaveRow> rows = rows(module, request.changes(), reader, normalizer, stale, mode);
        prepare(actor, module, rows, normalizer, mode);
        if (!mode.isMaintenance()) {
            beforeSave.orderedStream().forEach(participant -> participant.beforeSave(actor, good(rows)));
        }

        boolean refused = rows.stream().anyMatch(SaveRow::isRejected);
        if (refused && request.atomicity() == WriteRequest.Atomicity.ALL_OR_NOTHING) {
            return new WriteResult(
                    0, rows.stream().map(row -> unwritten(row, stale)).toList());
        }
        List<SaveRow> good = good(rows);
        if (good.isEmpty()) {
            return new WriteResult(
                    0, rows.stream().map(row -> outcome(row, stale, Map.of())).toList());
        }
        long operationId = request.operation()
                .orElseGet(() ->
                        operations.insert(actor, kindOf(request), now(), nesting.current(), OptionalLong.empty()));
        Map<Long, Long> versions = persist(actor, module, operationId, own, mode, good);
        return new WriteResult(
                operationId,
                rows.stream().map(row -> outcome(row, stale, versions)).toList());
    }

    private void requireOwn(Actor actor, WriteRequest request, long operationId) {
        boolean own = operations
                .find(actor.org(), operationId)
                .filter(operation -> operation.actor().equals(actor.user()) && operation.kind() == request.kind())
                .isPresent();
        if (!own) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "Only an operation of your own and of the same kind can be gone on with.",
                    Map.of("operation", operationId));
        }
    }

    private static OperationKind kindOf(WriteRequest request) {
        if (request.kind() != OperationKind.SAVE) {
            return request.kind();
        }
        if (request.changes().stream().allMatch(RecordChange.Delete.class::isInstance)) {
            return OperationKind.DELETE;
        }
        return request.changes().stream().allMatch(RecordChange.Restore.class::isInstance)
                ? OperationKind.RESTORE
                : OperationKind.SAVE;
    }

    private static void authorize(Access access, ModuleDef module, List<RecordChange> changes) {
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

    private List<SaveRow> rows(
            ModuleDef module,
            List<RecordChange> changes,
            RecordReader reader,
            Normalizer normalizer,
            StaleSaves stale,
            WriteMode mode) {
        Set<Long> existing = new HashSet<>();
        RecordReader.Strength strength = RecordReader.Strength.CHANGE;
        for (RecordChange change : changes) {
            switch (change) {
                case RecordChange.Create _ -> {}
                case RecordChange.Update update -> existing.add(update.id());
                case RecordChange.Delete delete -> {
                    existing.add(delete.id());
                    strength = RecordReader.Strength.REMOVE;
                }
                case RecordChange.Restore restore -> existing.add(restore.id());
            }
        }
        Map<Long, StoredRow> stored = existing.isEmpty() ? Map.of() : reader.lock(module, existing, strength);
        stale.load(changes, stored);
        List<SaveRow> rows = new ArrayList<>();
        Set<Long> seen = new HashSet<>();
        for (RecordChange change : changes) {
            int index = rows.size();
            SaveRow row = switch (change) {
                case RecordChange.Create(var values) -> {
                    SaveRow created = new SaveRow(index, Kind.CREATED, module, ids.next(), 1, Map.of());
                    normalizer.assign(created, values);
                    yield created;
                }
                case RecordChange.Update update -> {
                    boolean recycled = mode.isMaintenance()
                            && stored.containsKey(update.id())
                            && stored.get(update.id()).deleted();
                    SaveRow updated = existing(index, Kind.UPDATED, module, update.id(), stored, recycled);
                    normalizer.assign(updated, stale.reconcile(updated, update, stored));
                    yield updated;
                }
                case RecordChange.Delete(long id) -> existing(index, Kind.DELETED, module, id, stored, false);
                case RecordChange.Restore(long id) -> existing(index, Kind.RESTORED, module, id, stored, true);
            };
            if (!seen.add(row.id())) {
                row.reject(new Violation(
                        ErrorCode.DUPLICATE_DATA, "id", "The record stands twice in this request; join the changes."));
            }
            rows.add(row);
        }
        return rows;
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

    private void prepare(Actor actor, ModuleDef module, List<SaveRow> rows, Normalizer normalizer, WriteMode mode) {
        Instant now = now();
        FieldValue user = new FieldValue.Lookup(actor.user().value());
        for (SaveRow row : good(rows)) {
            if (row.kind() == Kind.CREATED) {
                normalizer.applyDefaults(row);
                if (row.after(SystemField.OWNER.apiName()).isNull()) {
                    row.set(SystemField.OWNER.apiName(), user);
                }
                row.set(SystemField.CREATED_BY.apiName(), user);
                row.set(SystemField.CREATED_TIME.apiName(), new FieldValue.DateTime(now));
            }
            normalizer.compose(row);
            // A link to what is deleted for good is emptied, wanted or not.
            if (!mode.isMaintenance()) {
                normalizer.requireMandatory(row);
            }
        }
        normalizer.requireTargets(
                module,
                good(rows).stream()
                        .filter(row -> row.kind() == Kind.CREATED || row.kind() == Kind.UPDATED)
                        .toList());
    }

    /** Returns the versions that records were left at by what followed, by id. */
    private Map<Long, Long> persist(
            Actor actor, ModuleDef module, long operationId, Access own, WriteMode mode, List<SaveRow> good) {
        Instant now = now();
        List<SaveRow> created = of(good, Kind.CREATED);
        autoNumbers.assign(actor.org(), module, created);
        for (SaveRow row : good) {
            row.set(SystemField.MODIFIED_TIME.apiName(), new FieldValue.DateTime(now));
            row.set(
                    SystemField.MODIFIED_BY.apiName(),
                    new FieldValue.Lookup(actor.user().value()));
            if (mode.isMaintenance()) {
                row.markMaintenance();
            }
        }
        RecordWriter writer = new RecordWriter(sql, actor.org());
        List<SaveRow> deleted = of(good, Kind.DELETED);
        List<SaveRow> restored = of(good, Kind.RESTORED);
        writer.insert(module, created);
        writer.update(module, of(good, Kind.UPDATED));
        writer.recycle(module, deleted, true, now, actor.user().value());
        writer.recycle(module, restored, false, now, actor.user().value());
        bin.add(actor, operationId, now, deleted, mode.notes());
        bin.remove(actor.org(), module, restored.stream().map(SaveRow::id).toList());
        timeline.addRows(actor, operationId, now, good, own, mode);
        operations.count(actor.org(), operationId, good, mode.isMaintenance());
        nesting.written(good);
        Map<Long, Long> versions = nesting.around(
                operationId,
                () -> afterSave
                        .orderedStream()
                        .forEach(participant -> participant.afterSave(actor, operationId, good)));
        notices.publish(new Notice(actor.org(), Notice.Topic.RECORDS, module.apiName()));
        return versions;
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        Instant now = clock.instant();
        return now.minusNanos(now.getNano() % 1_000);
    }

    private static List<SaveRow> good(List<SaveRow> rows) {
        return rows.stream().filter(row -> !row.isRejected()).toList();
    }

    private static List<SaveRow> of(List<SaveRow> rows, Kind kind) {
        return rows.stream().filter(row -> row.kind() == kind).toList();
    }

    private static WriteResult.Row outcome(SaveRow row, StaleSaves stale, Map<Long, Long> versions) {
        return row.isRejected()
                ? new WriteResult.Rejected(row.violations(), stale.conflicts(row))
                : new WriteResult.Saved(row.id(), versions.getOrDefault(row.id(), row.version()));
    }

    private static WriteResult.Row unwritten(SaveRow row, StaleSaves stale) {
        return row.isRejected()
                ? new WriteResult.Rejected(row.violations(), stale.conflicts(row))
                : new WriteResult.Rejected(List.of(
                        new Violation(ErrorCode.NOT_ALLOWED, "", "Not written, because another row was rejected.")));
    }
}
