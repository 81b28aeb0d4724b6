package io.atelier.platform.record.internal;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.UndoReport.Reason;
import io.atelier.platform.record.UndoReport.Refusal;
import io.atelier.platform.record.UndoStatus;
import io.atelier.platform.record.UndoStatus.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_undo} and its companions: undos that run as jobs, what is left to do, what was refused. */
@Repository
class UndoStore {
    private final OrgJdbc jdbc;
    private final IdGenerator ids;

    UndoStore(OrgJdbc jdbc, IdGenerator ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** Something that is left to do. */
    record Item(UndoBatch.Phase phase, String module, long recordId) {}

    /** Writes down all that the undo has to look at. */
    void insert(OrgId org, long undoId, long undoes, Collection<Long> family, Collection<String> owned) {
        jdbc.sql(org, "insert into {s}.sys_undo (operation_id, undoes, state, total) values (?, ?, 'RUNNING', 0)")
                .params(undoId, undoes)
                .update();
        long total = 0;
        for (UndoBatch.Phase phase : UndoBatch.Phase.values()) {
            total += jdbc.sql(org, """
                            insert into {s}.sys_undo_item (undo_id, phase, module, record_id)
                            select distinct ?::bigint, ?::int + (module = any(?))::int, module, record_id from {s}.sys_timeline
                            where operation_id = any(?) and kind = any(?) and version is not null""")
                    .params(
                            undoId,
                            // Records that belong to others come behind these: they go and come back with them.
                            2 * phase.ordinal(),
                            owned.toArray(String[]::new),
                            family.toArray(Long[]::new),
                            HistoryStore.texts(phase.undoes()))
                    .update();
        }
        jdbc.sql(org, "update {s}.sys_undo set total = ? where operation_id = ?")
                .params(total, undoId)
                .update();
    }

    Optional<UndoStatus> find(OrgId org, long undoId) {
        return jdbc.sql(org, "select * from {s}.sys_undo where operation_id = ?")
                .param(undoId)
                .query(UndoStore::status)
                .optional();
    }

    /** Keeps another run of the same undo out until the transaction ends. */
    Optional<UndoStatus> lock(OrgId org, long undoId) {
        return jdbc.sql(org, "select * from {s}.sys_undo where operation_id = ? for update")
                .param(undoId)
                .query(UndoStore::status)
                .optional();
    }

    Optional<UndoStatus> running(OrgId org, long undoes) {
        return jdbc.sql(org, "select * from {s}.sys_undo where undoes = ? and state = 'RUNNING'")
                .param(undoes)
                .query(UndoStore::status)
                .optional();
    }

    /** Returns what is next, all of one phase and module. */
    List<Item> next(OrgId org, long undoId, int limit) {
        List<Item> items = jdbc.sql(org, """
                        select phase, module, record_id from {s}.sys_undo_item where undo_id = ?
                        order by phase, module, record_id limit ?""")
                .params(undoId, limit)
                .query((row, _) -> new Item(
                        UndoBatch.Phase.values()[row.getInt("phase") / 2],
                        row.getString("module"),
                        row.getLong("record_id")))
                .list();
        return items.stream()
                .filter(item -> item.phase() == items.getFirst().phase()
                        && item.module().equals(items.getFirst().module()))
                .toList();
    }

    void advance(OrgId org, long undoId, List<Item> done, UndoBatch.Outcome outcome) {
        Item first = done.getFirst();
        jdbc.sql(org, """
                        delete from {s}.sys_undo_item
                        where undo_id = ? and phase / 2 = ? and module = ? and record_id = any(?)""")
                .params(
                        undoId,
                        first.phase().ordinal(),
                        first.module(),
                        done.stream().map(Item::recordId).toArray(Long[]::new))
                .update();
        jdbc.sql(org, """
                        update {s}.sys_undo set done = done + ?, undone = undone + ?, refused = refused + ?
                        where operation_id = ?""")
                .params(done.size(), outcome.records(), outcome.refused().size(), undoId)
                .update();
        if (!outcome.refused().isEmpty()) {
            jdbc.batch(
                    org,
                    """
                    insert into {s}.sys_undo_refusal (id, undo_id, module, record_id, field, reason, message)
                    values (?, ?, ?, ?, ?, ?, ?)""",
                    outcome.refused().stream()
                            .map(refusal -> new Object[] {
                                ids.next(),
                                undoId,
                                refusal.module(),
                                refusal.recordId(),
                                refusal.field(),
                                refusal.reason().name(),
                                refusal.message()
                            })
                            .toList());
        }
    }

    void end(OrgId org, long undoId, State state, String message, Instant at) {
        jdbc.sql(org, """
                        update {s}.sys_undo set state = ?, message = ?, finished_time = ?
                        where operation_id = ? and state = 'RUNNING'""")
                .params(state.name(), message, Timestamp.from(at), undoId)
                .update();
        jdbc.sql(org, "delete from {s}.sys_undo_item where undo_id = ?")
                .param(undoId)
                .update();
    }

    /** A refusal with its place in the list. */
    record Numbered(long id, Refusal refusal) {}

    List<Numbered> refusals(OrgId org, long undoId, long behind, int limit) {
        return jdbc.sql(org, "select * from {s}.sys_undo_refusal where undo_id = ? and id > ? order by id limit ?")
                .params(undoId, behind, limit)
                .query((row, _) -> new Numbered(
                        row.getLong("id"),
                        new Refusal(
                                row.getString("module"),
                                row.getLong("record_id"),
                                row.getString("field"),
                                Reason.valueOf(row.getString("reason")),
                                row.getString("message"))))
                .list();
    }

    private static UndoStatus status(ResultSet row, int index) throws SQLException {
        @Nullable Timestamp finished = row.getTimestamp("finished_time");
        return new UndoStatus(
                row.getLong("operation_id"),
                row.getLong("undoes"),
                State.valueOf(row.getString("state")),
                row.getLong("total"),
                row.getLong("done"),
                row.getLong("undone"),
                row.getLong("refused"),
                row.getString("message"),
                Optional.ofNullable(finished).map(Timestamp::toInstant));
    }
}
