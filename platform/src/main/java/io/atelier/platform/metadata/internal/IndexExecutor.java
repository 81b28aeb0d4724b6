package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.IndexService.Stored;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Makes and drops indexes while people work, one at a time in an organization, and tells how they are used. */
@Component
public class IndexExecutor {
    /** The advisory locks of index builds, as others use advisory locks too. */
    private static final int CLASS = 0x41746d;

    private final JdbcTemplate jdbc;

    IndexExecutor(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What is done with the lock held. */
    public interface Work {
        void run(Statement statement) throws SQLException;
    }

    /**
     * Runs statements outside of any transaction; returns false, and does nothing, while another build is under way. Waits
     * for nobody: who waits for an advisory lock holds a snapshot, for whose end the other build would wait.
     */
    public boolean alone(OrgId org, Work work) {
        return Boolean.TRUE.equals(
                jdbc.execute((ConnectionCallback<Boolean>) connection -> locked(connection, org, work)));
    }

    private static Boolean locked(Connection connection, OrgId org, Work work) throws SQLException {
        String key = "(" + CLASS + ", " + Math.toIntExact(org.value()) + ")";
        try (Statement statement = connection.createStatement()) {
            if (!isTrue(statement, "select pg_try_advisory_lock" + key)) {
                return false;
            }
            try {
                work.run(statement);
                return true;
            } finally {
                isTrue(statement, "select pg_advisory_unlock" + key);
            }
        }
    }

    private static boolean isTrue(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }

    public List<Stored> stored(OrgId org) {
        return jdbc.query(
                """
                select substr(c.relname, ?)::bigint as number, i.indisvalid, pg_relation_size(c.oid) as bytes,
                    pg_stat_get_numscans(c.oid) as scans
                from pg_class c
                join pg_index i on i.indexrelid = c.oid
                join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relname ~ ?
                order by 1""",
                (row, _) -> new Stored(
                        row.getLong("number"),
                        row.getBoolean("indisvalid"),
                        row.getLong("bytes"),
                        row.getLong("scans")),
                IndexDdl.PREFIX.length() + 1,
                org.schema(),
                "^" + IndexDdl.PREFIX + "[0-9]{1,18}$");
    }

    /** Returns about how many rows the module's table has. */
    public long rows(OrgId org, ModuleDef module) {
        Long rows = jdbc.query("""
                select greatest(c.reltuples::bigint, pg_stat_get_live_tuples(c.oid), 0)
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relname = ? and c.relkind = 'r'""", row -> row.next() ? row.getLong(1) : 0L, org.schema(), module.apiName());
        return rows == null ? 0 : rows;
    }
}
