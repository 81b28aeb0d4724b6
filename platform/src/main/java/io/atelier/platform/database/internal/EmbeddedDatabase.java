package io.atelier.platform.database.internal;

import io.atelier.platform.database.DatabaseUnavailableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL on the data folder, started and stopped with this process. The library under it is made for tests: here
 * commits reach the disk, roles need passwords, and a server that outlived a killed process is stopped first.
 */
final class EmbeddedDatabase implements AutoCloseable {
    static final String ROLE = "atelier";

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    /** After a crash PostgreSQL first goes through what it had written ahead, which takes its time on a busy machine. */
    private static final Duration STARTUP = Duration.ofMinutes(5);

    private final DataFolder folder;
    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(DataFolder folder, EmbeddedPostgres server, String password) {
        this.folder = folder;
        this.server = server;
        this.password = password;
    }

    static EmbeddedDatabase start(Path dataFolder, boolean durable) {
        DataFolder folder = DataFolder.open(dataFolder);
        Path data = folder.resolve("postgres");
        String superPassword = folder.secret("database-superuser");
        String password = folder.secret("database");
        stopOrphan(data);
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(
                            folder.resolve("postgres-binaries").toFile())
                    .setPort(0)
                    .setPGStartupWait(STARTUP)
                    .setConnectConfig("password", superPassword)
                    .setLocaleConfig("encoding", "UTF8")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setServerConfig("fsync", durable ? "on" : "off")
                    .setServerConfig("synchronous_commit", durable ? "on" : "off")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("listen_addresses", "localhost")
                    .start();
            EmbeddedDatabase database = new EmbeddedDatabase(folder, server, password);
            database.secure(data, superPassword);
            return database;
        } catch (IOException | SQLException e) {
            throw new DatabaseUnavailableException(
                    "The embedded PostgreSQL did not start on " + data + ": " + e.getMessage(), e);
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + ROLE;
    }

    String password() {
        return password;
    }

    /** Gives the application a role without superuser rights and shuts the door that initdb leaves open. */
    private void secure(Path data, String superPassword) throws IOException, SQLException {
        Path rules = data.resolve("pg_hba.conf");
        String secured = "# Written by Atelier: passwords only.\n"
                + "local all all scram-sha-256\n"
                + "host all all 127.0.0.1/32 scram-sha-256\n"
                + "host all all ::1/128 scram-sha-256\n";
        if (Files.readString(rules).equals(secured)) {
            return;
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role postgres password '" + superPassword + "'");
            statement.execute("do $$ begin if not exists (select from pg_roles where rolname = '" + ROLE
                    + "') then create role " + ROLE + " login; end if; end $$");
            statement.execute("alter role " + ROLE + " password '" + password + "'");
            if (!statement
                    .executeQuery("select from pg_database where datname = '" + ROLE + "'")
                    .next()) {
                statement.execute("create database " + ROLE + " owner " + ROLE);
            }
            Files.writeString(rules, secured);
            statement.execute("select pg_reload_conf()");
        }
    }

    /** Stops a server of this data directory whose Atelier was killed; we hold the folder's lock, so nobody uses it. */
    private static void stopOrphan(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        Optional<ProcessHandle> orphan = runningPostmaster(pidFile, data);
        if (orphan.isEmpty()) {
            return;
        }
        log.warn("A PostgreSQL of an Atelier that was killed still serves {}; stopping it before the start", data);
        ProcessHandle process = orphan.get();
        process.destroy();
        try {
            process.onExit().get(20, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseUnavailableException("The start was interrupted.", e);
        }
    }

    private static Optional<ProcessHandle> runningPostmaster(Path pidFile, Path data) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            return ProcessHandle.of(pid).filter(process -> serves(process, data));
        } catch (IOException | NumberFormatException e) {
            log.warn("{} cannot be read ({}); PostgreSQL will decide", pidFile, e.getMessage());
            return Optional.empty();
        }
    }

    /** A process id may have been given to another program meanwhile: the arguments tell. */
    private static boolean serves(ProcessHandle process, Path data) {
        boolean postgres = process.info().command().orElse("").endsWith("postgres");
        return postgres
                && process.info().arguments().map(Arrays::asList).orElse(List.of()).stream()
                        .anyMatch(argument -> argument.endsWith(data.toString()));
    }

    @Override
    public void close() throws IOException {
        server.close();
        folder.close();
    }
}
