package io.atelier.platform.database.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTestApplication;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Kills the platform and its database again and again while it writes: what was acknowledged stays, whole. */
class KilledWritesTest {
    private static final int KILLS = 50;
    /** Every so many kills the whole platform goes, else one process of its database, which then recovers from its log. */
    private static final int WHOLE_EVERY = 17;

    private static final int CONTACTS = 3;

    @TempDir
    private Path folder;

    /** Writes accounts with their contacts, each lot one transaction, and says which are committed. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] arguments) {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(PlatformTestApplication.class)
                    .properties(
                            "atelier.database.data-folder=" + arguments[0],
                            "atelier.database.durable=true",
                            "server.port=0",
                            "logging.level.root=off")
                    .run();
            Actor actor = arguments.length > 1
                    ? Actor.person(new OrgId(Long.parseLong(arguments[1])), new UserId(Long.parseLong(arguments[2])))
                    : context.getBean(Given.class).administrator();
            System.out.println(
                    "READY " + actor.org().value() + " " + actor.user().value());
            RecordService records = context.getBean(RecordService.class);
            TransactionTemplate transaction =
                    new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
            while (true) {
                try {
                    long account = transaction.execute(_ -> lot(records, actor));
                    System.out.println("ACK " + account);
                } catch (RuntimeException _) {
                    System.out.println("LOST"); // not acknowledged: may be there or not, but never half
                }
            }
        }

        private static long lot(RecordService records, Actor actor) {
            long account = records.write(
                            actor, WriteRequest.of("Accounts", RecordChange.create(Map.of("Account_Name", "Whole"))))
                    .single()
                    .id();
            WriteResult contacts = records.write(
                    actor,
                    new WriteRequest(
                            "Contacts",
                            OperationKind.IMPORT,
                            Atomicity.ALL_OR_NOTHING,
                            IntStream.range(0, CONTACTS)
                                    .<RecordChange>mapToObj(i -> RecordChange.create(
                                            Map.of("Last_Name", "Part " + i, "Account_Name", account)))
                                    .toList()));
            if (contacts.savedCount() != CONTACTS) {
                throw new IllegalStateException("not written");
            }
            records.write(actor, WriteRequest.of("Accounts", RecordChange.update(account, Map.of("Phone", "1"))))
                    .single();
            return account;
        }
    }

    private final class Run implements AutoCloseable {
        private final Process process;
        private final BufferedReader out;

        Run(List<String> arguments) throws Exception {
            List<String> command = new ArrayList<>(List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Victim.class.getName(),
                    folder.resolve("data").toString()));
            command.addAll(arguments);
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        List<String> ready() throws Exception {
            String line = out.readLine();
            while (line != null && !line.startsWith("READY")) {
                line = out.readLine();
            }
            assertThat(line).as("the platform starts").isNotNull();
            return List.of(line.split(" ")).subList(1, 3);
        }

        /** Waits for acknowledgements; those of writes that were under way before count too. */
        void awaitAcknowledged(int more, Set<Long> acknowledged) throws Exception {
            for (int seen = 0; seen < more; ) {
                String line = out.readLine();
                assertThat(line).as("the platform lives").isNotNull();
                if (line.startsWith("ACK ")) {
                    acknowledged.add(Long.parseLong(line.substring(4)));
                    seen++;
                }
            }
        }

        void killOneOfTheDatabase(Random random) throws Exception {
            List<String> pidFile = Files.readAllLines(
                    folder.resolve("data").resolve("postgres").resolve("postmaster.pid"));
            List<ProcessHandle> workers = ProcessHandle.of(
                            Long.parseLong(pidFile.getFirst().strip()))
                    .orElseThrow()
                    .children()
                    .toList();
            if (!workers.isEmpty()) {
                workers.get(random.nextInt(workers.size())).destroyForcibly();
            }
        }

        /** What it said before it died was said. */
        void killWhole(Set<Long> acknowledged) throws Exception {
            process.toHandle().destroyForcibly(); // which, unlike the process itself, leaves its last words readable
            process.waitFor();
            String line = out.readLine();
            while (line != null) {
                // The last line may be cut: whoever reads half an acknowledgement got none.
                if (line.matches("ACK \\d{15,}")) {
                    acknowledged.add(Long.parseLong(line.substring(4)));
                }
                line = out.readLine();
            }
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }

    @Test
    void keepsEveryAcknowledgedWriteWhole() throws Exception {
        Random random = new Random(7);
        Set<Long> acknowledged = new HashSet<>();
        List<String> identity = List.of();
        int kills = 0;
        while (kills < KILLS) {
            try (Run run = new Run(identity)) {
                identity = run.ready();
                do {
                    run.awaitAcknowledged(1 + random.nextInt(6), acknowledged);
                    kills++;
                    if (kills % WHOLE_EVERY != 0 && kills < KILLS) {
                        run.killOneOfTheDatabase(random);
                    }
                } while (kills % WHOLE_EVERY != 0 && kills < KILLS);
                run.killWhole(acknowledged);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
        verify("org_" + identity.getFirst(), acknowledged);
    }

    private void verify(String schema, Set<Long> acknowledged) throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("data"), true);
                Connection connection =
                        DriverManager.getConnection(database.url(), EmbeddedDatabase.ROLE, database.password());
                Statement statement = connection.createStatement()) {
            Set<Long> stored = new HashSet<>();
            try (ResultSet rows = statement.executeQuery("select id from " + schema + ".\"Accounts\"")) {
                while (rows.next()) {
                    stored.add(rows.getLong(1));
                }
            }
            assertThat(stored).as("no acknowledged write is lost").containsAll(acknowledged);
            assertThat(count(statement, """
                            select count(*) from %1$s."Accounts" a where sys_version <> 2 or "Phone" is null or %2$d <>
                                (select count(*) from %1$s."Contacts" c where c."Account_Name" = a.id)""".formatted(schema, CONTACTS)))
                    .as("accounts that are not whole")
                    .isZero();
            assertThat(count(statement, """
                            select count(*) from %1$s."Contacts" c
                            where not exists (select 1 from %1$s."Accounts" a where a.id = c."Account_Name")""".formatted(schema)))
                    .as("contacts without their account")
                    .isZero();
            for (String module : List.of("Accounts", "Contacts")) {
                assertThat(count(statement, """
                                select count(*) from %1$s."%2$s" r full join
                                    (select record_id, max(version) as version, count(*) as entries
                                     from %1$s.sys_timeline where module = '%2$s' group by record_id) t
                                    on t.record_id = r.id
                                where r.sys_version is distinct from t.version or r.sys_version <> t.entries""".formatted(schema, module)))
                        .as("records whose history is not theirs")
                        .isZero();
            }
            assertThat(count(statement, """
                            select count(*) from %1$s.sys_operation o where o.created + o.updated <>
                                (select count(*) from %1$s.sys_timeline t where t.operation_id = o.id)""".formatted(schema)))
                    .as("operations that say other than history")
                    .isZero();
        }
    }

    private static long count(Statement statement, String sql) throws Exception {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
