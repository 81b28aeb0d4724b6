package io.atelier.platform.record.internal;

import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.Operation;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_operation}. */
@Repository
class OperationStore {
    private static final String SELECT = """
            select o.*, u.name as actor_name,
                (select max(n.id) from {s}.sys_operation n where n.undoes = o.id) as undone_by
            from {s}.sys_operation o left join {s}.sys_user u on u.id = o.actor_id
            """;

    private final OrgJdbc jdbc;
    private final IdGenerator ids;
    private final AuditLog audit;

    OperationStore(OrgJdbc jdbc, IdGenerator ids, AuditLog audit) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.audit = audit;
    }

    /**
     * @param parent the operation that set this one off
     * @param undoes the operation that this one takes back
     */
    long insert(Actor actor, OperationKind kind, Instant at, OptionalLong parent, OptionalLong undoes) {
        return insert(actor, kind, at, parent, undoes, Tally.of(List.of(), false));
    }

    /** @param tally what it does, where that is known before: to add it later is another statement in each write */
    long insert(Actor actor, OperationKind kind, Instant at, OptionalLong parent, OptionalLong undoes, Tally tally) {
        long id = ids.next();
        List<Object> parameters = audit.operation(actor, id, at);
        parameters.addAll(Arrays.asList(
                id,
                kind.name(),
                actor.user().value(),
                actor.channel().name(),
                actor.via(),
                Timestamp.from(at),
                parent.orElse(0),
                undoes.orElse(0),
                tally.created(),
                tally.updated(),
                tally.deleted(),
                tally.restored(),
                tally.maintained(),
                tally.modules().toArray(String[]::new)));
        jdbc.sql(actor.org(), AuditLog.WITH_OPERATION + """
                        insert into {s}.sys_operation (id, kind, actor_id, channel, via, at, parent_id, undoes,
                            created, updated, deleted, restored, maintained, modules)
                        values (?, ?, ?, ?, ?, ?, nullif(?::bigint, 0), nullif(?::bigint, 0), ?, ?, ?, ?, ?, ?)""").params(parameters).update();
        return id;
    }

    /** What an operation does to records, by kinds of change; modules that only maintenance touches are not named. */
    record Tally(long created, long updated, long deleted, long restored, long maintained, Set<String> modules) {
        static Tally of(List<SaveRow> rows, boolean maintenance) {
            Map<Kind, Long> counts = new HashMap<>();
            Set<String> modules = new LinkedHashSet<>();
            rows.forEach(row -> {
                counts.merge(row.kind(), 1L, Long::sum);
                modules.add(row.module().apiName());
            });
            long updated = counts.getOrDefault(Kind.UPDATED, 0L);
            return new Tally(
                    counts.getOrDefault(Kind.CREATED, 0L),
                    maintenance ? 0L : updated,
                    counts.getOrDefault(Kind.DELETED, 0L),
                    counts.getOrDefault(Kind.RESTORED, 0L),
                    maintenance ? updated : 0L,
                    maintenance ? Set.of() : modules);
        }
    }

    /** Adds to what the operation did. */
    void count(OrgId org, long operationId, Tally tally) {
        audit.continued(org);
        jdbc.sql(org, AuditLog.WITH_CONTINUED + """
                        update {s}.sys_operation set created = created + ?, updated = updated + ?, deleted = deleted + ?,
                            restored = restored + ?, maintained = maintained + ?,
                            modules = array(select distinct unnest(modules || ?::text[]))
                        where id = ?""")
                .params(
                        operationId,
                        tally.created(),
                        tally.updated(),
                        tally.deleted(),
                        tally.restored(),
                        tally.maintained(),
                        tally.modules().toArray(String[]::new),
                        operationId)
                .update();
    }

    /** Adds records that were deleted for good. */
    void countPurged(OrgId org, long operationId, String module, int records) {
        jdbc.sql(org, """
                        update {s}.sys_operation set deleted = deleted + ?,
                            modules = array(select distinct unnest(modules || ?::text))
                        where id = ?""").params(records, module, operationId).update();
    }

    Optional<Operation> find(OrgId org, long id) {
        return jdbc.sql(org, SELECT + " where o.id = ? and o.kind = any(?)")
                .params(id, kinds(Optional.empty()))
                .query(OperationStore::operation)
                .optional();
    }

    /** Forgets an operation that wrote nothing. */
    void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_operation where id = ?").param(id).update();
    }

    /** Keeps two undos of one operation from running at once until the transaction ends. */
    void lock(OrgId org, long id) {
        jdbc.sql(org, "select 1 from {s}.sys_operation where id = ? for update")
                .param(id)
                .query(Integer.class)
                .optional();
    }

    List<Operation> page(OrgId org, OperationQuery query, Optional<UserId> onlyOf, long before, int limit) {
        StringBuilder where = new StringBuilder(" where o.kind = any(?) and o.id < ?");
        List<Object> parameters = new ArrayList<>(List.of(kinds(query.kind()), before));
        onlyOf.or(query::actor).ifPresent(user -> {
            where.append(" and o.actor_id = ?");
            parameters.add(user.value());
        });
        if (onlyOf.isPresent() && query.actor().isPresent()) {
            where.append(" and o.actor_id = ?");
            parameters.add(query.actor().get().value());
        }
        query.module().ifPresent(module -> {
            where.append(" and ? = any(o.modules)");
            parameters.add(module);
        });
        query.from().ifPresent(from -> {
            where.append(" and o.at >= ?");
            parameters.add(Timestamp.from(from));
        });
        query.to().ifPresent(to -> {
            where.append(" and o.at < ?");
            parameters.add(Timestamp.from(to));
        });
        parameters.add(limit);
        return jdbc.sql(org, SELECT + where + " order by o.id desc limit ?")
                .params(parameters)
                .query(OperationStore::operation)
                .list();
    }

    /** Returns the operation and all that it set off. */
    List<Long> family(OrgId org, long id) {
        return jdbc.sql(org, """
                        with recursive family (id) as (
                            select ?::bigint
                            union
                            select o.id from {s}.sys_operation o join family f on o.parent_id = f.id)
                        select id from family order by id""").param(id).query((row, _) -> row.getLong("id")).list();
    }

    /** Where an operation stands among others. */
    record Lineage(long id, OptionalLong parent, OptionalLong undoes) {}

    /** Returns these operations and those that set them off, by id. */
    Map<Long, Lineage> lineage(OrgId org, Collection<Long> operations) {
        Map<Long, Lineage> lineage = new HashMap<>();
        jdbc.sql(org, """
                        with recursive line (id, parent_id, undoes) as (
                            select id, parent_id, undoes from {s}.sys_operation where id = any(?)
                            union
                            select o.id, o.parent_id, o.undoes from {s}.sys_operation o join line l on l.parent_id = o.id)
                        select * from line""")
                .param(operations.toArray(Long[]::new))
                .query((row, _) -> new Lineage(row.getLong("id"), optional(row, "parent_id"), optional(row, "undoes")))
                .list()
                .forEach(line -> lineage.put(line.id(), line));
        return lineage;
    }

    private static String[] kinds(Optional<OperationKind> only) {
        // The timeline's notes, such as a mail that went out, are operations of kinds of their own.
        return only.map(kind -> new String[] {kind.name()})
                .orElseGet(() ->
                        Arrays.stream(OperationKind.values()).map(Enum::name).toArray(String[]::new));
    }

    private static Operation operation(ResultSet row, int index) throws SQLException {
        @Nullable String name = row.getString("actor_name");
        return new Operation(
                row.getLong("id"),
                OperationKind.valueOf(row.getString("kind")),
                new UserId(row.getLong("actor_id")),
                name == null ? "" : name,
                Channel.valueOf(row.getString("channel")),
                row.getString("via"),
                row.getTimestamp("at").toInstant(),
                optional(row, "parent_id"),
                optional(row, "undoes"),
                optional(row, "undone_by"),
                List.of((String[]) row.getArray("modules").getArray()),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("deleted"),
                row.getLong("restored"),
                row.getLong("maintained"));
    }

    private static OptionalLong optional(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
