package io.atelier.platform.database.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.database.DatabaseProperties;
import io.atelier.platform.database.DatabaseUnavailableException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {
    @TempDir
    private Path folder;

    /** Another Atelier: starts, writes a row, says so, and waits to be killed. */
    static final class Victim {
        public static void main(String[] arguments) throws Exception {
            EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), true);
            try (Connection connection = connect(database);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table kept (word text)");
                statement.execute("insert into kept values ('acknowledged')");
            }
            System.out.println("READY");
            Thread.currentThread().join();
        }
    }

    @Test
    void keepsWhatWasAcknowledgedThroughAKillOfTheWhole() throws Exception {
        Path data = folder.resolve("data");
        Process victim = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        data.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
            String line = out.readLine();
            while (line != null && !line.equals("READY")) {
                line = out.readLine();
            }
            assertThat(line).isEqualTo("READY");
            assertThatThrownBy(() -> EmbeddedDatabase.start(data, true))
                    .isInstanceOf(DatabaseUnavailableException.class)
                    .hasMessageContaining("is in use by another Atelier");
        } finally {
            victim.destroyForcibly().waitFor();
        }

        // The killed process leaves its PostgreSQL running and its pid file behind.
        try (EmbeddedDatabase database = EmbeddedDatabase.start(data, true);
                Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select word from kept")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("acknowledged");
            assertThat(single(statement, "show fsync")).isEqualTo("on");
            assertThat(single(statement, "show synchronous_commit")).isEqualTo("on");
            assertThat(single(statement, "select rolsuper from pg_roles where rolname = current_user"))
                    .isEqualTo("f");
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password");
            external(database);
        }
    }

    /** The same server, used as one that an address names. */
    private static void external(EmbeddedDatabase database) {
        RunningDatabase running =
                RunningDatabase.external(properties(database.url(), EmbeddedDatabase.ROLE, database.password()));
        assertThat(running.embedded()).isEmpty();
        assertThatThrownBy(() -> RunningDatabase.external(properties(database.url(), EmbeddedDatabase.ROLE, "wrong")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("ATELIER_DB_PASSWORD");
    }

    @Test
    void saysWhatIsWrongWithAnAddress() {
        assertThatThrownBy(() -> RunningDatabase.external(properties("postgres://db", "u", "p")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("jdbc:postgresql://");
        assertThatThrownBy(() -> RunningDatabase.external(properties("jdbc:postgresql://localhost:1/x", "u", "p")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("cannot be used");
        assertThatThrownBy(() -> RunningDatabase.requireNew(14))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("PostgreSQL 14");
        RunningDatabase.requireNew(15);
    }

    @Test
    void saysThatAFolderCannotBeWritten() throws Exception {
        Path file = Files.createFile(folder.resolve("a-file"));

        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(DatabaseUnavailableException.class)
                .hasMessageContaining("cannot be written");
    }

    private static DatabaseProperties properties(String url, String user, String password) {
        return new DatabaseProperties(url, user, password, Path.of("unused"), true);
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), EmbeddedDatabase.ROLE, database.password());
    }

    private static String single(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
