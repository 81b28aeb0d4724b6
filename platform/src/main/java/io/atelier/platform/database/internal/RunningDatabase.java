package io.atelier.platform.database.internal;

import io.atelier.platform.database.DatabaseProperties;
import io.atelier.platform.database.DatabaseUnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/** A server that answers and is new enough, with the login that the application uses. */
record RunningDatabase(String url, String user, String password, Optional<EmbeddedDatabase> embedded)
        implements AutoCloseable {
    private static final int OLDEST_SERVER = 15;

    static RunningDatabase embedded(EmbeddedDatabase server) {
        return new RunningDatabase(server.url(), EmbeddedDatabase.ROLE, server.password(), Optional.of(server));
    }

    static RunningDatabase external(DatabaseProperties properties) {
        requireUsable(properties);
        return new RunningDatabase(properties.url(), properties.user(), properties.password(), Optional.empty());
    }

    static void requireUsable(DatabaseProperties properties) {
        if (!properties.url().startsWith("jdbc:postgresql:")) {
            throw new DatabaseUnavailableException(
                    "ATELIER_DB_URL must be a JDBC address such as jdbc:postgresql://db.example.org:5432/atelier.",
                    null);
        }
        Properties login = new Properties();
        login.put("user", properties.user());
        login.put("password", properties.password());
        login.put("connectTimeout", "10");
        try (Connection connection = DriverManager.getConnection(properties.url(), login)) {
            requireNew(connection.getMetaData().getDatabaseMajorVersion());
        } catch (SQLException e) {
            throw new DatabaseUnavailableException(
                    "The database at ATELIER_DB_URL cannot be used: " + e.getMessage()
                            + " Check the address, ATELIER_DB_USER and ATELIER_DB_PASSWORD, and that the server runs.",
                    e);
        }
    }

    static void requireNew(int version) {
        if (version < OLDEST_SERVER) {
            throw new DatabaseUnavailableException(
                    "The database is PostgreSQL " + version + "; Atelier needs " + OLDEST_SERVER + " or newer.", null);
        }
    }

    @Override
    public void close() throws IOException {
        if (embedded.isPresent()) {
            embedded.get().close();
        }
    }

    @Override
    public String toString() {
        return "RunningDatabase[" + url + "]";
    }
}
