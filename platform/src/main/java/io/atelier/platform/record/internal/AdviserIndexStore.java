package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.AdviserIndex.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_adviser_index}, and the one of {@code sys_index_adviser}. */
@Repository
public class AdviserIndexStore {
    private final OrgJdbc jdbc;
    private final InstantSource clock;

    AdviserIndexStore(OrgJdbc jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What is known of an index.
     *
     * @param scans how often it had served when that was last looked at
     * @param usedTime when it was seen to serve, or was built
     */
    public record Stored(
            long number,
            long moduleId,
            IndexDef index,
            State state,
            String problem,
            Instant createdTime,
            long scans,
            Instant usedTime) {
        /** Says whether it is, or soon is, in the way of writes. */
        boolean isBuilt() {
            return state == State.BUILDING || state == State.READY;
        }
    }

    boolean isAutomatic(OrgId org) {
        return jdbc.sql(org, "select automatic from {s}.sys_index_adviser")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    void setAutomatic(OrgId org, boolean automatic) {
        jdbc.sql(org, "update {s}.sys_index_adviser set automatic = ?")
                .param(automatic)
                .update();
    }

    /** Lets one transaction at a time decide on new indexes. */
    void lock(OrgId org) {
        jdbc.sql(org, "select automatic from {s}.sys_index_adviser for update")
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Returns all, by number. */
    public List<Stored> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_adviser_index order by number")
                .query(AdviserIndexStore::stored)
                .list();
    }

    Optional<Stored> find(OrgId org, long number) {
        return jdbc.sql(org, "select * from {s}.sys_adviser_index where number = ?")
                .param(number)
                .query(AdviserIndexStore::stored)
                .optional();
    }

    /** Notes that the index is to be built, anew if it is known. */
    long wish(OrgId org, long moduleId, IndexDef index) {
        Timestamp now = Timestamp.from(clock.instant());
        return jdbc.sql(org, """
                        insert into {s}.sys_adviser_index
                            (module_id, keys, state, attempts, problem, created_time, scans, used_time)
                        values (?, ?, 'BUILDING', 0, '', ?, 0, ?)
                        on conflict (module_id, keys) do update set state = 'BUILDING', attempts = 0, problem = '',
                            created_time = excluded.created_time, scans = 0, used_time = excluded.used_time
                        returning number""")
                .params(moduleId, index.text(), now, now)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    void setState(OrgId org, long number, State state) {
        jdbc.sql(org, "update {s}.sys_adviser_index set state = ? where number = ?")
                .params(state.name(), number)
                .update();
    }

    /** Goes from one state to another; does nothing if it has gone elsewhere meanwhile. */
    void advance(OrgId org, long number, State from, State to) {
        jdbc.sql(org, """
                        update {s}.sys_adviser_index set state = ?, scans = 0, used_time = ?
                        where number = ? and state = ?""")
                .params(to.name(), Timestamp.from(clock.instant()), number, from.name())
                .update();
    }

    /** Notes a failed build; returns how many there were. */
    int failed(OrgId org, long number) {
        return jdbc.sql(org, """
                        update {s}.sys_adviser_index set attempts = attempts + 1 where number = ? returning attempts""")
                .param(number)
                .query((row, _) -> row.getInt(1))
                .optional()
                .orElse(0);
    }

    void giveUp(OrgId org, long number, String problem) {
        jdbc.sql(org, """
                        update {s}.sys_adviser_index set state = 'FAILED', problem = ?
                        where number = ? and state = 'BUILDING'""").params(problem, number).update();
    }

    void noteUse(OrgId org, long number, long scans, Instant time) {
        jdbc.sql(org, "update {s}.sys_adviser_index set scans = ?, used_time = ? where number = ?")
                .params(scans, Timestamp.from(time), number)
                .update();
    }

    void delete(OrgId org, long number) {
        jdbc.sql(org, "delete from {s}.sys_adviser_index where number = ?")
                .param(number)
                .update();
    }

    private static Stored stored(ResultSet row, int index) throws SQLException {
        return new Stored(
                row.getLong("number"),
                row.getLong("module_id"),
                IndexDef.parse(row.getString("keys")),
                State.valueOf(row.getString("state")),
                row.getString("problem"),
                row.getTimestamp("created_time").toInstant(),
                row.getLong("scans"),
                row.getTimestamp("used_time").toInstant());
    }
}
