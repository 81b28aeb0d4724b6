package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.EvaluationContexts;
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
    private final Notices notices;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final EvaluationContexts contexts;
    private final ObjectProvider<BeforeSave> beforeSave;
    private final ObjectProvider<AfterSave> afterSave;

    WritePipeline(
            DSLContext sql,
            MetadataService metadata,
            AccessService accessService,
            UserService users,
            AutoNumbers autoNumbers,
            TimelineStore timeline,
            Notices notices,
            IdGenerator ids,
            InstantSource clock,
            EvaluationContexts contexts,
            ObjectProvider<BeforeSave> beforeSave,
            ObjectProvider<AfterSave> afterSave) {
        this.sql = sql;
        this.metadata = metadata;
        this.accessService = accessService;
        this.users = users;
        this.autoNumbers = autoNumbers;
        this.timeline = timeline;
        this.notices = notices;
        this.ids = ids;
        this.clock = clock;
        this.contexts = contexts;
        this.beforeSave = beforeSave;
        this.afterSave = afterSave;
    }

    public WriteResult write(Actor actor, WriteRequest request) {
        if (request.changes().isEmpty() || request.changes().size() > WriteRequest.MAX_ROWS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "One request writes 1 to 1,000 records.",
                    Map.of("limit", WriteRequest.MAX_ROWS));
        }
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(request.module());
        Access access = accessService.of(actor);
        authorize(access, module, request.changes());
        RecordReader reader = new RecordReader(sql, model, access, () -> contexts.of(actor));
        Normalizer normalizer = new Normalizer(
                model,
                access,
                reader,
                // Asked for only where a row points to another person than before.
                () -> users.all(actor.org()).stream()
                        .filter(User::active)
                        .map(user -> user.id().value())
                        .collect(Collectors.toSet()),
                actor.isSystem());

        List<SaveRow> rows = rows(module, request.changes(), reader, normalizer);
        prepare(actor, module, rows, normalizer);
        beforeSave.orderedStream().forEach(participant -> participant.beforeSave(actor, good(rows)));

        boolean refused = rows.stream().anyMatch(SaveRow::isRejected);
        if (refused && request.atomicity() == WriteRequest.Atomicity.ALL_OR_NOTHING) {
            return new WriteResult(
                    0, rows.stream().map(WritePipeline::unwritten).toList());
        }
        List<SaveRow> good = good(rows);
        long operationId = good.isEmpty() ? 0 : persist(actor, module, request, good);
        return new WriteResult(
                operationId, rows.stream().map(WritePipeline::outcome).toList());
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
            ModuleDef module, List<RecordChange> changes, RecordReader reader, Normalizer normalizer) {
        Set<Long> existing = new HashSet<>();
        for (RecordChange change : changes) {
            switch (change) {
                case RecordChange.Create _ -> {}
                case RecordChange.Update update -> existing.add(update.id());
                case RecordChange.Delete delete -> existing.add(delete.id());
                case RecordChange.Restore restore -> existing.add(restore.id());
            }
        }
        Map<Long, StoredRow> stored = existing.isEmpty() ? Map.of() : reader.lock(module, existing);
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
                case RecordChange.Update(long id, OptionalLong expected, var values) -> {
                    SaveRow updated = existing(index, Kind.UPDATED, module, id, stored, false);
                    rejectStale(updated, expected, stored);
                    normalizer.assign(updated, values);
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

    private static void rejectStale(SaveRow row, OptionalLong expected, Map<Long, StoredRow> stored) {
        StoredRow found = stored.get(row.id());
        if (found != null && expected.isPresent() && expected.getAsLong() != found.version()) {
            row.reject(new Violation(
                    ErrorCode.RECORD_MODIFIED,
                    "version",
                    "Somebody changed the record meanwhile: it is at version " + found.version() + ", your change was"
                            + " made on " + expected.getAsLong() + ". Load it again and repeat the change."));
        }
    }

    private void prepare(Actor actor, ModuleDef module, List<SaveRow> rows, Normalizer normalizer) {
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
            normalizer.requireMandatory(row);
        }
        normalizer.requireTargets(
                module,
                good(rows).stream()
                        .filter(row -> row.kind() == Kind.CREATED || row.kind() == Kind.UPDATED)
                        .toList());
    }

    private long persist(Actor actor, ModuleDef module, WriteRequest request, List<SaveRow> good) {
        Instant now = now();
        List<SaveRow> created = of(good, Kind.CREATED);
        autoNumbers.assign(actor.org(), module, created);
        for (SaveRow row : good) {
            row.set(SystemField.MODIFIED_TIME.apiName(), new FieldValue.DateTime(now));
            row.set(
                    SystemField.MODIFIED_BY.apiName(),
                    new FieldValue.Lookup(actor.user().value()));
        }
        long operationId = timeline.newOperation(actor, request.kind().name(), now);
        RecordWriter writer = new RecordWriter(sql, actor.org());
        writer.insert(module, created);
        writer.update(module, of(good, Kind.UPDATED));
        writer.recycle(module, of(good, Kind.DELETED), true, now, actor.user().value());
        writer.recycle(module, of(good, Kind.RESTORED), false, now, actor.user().value());
        timeline.addRows(actor, operationId, good);
        afterSave.orderedStream().forEach(participant -> participant.afterSave(actor, operationId, good));
        notices.publish(new Notice(actor.org(), Notice.Topic.RECORDS, module.apiName()));
        return operationId;
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

    private static WriteResult.Row outcome(SaveRow row) {
        return row.isRejected()
                ? new WriteResult.Rejected(row.violations())
                : new WriteResult.Saved(row.id(), row.version());
    }

    private static WriteResult.Row unwritten(SaveRow row) {
        return new WriteResult.Rejected(
                row.isRejected()
                        ? row.violations()
                        : List.of(new Violation(
                                ErrorCode.NOT_ALLOWED, "", "Not written, because another row was rejected.")));
    }
}
