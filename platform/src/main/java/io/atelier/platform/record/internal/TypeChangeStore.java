package io.atelier.platform.record.internal;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.TypeChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_type_change}, and the notes of rows that were written meanwhile. */
@Repository
public class TypeChangeStore {
    private final OrgJdbc jdbc;
    private final IdGenerator ids;
    private final InstantSource clock;

    TypeChangeStore(OrgJdbc jdbc, IdGenerator ids, InstantSource clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A change with what its job needs.
     *
     * @param position id of the last record that was converted
     */
    public record Stored(TypeChange change, TypeChange.Unfit unfit, long actorId, long position) {}

    public long insert(Actor actor, String module, String field, TypeChange.Unfit unfit) {
        long id = ids.next();
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_type_change
                            (id, module, field, unfit, state, position, done, emptied, problem, actor_id, started_time)
                        values (?, ?, ?, ?, 'RUNNING', 0, 0, 0, ?, ?, ?)""")
                .params(id, module, field, unfit.name(), "", actor.user().value(), Timestamp.from(clock.instant()))
                .update();
        return id;
    }

    public Optional<Stored> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_type_change where id = ?")
                .param(id)
                .query(TypeChangeStore::stored)
                .optional();
    }

    public List<TypeChange> all(Actor actor) {
        return jdbc.sql(actor.org(), "select * from {s}.sys_type_change order by id desc limit 200")
                .query((row, index) -> stored(row, index).change())
                .list();
    }

    /** Notes progress; returns whether the change is still wanted. */
    boolean advance(OrgId org, long id, long position, long done, long emptied) {
        return jdbc.sql(org, """
                        update {s}.sys_type_change set position = ?, done = done + ?, emptied = emptied + ?
                        where id = ? and state = 'RUNNING'""").params(position, done, emptied, id).update() == 1;
    }

    /** Ends a running change; returns whether it was running. */
    public boolean end(OrgId org, long id, TypeChange.State state, String problem) {
        return jdbc.sql(org, "update {s}.sys_type_change set state = ?, problem = ? where id = ? and state = 'RUNNING'")
                        .params(state.name(), problem, id)
                        .update()
                == 1;
    }

    List<Long> dirty(OrgId org, long fieldId, int limit) {
        return jdbc.sql(
                        org,
                        "select record_id from {s}.sys_type_change_dirty where field_id = ? order by record_id limit ?")
                .params(fieldId, limit)
                .query((row, _) -> row.getLong(1))
                .list();
    }

    void forgetDirty(OrgId org, long fieldId, List<Long> records) {
        jdbc.sql(org, "delete from {s}.sys_type_change_dirty where field_id = ? and record_id = any(?)")
                .params(fieldId, records.toArray(Long[]::new))
                .update();
    }

    void forgetAllDirty(OrgId org, long fieldId) {
        jdbc.sql(org, "delete from {s}.sys_type_change_dirty where field_id = ?")
                .param(fieldId)
                .update();
    }

    private static Stored stored(ResultSet row, int index) throws SQLException {
        return new Stored(
                new TypeChange(
                        row.getLong("id"),
                        row.getString("module"),
                        row.getString("field"),
                        TypeChange.State.valueOf(row.getString("state")),
                        row.getLong("done"),
                        row.getLong("emptied"),
                        row.getString("problem"),
                        row.getTimestamp("started_time").toInstant()),
                TypeChange.Unfit.valueOf(row.getString("unfit")),
                row.getLong("actor_id"),
                row.getLong("position"));
    }
}
