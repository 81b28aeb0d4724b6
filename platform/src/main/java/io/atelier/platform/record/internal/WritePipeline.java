package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.file.FileService;
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
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.record.spi.AfterSave;
import io.atelier.platform.record.spi.BeforeSave;
import io.atelier.platform.record.spi.JoinedChange;
import io.atelier.platform.record.spi.JoinsSave;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import io.atelier.platform.secret.SecretService;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * The one way into module tables: authorize, normalize, defaults and auto-numbers, before-save participants, persist,
 * history, after-save participants, notice. Runs inside the caller's transaction.
 */
@Component
public class WritePipeline {
    private final DSLContext sql;
    private final JdbcTemplate jdbc;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final UserService users;
    private final AutoNumbers autoNumbers;
    private final TimelineStore timeline;
    private final HistoryStore history;
    private final OperationStore operations;
    private final BinStore bin;
    private final WriteNesting nesting;
    private final RecordLocks locks;
    private final FileService files;
    private final SecretService secrets;
    private final RecordReaders readers;
    private final DerivedModels derivedModels;
    private final EvaluationContexts contexts;
    private final CurrencyStore currencies;
    private final Notices notices;
    private final IdGenerator ids;
    private final InstantSource clock;
    /** Asked for at the first write, as participants write records too; and once, as asking takes long. */
    private final Supplier<List<BeforeSave>> beforeSave;

    private final Supplier<List<JoinsSave>> joinsSave;
    private final Supplier<List<AfterSave>> afterSave;

    WritePipeline(
            DSLContext sql,
            JdbcTemplate jdbc,
            MetadataService metadata,
            AccessService accessService,
            UserService users,
            AutoNumbers autoNumbers,
            TimelineStore timeline,
            HistoryStore history,
            OperationStore operations,
            BinStore bin,
            WriteNesting nesting,
            RecordLocks locks,
            FileService files,
            SecretService secrets,
            RecordReaders readers,
            DerivedModels derivedModels,
            EvaluationContexts contexts,
            CurrencyStore currencies,
            Notices notices,
            IdGenerator ids,
            InstantSource clock,
            ObjectProvider<BeforeSave> beforeSave,
            ObjectProvider<JoinsSave> joinsSave,
            ObjectProvider<AfterSave> afterSave) {
        this.sql = sql;
        this.jdbc = jdbc;
        this.metadata = metadata;
        this.accessService = accessService;
        this.users = users;
        this.autoNumbers = autoNumbers;
        this.timeline = timeline;
        this.history = history;
        this.operations = operations;
        this.bin = bin;
        this.nesting = nesting;
        this.locks = locks;
        this.files = files;
        this.secrets = secrets;
        this.readers = readers;
        this.derivedModels = derivedModels;
        this.contexts = contexts;
        this.currencies = currencies;
        this.notices = notices;
        this.ids = ids;
        this.clock = clock;
        this.beforeSave = SingletonSupplier.of(() -> beforeSave.orderedStream().toList());
        this.joinsSave = SingletonSupplier.of(() -> joinsSave.orderedStream().toList());
        this.afterSave = SingletonSupplier.of(() -> afterSave.orderedStream().toList());
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
        if (!mode.isPlatform()) {
            massPermissions(request).forEach(accessService.of(actor)::require);
        }
        LockGuard guard = nesting.locks().orElseGet(() -> locks.guard(metadata.pinned(actor.org())));
        SaveBatch batch = prepared(actor, request, mode, guard, Optional.empty());
        List<SaveRow> rows = batch.rows();
        boolean refused = rows.stream().anyMatch(SaveRow::isRejected);
        if (refused && request.atomicity() == WriteRequest.Atomicity.ALL_OR_NOTHING) {
            return new WriteResult(
                    0, rows.stream().map(WritePipeline::unwritten).toList(), batch.conflicts());
        }
        long operationId = 0;
        Map<Long, Long> versions = Map.of();
        if (!batch.good().isEmpty()) {
            operationId = operation(actor, request, batch, mode);
            versions = persisted(actor, operationId, batch, mode, guard);
        }
        Map<Long, Long> left = versions;
        return new WriteResult(
                operationId, rows.stream().map(row -> outcome(row, left)).toList(), batch.conflicts());
    }

    /** Whoever names many records at once changes more than they look at: that is a right of its own. */
    private static Set<Permission> massPermissions(WriteRequest request) {
        return switch (request.kind()) {
            case MASS_UPDATE ->
                deletesMany(request)
                        ? EnumSet.of(Permission.MASS_UPDATE, Permission.MASS_DELETE)
                        : EnumSet.of(Permission.MASS_UPDATE);
            case SAVE, DELETE ->
                deletesMany(request) ? EnumSet.of(Permission.MASS_DELETE) : EnumSet.noneOf(Permission.class);
            // Each of these asks for a right of its own, or follows what somebody was let do.
            case IMPORT, WEB_FORM, AUTOMATION, RESTORE, MERGE, UNDO, PURGE -> EnumSet.noneOf(Permission.class);
        };
    }

