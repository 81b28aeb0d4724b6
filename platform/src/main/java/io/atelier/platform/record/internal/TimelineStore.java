package io.atelier.platform.record.internal;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
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
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_operation} and {@code sys_timeline}. */
@Repository
public class TimelineStore {
    private final OrgJdbc jdbc;
    private final JsonMapper json;
    private final IdGenerator ids;
    private final SecretService secrets;

    TimelineStore(OrgJdbc jdbc, JsonMapper json, IdGenerator ids, SecretService secrets) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.secrets = secrets;
    }

    /** What a timeline row keeps: changes of fields, and a feature's notes. */
    private record Stored(List<FieldChange> changes, Map<String, Object> detail) {}

    public long newOperation(Actor actor, String kind, Instant at) {
        long id = ids.next();
        jdbc.sql(
                        actor.org(),
                        "insert into {s}.sys_operation (id, kind, actor_id, channel, via, at) values (?, ?, ?, ?, ?, ?)")
                .params(id, kind, actor.user().value(), actor.channel().name(), actor.via(), Timestamp.from(at))
                .update();
        return id;
    }

    void addRows(Actor actor, long operationId, List<SaveRow> rows) {
        FieldCipher cipher = new FieldCipher(secrets, actor.org());
        List<Object[]> entries = new ArrayList<>();
        for (SaveRow row : rows) {
            List<FieldChange> changes = row.changedFields().stream()
                    .filter(field -> !field.startsWith("Modified_"))
                    .map(field -> change(cipher, row, field))
                    .toList();
            entries.add(entry(
                    row.module().apiName(),
                    row.id(),
                    operationId,
                    row.kind().name().toLowerCase(Locale.ROOT),
                    new Stored(changes, Map.of())));
        }
        insert(actor, entries);
    }

    /** An encrypted field's values are sealed in history too. */
    private static FieldChange change(FieldCipher cipher, SaveRow row, String name) {
        FieldDef field = row.module().field(name);
        return new FieldChange(
                name,
                ValueCodec.toApi(cipher.sealed(row.module(), field, row.id(), row.before(name))),
                ValueCodec.toApi(cipher.sealed(row.module(), field, row.id(), row.after(name))));
    }

    /** Opens what history holds sealed. */
    public FieldChange opened(Actor actor, ModuleDef module, long recordId, FieldChange change) {
        FieldDef field = module.findField(change.field()).orElse(null);
        if (field == null || !field.encrypted()) {
            return change;
        }
        FieldCipher cipher = new FieldCipher(secrets, actor.org());
        return new FieldChange(
                change.field(),
                opened(cipher, module, field, recordId, change.before()),
                opened(cipher, module, field, recordId, change.after()));
    }

    private static @Nullable Object opened(
            FieldCipher cipher, ModuleDef module, FieldDef field, long recordId, @Nullable Object sealed) {
        return sealed instanceof String text
                ? ValueCodec.toApi(cipher.opened(module, field, recordId, new FieldValue.Text(text)))
                : sealed;
    }

    public void addNote(
            Actor actor, long operationId, String module, long recordId, String kind, Map<String, ?> detail) {
        Stored stored = new Stored(List.of(), new LinkedHashMap<>(detail));
        insert(actor, List.<Object[]>of(entry(module, recordId, operationId, kind, stored)));
    }

    private Object[] entry(String module, long recordId, long operationId, String kind, Stored stored) {
        return new Object[] {ids.next(), module, recordId, operationId, kind, json.writeValueAsString(stored)};
    }

    private void insert(Actor actor, List<Object[]> entries) {
        jdbc.batch(actor.org(), """
                insert into {s}.sys_timeline (id, module, record_id, operation_id, kind, detail)
                values (?, ?, ?, ?, ?, ?::jsonb)""", entries);
    }

    public List<TimelineEntry> entries(Actor actor, String module, long recordId, OptionalLong before, int limit) {
        return jdbc.sql(actor.org(), """
                        select t.id, t.kind, t.detail, t.operation_id, o.actor_id, o.channel, o.via, o.at, u.name
                        from {s}.sys_timeline t
                        join {s}.sys_operation o on o.id = t.operation_id
                        left join {s}.sys_user u on u.id = o.actor_id
                        where t.module = ? and t.record_id = ? and t.id < ?
                        order by t.id desc limit ?""")
                .params(module, recordId, before.orElse(Long.MAX_VALUE), limit)
                .query(this::entry)
                .list();
    }

    private TimelineEntry entry(ResultSet row, int index) throws SQLException {
        Stored stored = json.readValue(row.getString("detail"), Stored.class);
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
                stored.changes(),
                stored.detail());
    }
}
