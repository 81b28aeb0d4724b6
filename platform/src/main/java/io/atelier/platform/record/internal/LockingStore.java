package io.atelier.platform.record.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.LockingConfiguration;
import io.atelier.platform.record.LockingData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_locking_configuration} and {@code sys_record_lock}. */
@Repository
public class LockingStore {
    private final OrgJdbc jdbc;
    private final JsonMapper json;

    LockingStore(OrgJdbc jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public List<LockingConfiguration> configurations(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_locking_configuration order by module")
                .query(this::configuration)
                .list();
    }

    public Optional<LockingConfiguration> find(OrgId org, String module) {
        return jdbc.sql(org, "select * from {s}.sys_locking_configuration where module = ?")
                .param(module)
                .query(this::configuration)
                .optional();
    }

    /** Returns false if the module has one already. */
    public boolean insert(OrgId org, LockingConfiguration made) {
        return jdbc.sql(org, """
                                insert into {s}.sys_locking_configuration
                                    (id, module, version, definition, modified_by, modified_time)
                                values (?, ?, ?, ?::jsonb, ?, ?) on conflict (module) do nothing""")
                        .params(
                                made.id(),
                                made.data().module(),
                                made.version(),
                                json.writeValueAsString(made.data()),
                                made.modifiedBy().value(),
                                Timestamp.from(made.modifiedTime()))
                        .update()
                == 1;
    }

    /** Returns false if the configuration is not at the version before the given one. */
    public boolean update(OrgId org, LockingConfiguration changed) {
        return jdbc.sql(org, """
                                update {s}.sys_locking_configuration
                                set version = ?, definition = ?::jsonb, modified_by = ?, modified_time = ?
                                where id = ? and version = ?""")
                        .params(
                                changed.version(),
                                json.writeValueAsString(changed.data()),
                                changed.modifiedBy().value(),
                                Timestamp.from(changed.modifiedTime()),
                                changed.id(),
                                changed.version() - 1)
                        .update()
                == 1;
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_locking_configuration where id = ?")
                .param(id)
                .update();
    }

    /** Returns false if the record has a lock by hand already. */
    public boolean lock(OrgId org, String module, long record, long id, UserId by, Instant at, String reason) {
        return jdbc.sql(org, """
                                insert into {s}.sys_record_lock (module, record_id, id, locked_by, at, reason)
                                values (?, ?, ?, ?, ?, ?) on conflict (module, record_id) do nothing""")
                        .params(module, record, id, by.value(), Timestamp.from(at), reason)
                        .update()
                == 1;
    }

    public void changeReason(OrgId org, String module, long record, String reason) {
        jdbc.sql(org, "update {s}.sys_record_lock set reason = ? where module = ? and record_id = ?")
                .params(reason, module, record)
                .update();
    }

    public void unlock(OrgId org, String module, Collection<Long> records) {
        jdbc.sql(org, "delete from {s}.sys_record_lock where module = ? and record_id = any(?)")
                .params(module, records.toArray(Long[]::new))
                .update();
    }

    /** Drops all that is kept of these modules. */
    void forget(OrgId org, Collection<String> modules) {
        String[] names = modules.toArray(String[]::new);
        jdbc.sql(org, "delete from {s}.sys_locking_configuration where module = any(?)")
                .param(names)
                .update();
        jdbc.sql(org, "delete from {s}.sys_record_lock where module = any(?)")
                .param(names)
                .update();
    }

    private LockingConfiguration configuration(ResultSet row, int index) throws SQLException {
        return new LockingConfiguration(
                row.getLong("id"),
                row.getLong("version"),
                json.readValue(row.getString("definition"), LockingData.class),
                new UserId(row.getLong("modified_by")),
                row.getTimestamp("modified_time").toInstant());
    }
}
