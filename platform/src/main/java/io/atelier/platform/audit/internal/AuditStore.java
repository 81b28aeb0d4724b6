package io.atelier.platform.audit.internal;

import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_audit}, and of those that wait to become such. */
@Repository
public class AuditStore {
    public static final String WITH_OPERATION = """
            with audited as (
                insert into {s}.sys_audit_waiting
                    (at, kind, action, object, object_id, actor_id, channel, via, address, operation_id)
                values (?, 'RECORDS', 'WRITTEN', 'OPERATION', ?, ?, ?, ?, ?, ?))
            """;

    /** The row may still wait from this transaction; one that is sealed already is followed by another. */
    public static final String WITH_CONTINUED = """
            with audited as (
                insert into {s}.sys_audit_waiting
                    (at, kind, action, object, object_id, actor_id, channel, via, address, operation_id)
                select now(), 'RECORDS', 'WRITTEN', 'OPERATION', o.id::text, o.actor_id, o.channel, o.via, '', o.id
                from {s}.sys_operation o where o.id = ?
                on conflict (operation_id) do nothing)
            """;

    private final OrgJdbc jdbc;

    AuditStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public void insertWaiting(Actor actor, AuditAct act, Instant at, String name, String address, String details) {
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_audit_waiting (at, kind, action, object, object_id, object_name, modules,
                            actor_id, channel, via, address, details)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        Timestamp.from(at),
                        act.kind().name(),
                        act.action().name(),
                        act.object().name(),
                        act.objectId(),
                        clean(name),
                        act.modules().toArray(String[]::new),
                        actor.user().value(),
                        actor.channel().name(),
                        actor.via(),
                        address,
                        clean(details))
                .update();
    }

    /** PostgreSQL takes no NUL in a text, and an act must not fail for the sake of its row. */
    private static String clean(String text) {
        return text.replace("\0", "");
    }

    /** A row that waits, with what its operation came to. */
    record Waiting(long id, AuditRow row) {}

    List<Waiting> waiting(OrgId org, int limit) {
        return jdbc.sql(org, """
                        select w.id, 0::bigint as seq, w.at, w.kind, w.action, w.object, w.object_id,
                            coalesce(o.kind, w.object_name) as object_name,
                            coalesce(o.modules, w.modules) as modules, w.actor_id,
                            coalesce(u.name, '') as actor_name, w.channel, w.via, w.address,
                            case when w.operation_id is null then w.details
                                 else json_build_object('created', coalesce(o.created, 0),
                                    'updated', coalesce(o.updated, 0), 'deleted', coalesce(o.deleted, 0),
                                    'restored', coalesce(o.restored, 0), 'parent', o.parent_id::text,
                                    'undoes', o.undoes::text)::text
                            end as details,
                            '' as previous, '' as hash
                        from {s}.sys_audit_waiting w
                        left join {s}.sys_operation o on o.id = w.operation_id
                        left join {s}.sys_user u on u.id = w.actor_id
                        order by w.id limit ?""")
                .param(limit)
                .query((row, _) -> new Waiting(row.getLong("id"), row(row)))
                .list();
    }

    /** Lets one at a time put rows into the organization's chain, until the transaction ends. */
    void lock(OrgId org) {
        jdbc.sql(org, "select 1 from pg_advisory_xact_lock(hashtextextended('audit {s}', 0))")
                .query(Integer.class)
                .single();
    }

    boolean anyWaiting(OrgId org) {
        return jdbc.sql(org, "select exists (select from {s}.sys_audit_waiting)")
                .query(Boolean.class)
                .single();
    }

    /** Where the chain ends. */
    record Head(long seq, String hash) {}

    Head head(OrgId org) {
        return jdbc.sql(org, "select seq, hash from {s}.sys_audit_head")
                .query((row, _) -> new Head(row.getLong("seq"), row.getString("hash")))
                .single();
    }

    void insert(OrgId org, List<Waiting> sealed) {
        jdbc.batch(org, """
                insert into {s}.sys_audit (seq, at, kind, action, object, object_id, object_name, modules, actor_id,
                    actor_name, channel, via, address, details, previous, hash, waiting_id)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""", sealed.stream().map(AuditStore::columns).toList());
        Waiting last = sealed.getLast();
        jdbc.sql(org, "update {s}.sys_audit_head set seq = ?, hash = ?")
                .params(last.row().seq(), last.row().hash())
                .update();
        jdbc.sql(org, "delete from {s}.sys_audit_waiting where id = any(?)")
                .param(sealed.stream().map(Waiting::id).toArray(Long[]::new))
                .update();
    }

    private static Object[] columns(Waiting waiting) {
        AuditRow row = waiting.row();
        return new Object[] {
            row.seq(),
            Timestamp.from(row.at()),
            row.kind().name(),
            row.action().name(),
            row.object().name(),
            row.objectId(),
            row.objectName(),
            row.modules().toArray(String[]::new),
            row.actor().value(),
            row.actorName(),
            row.channel().name(),
            row.via(),
            row.address(),
            row.details(),
            row.previous(),
            row.hash(),
            waiting.id()
        };
    }

    public List<AuditRow> before(OrgId org, AuditFilter filter, long seq, int limit) {
        return page(org, filter, "seq < ?", "seq desc", seq, limit);
    }

    public List<AuditRow> after(OrgId org, AuditFilter filter, long seq, int limit) {
        return page(org, filter, "seq > ?", "seq", seq, limit);
    }

    private List<AuditRow> page(OrgId org, AuditFilter filter, String position, String order, long seq, int limit) {
        List<String> where = new ArrayList<>(List.of(position));
        List<Object> parameters = new ArrayList<>(List.of(seq));
        filter.from().ifPresent(from -> add(where, parameters, "at >= ?", Timestamp.from(from)));
        filter.to().ifPresent(to -> add(where, parameters, "at < ?", Timestamp.from(to)));
        filter.actor().ifPresent(actor -> add(where, parameters, "actor_id = ?", actor.value()));
        filter.kind().ifPresent(kind -> add(where, parameters, "kind = ?", kind.name()));
        filter.module().ifPresent(module -> add(where, parameters, "? = any(modules)", module));
        filter.object().ifPresent(object -> add(where, parameters, "object = ?", object.name()));
        filter.objectId().ifPresent(id -> add(where, parameters, "object_id = ?", id));
        if (!filter.hiddenModules().isEmpty()) {
            add(
                    where,
                    parameters,
                    "(modules = '{}' or not modules <@ ?::text[])",
                    filter.hiddenModules().toArray(String[]::new));
        }
        parameters.add(limit);
        String text =
                "select * from {s}.sys_audit where " + String.join(" and ", where) + " order by " + order + " limit ?";
        return jdbc.sql(org, text)
                .params(parameters)
                .query((row, _) -> row(row))
                .list();
    }

    private static void add(List<String> where, List<Object> parameters, String condition, Object value) {
        where.add(condition);
        parameters.add(value);
    }

    /**
     * A row as the verifier finds it.
     *
     * @param row empty if it says what no row can say
     */
    record Stored(long seq, Optional<AuditRow> row) {}

    List<Stored> stored(OrgId org, long after, int limit) {
        return jdbc.sql(org, "select * from {s}.sys_audit where seq > ? order by seq limit ?")
                .params(after, limit)
                .query((row, _) -> new Stored(row.getLong("seq"), readable(row)))
                .list();
    }

    private static Optional<AuditRow> readable(ResultSet row) throws SQLException {
        try {
            return Optional.of(row(row));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static AuditRow row(ResultSet row) throws SQLException {
        @Nullable String[] modules = (String[]) row.getArray("modules").getArray();
        return new AuditRow(
                row.getLong("seq"),
                row.getTimestamp("at").toInstant(),
                AuditKind.valueOf(row.getString("kind")),
                AuditAction.valueOf(row.getString("action")),
                AuditObject.valueOf(row.getString("object")),
                row.getString("object_id"),
                row.getString("object_name"),
                Arrays.stream(modules).map(String::valueOf).collect(Collectors.toUnmodifiableList()),
                new UserId(row.getLong("actor_id")),
                row.getString("actor_name"),
                Channel.valueOf(row.getString("channel")),
                row.getString("via"),
                row.getString("address"),
                row.getString("details"),
                row.getString("previous"),
                row.getString("hash"));
    }
}
