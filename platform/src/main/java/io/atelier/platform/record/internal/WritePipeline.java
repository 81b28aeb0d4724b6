package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
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
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.record.spi.AfterSave;
import io.atelier.platform.record.spi.BeforeSave;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import io.atelier.platform.secret.SecretService;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * The one way into module tables: authorize, normalize, defaults and auto-numbers, before-save participants, persist,
 * history, after-save participants, notice. Runs inside the caller's transaction.
 */
@Component
public class WritePipeline {
    private final RecordSql sql;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final UserService users;
    private final AutoNumbers autoNumbers;
    private final TimelineStore timeline;
    private final FileService files;
    private final SecretService secrets;
    private final Notices notices;
    private final IdGenerator ids;
    private final InstantSource clock;
    /** Asked for at the first write, as participants write records too; and once, as asking takes long. */
    private final Supplier<List<BeforeSave>> beforeSave;

    private final Supplier<List<AfterSave>> afterSave;

    WritePipeline(
            RecordSql sql,
            MetadataService metadata,
            AccessService accessService,
            UserService users,
            AutoNumbers autoNumbers,
            TimelineStore timeline,
            FileService files,
            SecretService secrets,
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
        this.files = files;
        this.secrets = secrets;
        this.notices = notices;
        this.ids = ids;
        this.clock = clock;
        this.beforeSave = SingletonSupplier.of(() -> beforeSave.orderedStream().toList());
        this.afterSave = SingletonSupplier.of(() -> afterSave.orderedStream().toList());
    }

    public WriteResult write(Actor actor, WriteRequest request) {
        if (request.changes().isEmpty() || request.changes().size() > WriteRequest.MAX_ROWS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "One request writes 1 to 1,000 records.",
                    Map.of("limit", WriteRequest.MAX_ROWS));
        }
        SaveBatch batch = prepared(actor, request);
        List<SaveRow> rows = batch.rows();
        boolean refused = rows.stream().anyMatch(SaveRow::isRejected);
        if (refused && request.atomicity() == WriteRequest.Atomicity.ALL_OR_NOTHING) {
            return new WriteResult(
                    0, rows.stream().map(WritePipeline::unwritten).toList());
        }
        long operationId = batch.good().isEmpty() ? 0 : persist(actor, request, batch);
        return new WriteResult(
                operationId, rows.stream().map(WritePipeline::outcome).toList());
    }

    /** Does everything up to the first statement that writes. */
    private SaveBatch prepared(Actor actor, WriteRequest request) {
        OrgModel model = metadata.pinned(actor.org());
        Access access = accessService.of(actor);
        RecordReader reader = sql.reader(actor, model, access);
        Targets targets = new Targets(actor, reader, activeUsers(actor), files);
        Normalizer normalizer = new Normalizer(model, access, targets, actor.isSystem());
        BatchPreparation preparation =
                new BatchPreparation(actor, model, access, reader, normalizer, targets, ids, now());
        SaveBatch batch = preparation.prepare(model.module(request.module()), request.changes());
        for (SaveBatch part : batch.withNested()) {
            beforeSave.get().forEach(participant -> participant.beforeSave(actor, part.good()));
        }
        for (SaveBatch part : batch.withNested()) {
            preparation.rejectDuplicates(part);
        }
        batch.shareRejections();
        return batch;
    }

    /** Asked for only where a row points to another person than before. */
    private Supplier<Set<Long>> activeUsers(Actor actor) {
        return () -> users.all(actor.org()).stream()
                .filter(User::active)
                .map(user -> user.id().value())
                .collect(Collectors.toSet());
    }

    private long persist(Actor actor, WriteRequest request, SaveBatch batch) {
        Instant now = now();
        long operationId = timeline.newOperation(actor, request.kind().name(), now);
        List<SaveBatch> parts = batch.withNested().stream()
                .filter(part -> !part.good().isEmpty())
                .toList();
        for (SaveBatch part : parts) {
            store(actor, operationId, part, now);
        }
        for (SaveBatch part : parts) {
            afterSave.get().forEach(participant -> participant.afterSave(actor, operationId, part.good()));
            notices.publish(
                    new Notice(actor.org(), Notice.Topic.RECORDS, part.module().apiName()));
        }
        return operationId;
    }

    private void store(Actor actor, long operationId, SaveBatch batch, Instant now) {
        ModuleDef module = batch.module();
        List<SaveRow> created = batch.good(Kind.CREATED);
        autoNumbers.assign(actor.org(), module, created, LocalDate.ofInstant(now, ZoneOffset.UTC));
        for (SaveRow row : batch.good()) {
            row.set(SystemField.MODIFIED_TIME.apiName(), new FieldValue.DateTime(now));
            row.set(
                    SystemField.MODIFIED_BY.apiName(),
                    new FieldValue.Lookup(actor.user().value()));
        }
        RecordWriter writer = new RecordWriter(sql.jdbc(), actor.org(), secrets);
        writer.insert(module, created);
        writer.update(module, batch.good(Kind.UPDATED));
        writer.recycle(module, batch.good(Kind.DELETED), true, now, actor.user().value());
        writer.recycle(
                module, batch.good(Kind.RESTORED), false, now, actor.user().value());
        timeline.addRows(actor, operationId, batch.good());
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        Instant now = clock.instant();
        return now.minusNanos(now.getNano() % 1_000);
    }

    private static WriteResult.Row outcome(SaveRow row) {
        return row.isRejected()
                ? new WriteResult.Rejected(row.violations())
                : new WriteResult.Saved(row.id(), row.version(), stamp(row));
    }

    private static WriteResult.Stamp stamp(SaveRow row) {
        return new WriteResult.Stamp(
                user(row, SystemField.CREATED_BY),
                time(row, SystemField.CREATED_TIME),
                user(row, SystemField.MODIFIED_BY),
                time(row, SystemField.MODIFIED_TIME));
    }

    private static UserId user(SaveRow row, SystemField field) {
        return row.after(field.apiName()) instanceof FieldValue.Lookup(long id) ? new UserId(id) : UserId.SYSTEM;
    }

    private static Instant time(SaveRow row, SystemField field) {
        return row.after(field.apiName()) instanceof FieldValue.DateTime(Instant time) ? time : Instant.EPOCH;
    }

    private static WriteResult.Row unwritten(SaveRow row) {
        return new WriteResult.Rejected(
                row.isRejected()
                        ? row.violations()
                        : List.of(new Violation(
                                ErrorCode.NOT_ALLOWED, "", "Not written, because another row was rejected.")));
    }
}
