package io.atelier.platform.database.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Adds {@code pg_trgm}, by which parts of words are found fast; without it they are found slowly. */
final class TrigramExtension {
    private static final Logger log = LoggerFactory.getLogger(TrigramExtension.class);

    private TrigramExtension() {}

    static void install(DataSource dataSource, String schema) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists pg_trgm schema " + schema);
        } catch (SQLException e) {
            log.warn(
                    "The database has no extension pg_trgm, and its role may not add it ({}). Search for parts of words"
                            + " will be slow in modules that are made now. Let an administrator of the database run"
                            + " \"create extension pg_trgm\" and start Atelier again.",
                    e.getMessage());
        }
    }
}
