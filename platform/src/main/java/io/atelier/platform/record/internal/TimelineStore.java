package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.TimelineEntry;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.secret.SecretService;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_operation} and {@code sys_timeline}. */
@Repository
public class TimelineStore {
    private final OrgJdbc jdbc;
    private final StoredDetail.Codec codec;
    private final IdGenerator ids;
    private final SecretService secrets;

    TimelineStore(OrgJdbc jdbc, StoredDetail.Codec codec, IdGenerator ids, SecretService secrets) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.ids = ids;
        this.secrets = secrets;
    }

    /** Makes the operation that a feature's note stands under. */
    public long newOperation(Actor actor, String kind, Instant at) {
        long id = ids.next();
        jdbc.sql(
                        actor.org(),
                        "insert into {s}.sys_operation (id, kind, actor_id, channel, via, at) values (?, ?, ?, ?, ?, ?)")
                .params(id, kind, actor.user().value(), actor.channel().name(), actor.via(), Timestamp.from(at))
                .update();
        return id;
    }

    /**
     * Rows of one module that were written under an operation.
     *
     * @param rights the actor's own: what they do not cover was written by the platform
     */
    record Written(long operationId, List<SaveRow> rows, Access rights, WriteMode mode) {}

    /** Keeps what was written, field by field. */
    void addRows(OrgId org, Instant at, List<Written> writes) {
        FieldCipher cipher = new FieldCipher(secrets, org);
        List<Object[]> entries = new ArrayList<>();
        for (Written write : writes) {
            for (SaveRow row : write.rows()) {
                entries.add(entry(
                        row.module().apiName(),
                        row.id(),
                        write.operationId(),
                        row.kind().name().toLowerCase(Locale.ROOT),
                        detail(cipher, row, write),
                        row.version(),
                        at));
            }
        }
        insert(org, entries);
    }

    private static StoredDetail detail(FieldCipher cipher, SaveRow row, Written write) {
        List<String> changed = row.changedFields().stream()
                .filter(field -> !HistoryStore.isStamp(field)
                        && !row.module().field(field).type().isComputed())
                .toList();
        return new StoredDetail(
                changed.stream().map(field -> change(cipher, row, field)).toList(),
                new LinkedHashMap<>(write.mode().notes()),
                changed.stream()
                        .filter(field -> !write.rights()
                                .mayWrite(row.module(), row.module().field(field)))
                        .toList(),
                write.mode().isMaintenance());
    }

    /** An encrypted field's values are sealed in history too. */
    private static FieldChange change(FieldCipher cipher, SaveRow row, String name) {
        FieldDef field = row.module().field(name);
        return new FieldChange(
                name,
                ValueCodec.toApi(cipher.sealed(row.module(), field, row.id(), row.before(name))),
                ValueCodec.toApi(cipher.sealed(row.module(), field, row.id(), row.after(name))));
    }

    public void addNote(
            Actor actor,
            long operationId,
            String module,
            long recordId,
            String kind,
            Map<String, ?> detail,
            Instant at) {
        StoredDetail stored = new StoredDetail(List.of(), new LinkedHashMap<>(detail), List.of(), false);
        insert(actor.org(), List.<Object[]>of(entry(module, recordId, operationId, kind, stored, 0, at)));
    }

    private Object[] entry(
            String module,
            long recordId,
            long operationId,
            String kind,
            StoredDetail detail,
            long version,
            Instant at) {
        return new Object[] {
            ids.next(), module, recordId, operationId, kind, codec.write(detail), version, Timestamp.from(at)
        };
    }

    private void insert(OrgId org, List<Object[]> entries) {
        jdbc.batch(org, """
                insert into {s}.sys_timeline (id, module, record_id, operation_id, kind, detail, version, at)
                values (?, ?, ?, ?, ?, ?::jsonb, nullif(?::bigint, 0), ?)""", entries);
    }

    /** Returns what happened to the records of a module, the newest first. */
    public List<TimelineEntry> entries(
            Actor actor, ModuleDef module, List<Long> records, OptionalLong before, int limit) {
        return jdbc.sql(actor.org(), """
                        select t.id, t.record_id, t.kind, t.detail, t.operation_id, t.at, o.actor_id, o.channel, o.via, u.name
                        from {s}.sys_timeline t
                        join {s}.sys_operation o on o.id = t.operation_id
                        left join {s}.sys_user u on u.id = o.actor_id
                        where t.module = ? and t.record_id = any(?) and t.id < ?
                        order by t.id desc limit ?""")
                .params(module.apiName(), records.toArray(Long[]::new), before.orElse(Long.MAX_VALUE), limit)
                .query((row, _) -> entry(row, module, new FieldCipher(secrets, actor.org())))
                .list();
    }

    private TimelineEntry entry(ResultSet row, ModuleDef module, FieldCipher cipher) throws SQLException {
        StoredDetail stored = codec.read(row.getString("detail"));
        long recordId = row.getLong("record_id");
        @Nullable String name = row.getString("name");
        return new TimelineEntry(
                row.getLong("id"),
                row.getString("kind"),
                row.getTimestamp("at").toInstant(),
                row.getLong("actor_id"),
                name == null ? "" : name,
                Channel.valueOf(row.getString("channel")),
                row.getString("via"),
                row.getLong("operation_id"),
                stored.changes().stream()
                        .map(change -> cipher.opened(module, recordId, change))
                        .toList(),
                stored.detail());
    }
}
