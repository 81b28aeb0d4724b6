package io.atelier.platform.metadata.internal;

import io.atelier.platform.org.OrgId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps an organization's model from changing while records are written, on all nodes: writers of records share the lock,
 * a change of the model has it alone. PostgreSQL gives it back when the transaction ends, however it ends.
 */
@Component
public class ModelLock {
    /** The advisory locks of models, as others may use advisory locks too. */
    private static final int CLASS = 0x41746c;

    private final JdbcTemplate jdbc;

    ModelLock(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Waits for changes of the model under way; returns the version that holds until the transaction ends. */
    public long share(OrgId org) {
        // Two statements: the second must see what was committed while the first one waited.
        return version(
                org,
                "select pg_advisory_xact_lock_shared(" + CLASS + ", " + key(org) + "); select version from "
                        + org.schema() + ".sys_model");
    }

    /** Waits at most two seconds for writers of records. */
    public long lock(OrgId org) {
        jdbc.execute("set local lock_timeout = '2s'");
        return version(
                org,
                "select pg_advisory_xact_lock(" + CLASS + ", " + key(org) + "); select version from " + org.schema()
                        + ".sys_model");
    }

    private long version(OrgId org, String statements) {
        Long version = jdbc.execute(statements, (PreparedStatement statement) -> secondResult(statement));
        if (version == null) {
            throw new IllegalStateException("there is no model of " + org.schema());
        }
        return version;
    }

    private static @Nullable Long secondResult(PreparedStatement statement) throws SQLException {
        statement.execute();
        statement.getMoreResults();
        try (ResultSet rows = statement.getResultSet()) {
            return rows.next() ? rows.getLong(1) : null;
        }
    }

    private static int key(OrgId org) {
        return Math.toIntExact(org.value());
    }
}