    /** Says whether the request, or the operation that it goes on with, deletes more than one record. */
    private static boolean deletesMany(WriteRequest request) {
        long deleted = request.changes().stream()
                .filter(RecordChange.Delete.class::isInstance)
                .count();
        return deleted > 1 || (deleted == 1 && request.operation().isPresent());
    }

    /** Begins an operation, or goes on with the request's; either way with what is about to be done. */
    private long operation(Actor actor, WriteRequest request, SaveBatch batch, WriteMode mode) {
        List<SaveRow> rows = batch.withNested().stream()
                .flatMap(part -> part.good().stream())
                .toList();
        OperationStore.Tally tally = OperationStore.Tally.of(rows, mode.isMaintenance());
        if (request.operation().isPresent()) {
            long operation = request.operation().getAsLong();
            operations.count(actor.org(), operation, tally);
            return operation;
        }
        return operations.insert(actor, kindOf(request), now(), nesting.current(), OptionalLong.empty(), tally);
    }

    private long joinedOperation(SaveStage cause, Actor actor, SaveBatch batch) {
        return operations.insert(
                actor,
                OperationKind.AUTOMATION,
                now(),
                OptionalLong.of(cause.operationId()),
                OptionalLong.empty(),
                OperationStore.Tally.of(batch.good(), false));
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

    /**
     * Does everything up to the first statement that writes.
     *
     * @param latest where rows stand that this save changes already; else they are read and locked
     */
    private SaveBatch prepared(
            Actor actor, WriteRequest request, WriteMode mode, LockGuard guard, Optional<StoredRows> latest) {
        OrgModel model = metadata.pinned(actor.org());
        Actor judged = mode.isPlatform() ? Actor.system(actor.org()) : actor;
        Access access = accessService.of(judged);
        RecordReader reader = readers.of(model, access);
        Targets targets = new Targets(judged, reader, activeUsers(actor), files);
        Normalizer normalizer = new Normalizer(model, access, targets, judged.isSystem());
        Ownership ownership =
                new Ownership(sql, model, readers.of(model, accessService.of(Actor.system(actor.org()))), bin);
        StaleSaves stale = new StaleSaves(actor.org(), access, history);
        BatchPreparation preparation = new BatchPreparation(
                actor, model, access, reader, latest, normalizer, targets, ids, now(), stale, ownership, mode, guard);
        SaveBatch batch = preparation.prepare(model.module(request.module()), request.changes());
        CurrencyRates rates = new CurrencyRates(currencies, actor.org());
        EarlyFormulas formulas = earlyFormulas(actor, model);
        for (SaveBatch part : batch.withNested()) {
            rates.complete(part.module(), part.good());
            formulas.figure(part.module(), part.good());
        }
        if (!mode.isMaintenance()) {
            for (SaveBatch part : batch.withNested()) {
                beforeSave.get().forEach(participant -> participant.beforeSave(actor, part.good()));
            }
        }
        for (SaveBatch part : batch.withNested()) {
            preparation.rejectDuplicates(part);
        }
        batch.shareRejections();
        return batch;
    }

    private EarlyFormulas earlyFormulas(Actor actor, OrgModel model) {
        return new EarlyFormulas(derivedModels.of(model), contextOf(actor));
    }

    /** Asked for only where a figure needs it, and then once. */
    private Supplier<EvaluationContext> contextOf(Actor actor) {
        return SingletonSupplier.of(() -> contexts.of(actor))::obtain;
    }

    /** Asked for only where a row points to another person than before. */
    private Supplier<Set<Long>> activeUsers(Actor actor) {
        return () -> users.all(actor.org()).stream()
                .filter(User::active)
                .map(user -> user.id().value())
                .collect(Collectors.toSet());
    }

    private Map<Long, Long> persisted(Actor actor, long operationId, SaveBatch batch, WriteMode mode, LockGuard guard) {
        try {
            return persist(actor, operationId, batch, mode, guard);
        } catch (DuplicateKeyException e) {
            throw UniqueClash.told(e, metadata.pinned(actor.org()));
        }
    }

    /** Returns the versions that records were left at by what followed, by id. */
    private Map<Long, Long> persist(Actor actor, long operationId, SaveBatch batch, WriteMode mode, LockGuard guard) {
        Instant now = now();
        OrgModel model = metadata.pinned(actor.org());
        SaveStages stages = stages(new SaveStage(actor, operationId, batch, mode), model, guard, now);
        List<SaveBatch> stored = stages.stored();
        Supplier<EvaluationContext> context = contextOf(actor);
        DerivedFields derived = derivedModels.of(model);
        DerivedPropagation propagation =
                new DerivedPropagation(model, derived, new DerivedWriter(sql, model, context), context);
        for (SaveBatch part : stored) {
            store(actor, part, now);
            stages.shareFigures(part, propagation.completeRows(part));
        }
        note(actor.org(), stages, now);
        stored.forEach(propagation::spread);
        return consequences(stages, guard);
    }

    private SaveStages stages(SaveStage first, OrgModel model, LockGuard guard, Instant now) {
        settle(first, model, now);
        return new SaveStages(first, joinsSave.get(), new SaveStages.Preparation() {
            @Override
            public SaveBatch prepare(JoinedChange change, StoredRows latest) {
                WriteRequest request = new WriteRequest(
                        change.module().apiName(),
                        OperationKind.AUTOMATION,
                        WriteRequest.Atomicity.EACH_ROW,
                        List.copyOf(change.changes()));
                return prepared(change.actor(), request, WriteMode.ORDINARY, guard, Optional.of(latest));
            }

            @Override
            public SaveStage begin(JoinedChange change, SaveBatch batch, SaveStage cause) {
                SaveStage stage = new SaveStage(
                        change.actor(), joinedOperation(cause, change.actor(), batch), batch, WriteMode.ORDINARY);
                settle(stage, model, now);
                return stage;
            }
        });
    }

    /** Sets what is known only when nothing can be refused any more: numbers, times, and what is figured from them. */
    private void settle(SaveStage stage, OrgModel model, Instant now) {
        EarlyFormulas formulas = earlyFormulas(stage.actor(), model);
        for (SaveBatch part : SaveStages.written(stage)) {
            autoNumbers.assign(
                    stage.actor().org(),
                    part.module(),
                    part.good(Kind.CREATED),
                    LocalDate.ofInstant(now, ZoneOffset.UTC));
            for (SaveRow row : part.good()) {
                row.set(SystemField.MODIFIED_TIME.apiName(), new FieldValue.DateTime(now));
                row.set(
                        SystemField.MODIFIED_BY.apiName(),
                        new FieldValue.Lookup(stage.actor().user().value()));
                if (stage.mode().quiet()) {
                    row.markQuiet();
                }
            }
            formulas.figure(part.module(), part.good());
        }
    }

    private void store(Actor actor, SaveBatch batch, Instant now) {
        ModuleDef module = batch.module();
        RecordWriter writer = new RecordWriter(jdbc, actor.org(), secrets);
        writer.insert(module, batch.good(Kind.CREATED));
        writer.update(module, batch.good(Kind.UPDATED));
        writer.recycle(module, batch.good(Kind.DELETED), true, now, actor.user().value());
        writer.recycle(
                module, batch.good(Kind.RESTORED), false, now, actor.user().value());
    }

    /** Writes what is remembered of the rows: recycle bin, history. */
    private void note(OrgId org, SaveStages stages, Instant now) {
        List<TimelineStore.Written> writes = new ArrayList<>();
        for (SaveStage stage : stages.all()) {
            Access own = accessService.of(stage.actor());
            Map<Long, Long> parents = stage.batch().parentsOfMoved();
            for (SaveBatch part : SaveStages.written(stage)) {
                List<SaveRow> restored = part.good(Kind.RESTORED);
                bin.add(
                        stage.actor(),
                        stage.operationId(),
                        now,
                        part.good(Kind.DELETED),
                        stage.mode().notes(),
                        parents);
                bin.remove(
                        org, part.module(), restored.stream().map(SaveRow::id).toList());
                writes.add(new TimelineStore.Written(stage.operationId(), part.good(), own, stage.mode()));
                nesting.written(part.good());
            }
        }
        timeline.addRows(org, now, writes);
    }

    /** Lets features act on what was written. Returns the versions that records were left at, by id. */
    private Map<Long, Long> consequences(SaveStages stages, LockGuard guard) {
        Map<Long, Long> versions = new HashMap<>();
        for (SaveStage stage : stages.all()) {
            List<SaveBatch> parts = SaveStages.written(stage);
            parts.forEach(part -> part.good().forEach(row -> versions.merge(row.id(), row.version(), Math::max)));
            nesting.around(stage.operationId(), guard, () -> parts.forEach(part -> tell(stage, part)))
                    .forEach((id, version) -> versions.merge(id, version, Math::max));
        }
        stages.refusals().forEach(refusal -> refusal.participant().refused(refusal.change(), refusal.reasons()));
        return versions;
    }

    private void tell(SaveStage stage, SaveBatch part) {
        afterSave.get().forEach(participant -> participant.afterSave(stage.actor(), stage.operationId(), part.good()));
        notices.publish(new Notice(
                stage.actor().org(), Notice.Topic.RECORDS, part.module().apiName()));
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static WriteResult.Row outcome(SaveRow row, Map<Long, Long> versions) {
        return row.isRejected()
                ? new WriteResult.Rejected(row.violations())
                : new WriteResult.Saved(
                        row.id(),
                        versions.getOrDefault(row.id(), row.version()),
                        Optional.of(WriteResult.Stamp.of(row::after)));
    }

    private static WriteResult.Row unwritten(SaveRow row) {
        return row.isRejected()
                ? new WriteResult.Rejected(row.violations())
                : new WriteResult.Rejected(List.of(
                        new Violation(ErrorCode.NOT_ALLOWED, "", "Not written, because another row was rejected.")));
    }
}
