package io.atelier.platform.record.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.ChangePage.Change;
import io.atelier.platform.record.ChangePage.Kind;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.springframework.stereotype.Repository;

/** Reads the rows of {@code sys_timeline} in the order of the transactions that wrote them. */
@Repository
class ChangeStore {
    private final OrgJdbc jdbc;
    private final StoredDetail.Codec codec;

    ChangeStore(OrgJdbc jdbc, StoredDetail.Codec codec) {
        this.jdbc = jdbc;
        this.codec = codec;
    }

    /** A change, with all that it changed, and its transaction. */
    record Stored(long transaction, Change change) {}

    /**
     * Where the feed stands.
     *
     * @param horizon the oldest transaction that may still be at work: what comes before it is settled
     * @param foreign rows are there that this database cannot have written, as its transactions have lower numbers
     */
    record State(long life, long horizon, boolean foreign) {}

    State state(OrgId org) {
        return jdbc.sql(org, """
                        select life, pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon,
                            exists (select from {s}.sys_timeline where tx >= pg_snapshot_xmax(pg_current_snapshot()))
                                as foreign_rows
                        from {s}.sys_change_life""")
                .query((row, _) ->
                        new State(row.getLong("life"), row.getLong("horizon"), row.getBoolean("foreign_rows")))
                .single();
    }

    /** Puts rows of before a restore before all others, and ends the cursors of that time. */
    void beginLife(OrgId org, long life) {
        jdbc.sql(org, "update {s}.sys_change_life set life = ?").param(life).update();
        jdbc.sql(org, "update {s}.sys_timeline set tx = '0' where tx >= pg_snapshot_xmax(pg_current_snapshot())")
                .update();
    }

    /** Returns the next settled changes, of any module. */
    List<Stored> behind(OrgId org, long transaction, long id, int limit) {
        return jdbc.sql(org, """
                        select t.id, t.tx::text::bigint as transaction, t.module, t.record_id, t.version, t.kind, t.at,
                            t.operation_id, t.detail, o.actor_id
                        from {s}.sys_timeline t join {s}.sys_operation o on o.id = t.operation_id
                        where (t.tx, t.id) > (?::text::xid8, ?) and t.tx < pg_snapshot_xmin(pg_current_snapshot())
                            and (t.version is not null or t.kind = 'purged')
                        order by t.tx, t.id limit ?""")
                .params(Long.toString(transaction), id, limit)
                .query((row, _) -> stored(row))
                .list();
    }

    private Stored stored(ResultSet row) throws SQLException {
        Kind kind = Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT));
        long version = row.getLong("version");
        return new Stored(
                row.getLong("transaction"),
                new Change(
                        row.getLong("id"),
                        row.getString("module"),
                        row.getLong("record_id"),
                        version == 0 ? OptionalLong.empty() : OptionalLong.of(version),
                        kind,
                        row.getTimestamp("at").toInstant(),
                        new UserId(row.getLong("actor_id")),
                        row.getLong("operation_id"),
                        kind == Kind.UPDATED ? fields(row.getString("detail")) : List.of()));
    }

    private List<String> fields(String detail) {
        return codec.read(detail).changes().stream().map(FieldChange::field).toList();
    }
}
