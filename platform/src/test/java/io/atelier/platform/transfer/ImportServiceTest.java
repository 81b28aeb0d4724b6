package io.atelier.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.UndoReport;
import io.atelier.platform.record.UndoResult;
import io.atelier.platform.record.UndoStatus;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.transfer.ImportPlan.Duplicates;
import io.atelier.platform.transfer.ImportPlan.Mapping;
import io.atelier.platform.transfer.ImportPlan.Mode;
import io.atelier.platform.transfer.ImportStatus.State;
import io.atelier.platform.transfer.internal.ImportJob;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class ImportServiceTest {
    @Autowired
    Given given;

    @Autowired
    ImportService imports;

    @Autowired
    ImportJob job;

    @Autowired
    RecordService records;

    @Autowired
    OperationService operations;

    @Autowired
    SetupService setup;

    @Autowired
    OrgJdbc jdbc;

    @Autowired
    FailOnce failure;

    @Test
    void importsRealCustomers() throws IOException {
        String data = System.getProperty("atelier.data", System.getenv().getOrDefault("ATELIER_DATA", ""));
        assumeThat(data).as("ATELIER_DATA names the folder of real data").isNotEmpty();
        Actor admin = given.administrator();
        addIncome(admin);
        long file;
        try (InputStream in = Files.newInputStream(Path.of(data, "crm", "adventureworks_customers.csv"))) {
            file = imports.upload(admin, "customers.csv", in).id();
        }
        FilePreview preview = imports.inspect(admin, file);
        List<Mapping> mappings = new ArrayList<>(imports.proposeMapping(admin, "Contacts", preview));
        long start = System.nanoTime();

        long id = imports.start(admin, new ImportPlan("Contacts", file, mappings, Duplicates.NONE));
        ImportStatus end = awaitEnd(admin, id);

        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("import: %d rows in %.1f s, %.0f rows/s%n", end.total(), seconds, end.total() / seconds);
        assertThat(preview.columns().getFirst().name()).isEqualTo("CustomerKey");
        assertThat(mappings.stream().map(Mapping::field))
                .contains("Salutation", "First_Name", "Last_Name", "Date_of_Birth", "Email", "Annual_Income");
        assertThat(end.state()).as(end.message()).isEqualTo(State.FINISHED);
        assertThat(end.total()).isEqualTo(18_148);
        assertThat(end.created() + end.updated() + end.skipped() + end.rejected())
                .isEqualTo(18_148);
        assertThat(end.rejected()).as(rejected(admin, id)).isZero();
        CrmRecord jon = find(admin, "jon24@adventure-works.com");
        assertThat(jon.value("Date_of_Birth")).isEqualTo(new FieldValue.Date(LocalDate.of(1966, 4, 8)));
        assertThat(jon.value("Annual_Income")).isEqualTo(new FieldValue.Number(new BigDecimal("90000")));
        assertThat(jon.text("Salutation")).isEqualTo("Mr.");
        assertThat(find(admin, "eugene10@adventure-works.com").value("Date_of_Birth"))
                .isEqualTo(new FieldValue.Date(LocalDate.of(1965, 5, 14)));
    }

    @Test
    void rejectsWhatIsWrongRowByRowAndTellsWhy() throws IOException {
        Actor admin = given.administrator();
        long file = upload(admin, """
                Last Name,Email,Date of Birth,Email Opt Out
                Good,good@example.org,2/13/1980,Y
                ,nobody@example.org,,
                BadMail,not a mail,,
                =cmd(),x@example.org,31/31/1980,
                Short,x@example.org
                ,,,
                Maybe,m@example.org,,perhaps
                """);
        FilePreview preview = imports.inspect(admin, file);

        long id = imports.start(
                admin,
                new ImportPlan("Contacts", file, imports.proposeMapping(admin, "Contacts", preview), Duplicates.NONE));
        ImportStatus end = awaitEnd(admin, id);

        assertThat(end.total()).isEqualTo(7);
        assertThat(List.of(end.created(), end.updated(), end.skipped(), end.rejected()))
                .containsExactly(1L, 0L, 1L, 5L);
        String csv = rejected(admin, id);
        assertThat(csv)
                .startsWith("\uFEFFLast Name,Email,Date of Birth,Email Opt Out,Line,Reasons")
                .contains("'=cmd(),x@example.org,31/31/1980,,5,Date_of_Birth: This is no date")
                .contains("Short,x@example.org,,,6,\"The row has 2 cells")
                .contains("Email_Opt_Out: This is neither yes nor no.");
    }

    @Test
    void leavesOutOrChangesWhatIsThereAlready() throws IOException {
        Actor admin = given.administrator();
        given.record(admin, "Contacts", Map.of("Last_Name", "Old", "Email", "ANNA@example.org", "Phone", "1"));
        String text =
                "Last Name,Email,Phone\nNew,anna@example.org,\nBob,bob@example.org,2\nBob2,BOB@example.org,3\nNone,,4\n";
        long skipFile = upload(admin, text);
        long updateFile = upload(admin, text);
        List<Mapping> mappings = imports.proposeMapping(admin, "Contacts", imports.inspect(admin, skipFile));

        ImportStatus skip = awaitEnd(
                admin,
                imports.start(
                        admin, new ImportPlan("Contacts", skipFile, mappings, new Duplicates(Mode.SKIP, "Email"))));
        ImportStatus update = awaitEnd(
                admin,
                imports.start(
                        admin, new ImportPlan("Contacts", updateFile, mappings, new Duplicates(Mode.UPDATE, "Email"))));

        assertThat(List.of(skip.created(), skip.updated(), skip.skipped(), skip.rejected()))
                .containsExactly(2L, 0L, 2L, 0L);
        assertThat(List.of(update.created(), update.updated(), update.skipped(), update.rejected()))
                .containsExactly(1L, 3L, 0L, 0L);
        CrmRecord anna = find(admin, "anna@example.org");
        assertThat(anna.text("Last_Name")).isEqualTo("New");
        assertThat(anna.text("Phone"))
                .as("an empty cell leaves the field alone")
                .isEqualTo("1");
        assertThat(find(admin, "bob@example.org").text("Last_Name")).isEqualTo("Bob2");
    }

    @Test
    void findsRecordsThatLookupsName() throws IOException {
        Actor admin = given.administrator();
        long acme = given.record(admin, "Accounts", Map.of("Account_Name", "Acme"));
        long file = upload(admin, "Last Name;Company\nA;acme\nB;Nobody\nC;\n");
        List<Mapping> mappings = imports.proposeMapping(admin, "Contacts", imports.inspect(admin, file));

        ImportStatus end =
                awaitEnd(admin, imports.start(admin, new ImportPlan("Contacts", file, mappings, Duplicates.NONE)));

        assertThat(List.of(end.created(), end.rejected())).containsExactly(2L, 1L);
        CrmRecord a = records.query(
                        admin,
                        RecordQuery.of("Contacts", List.of("Account_Name"), 10)
                                .where(Criteria.compare("Last_Name", Operator.EQUALS, "A")))
                .records()
                .getFirst();
        assertThat(a.value("Account_Name")).isEqualTo(new FieldValue.Lookup(acme));
    }

    @Test
    void goesOnWhereACrashedRunEndedAndNeverTwice() throws Exception {
        Actor admin = given.administrator();
        StringBuilder text = new StringBuilder("Last Name\n");
        for (int i = 0; i < 1_700; i++) {
            text.append("Person ").append(i).append('\n');
        }
        long file = upload(admin, text.toString());
        List<Mapping> mappings = List.of(new Mapping(0, "Last_Name", ValueFormat.TEXT));
        long id = imports.start(admin, new ImportPlan("Contacts", file, mappings, Duplicates.NONE));

        // The scheduler runs the job as well: the second run at the same time is what a lost node's job looks like.
        job.run(new ImportJob.Data(admin.org().value(), id));
        ImportStatus end = awaitEnd(admin, id);
        job.run(new ImportJob.Data(admin.org().value(), id));

        assertThat(List.of(end.done(), end.created())).containsExactly(1_700L, 1_700L);
        assertThat(records.count(admin, "Contacts", Criteria.everything(), 10_000)
                        .count())
                .isEqualTo(1_700);
    }

    @Test
    void takesABatchBackWithItsPositionWhenItFails() throws Exception {
        Actor admin = given.administrator();
        StringBuilder text = new StringBuilder("Last Name\n");
        for (int i = 0; i < 1_200; i++) {
            text.append("Person ").append(i).append('\n');
        }
        long file = upload(admin, text.toString());
        List<Mapping> mappings = List.of(new Mapping(0, "Last_Name", ValueFormat.TEXT));
        failure.armFor(admin.org(), "Person 700");

        long id = imports.start(admin, new ImportPlan("Contacts", file, mappings, Duplicates.NONE));
        await().atMost(Duration.ofSeconds(30)).until(() -> failure.hasStruck(admin.org()));
        job.run(new ImportJob.Data(admin.org().value(), id));
        ImportStatus end = awaitEnd(admin, id);

        assertThat(List.of(end.done(), end.created(), end.rejected())).containsExactly(1_200L, 1_200L, 0L);
        assertThat(records.count(admin, "Contacts", Criteria.everything(), 10_000)
                        .count())
                .isEqualTo(1_200);
    }

    @Test
    void refusesPlansThatNameWhatIsNotThereOrNotAllowed() throws IOException {
        Actor admin = given.administrator();
        ModuleRights blind = new ModuleRights(Set.of(Verb.values()), false, Set.of("Email"), Set.of("Phone"));
        Actor limited = given.person(admin, new Permissions(false, Map.of("Contacts", blind)));
        long file = upload(limited, "a,b\n1,2\n");
        List<Mapping> mappings = List.of(
                new Mapping(0, "Email", ValueFormat.TEXT),
                new Mapping(1, "Nonsense", ValueFormat.TEXT),
                new Mapping(1, "Phone", ValueFormat.TEXT),
                new Mapping(7, "Created_Time", ValueFormat.TEXT));

        assertThatThrownBy(() -> imports.start(limited, new ImportPlan("Contacts", file, mappings, Duplicates.NONE)))
                .isInstanceOfSatisfying(
                        ViolationsException.class,
                        e -> assertThat(e.violations().stream().map(v -> v.code() + " " + v.path()))
                                .containsExactly(
                                        "INVALID_FIELD Email",
                                        "INVALID_FIELD Nonsense",
                                        "NO_PERMISSION Phone",
                                        "NO_PERMISSION Created_Time",
                                        "INVALID_DATA Created_Time"));
        assertThatThrownBy(() -> imports.inspect(admin, file))
                .as("another's file")
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        ModuleRights noImport = new ModuleRights(Set.of(Verb.READ, Verb.CREATE), false, Set.of(), Set.of());
        Actor reader = given.person(admin, new Permissions(false, Map.of("Contacts", noImport)));
        long own = upload(reader, "a\n1\n");
        assertThatThrownBy(() -> imports.start(
                        reader,
                        new ImportPlan(
                                "Contacts",
                                own,
                                List.of(new Mapping(0, "Last_Name", ValueFormat.TEXT)),
                                Duplicates.NONE)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        assertThat(jdbc.sql(admin.org(), "select count(*) from {s}.sys_import")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void refusesMoreThanAHundredMegabytesAndKeepsNothing() {
        Actor admin = given.administrator();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'x');
                return length;
            }
        };

        assertThatThrownBy(() -> imports.upload(admin, "big.csv", endless))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
    }

    @Test
    void anImportIsOneOperationAndIsUndoneAsOne() {
        Actor admin = given.administrator();
        long known = given.record(admin, "Contacts", Map.of("Last_Name", "Before", "Email", "c7@example.org"));
        StringBuilder csv = new StringBuilder("Last Name,Email\n");
        for (int i = 0; i < 3_000; i++) {
            csv.append("Imported ").append(i).append(",c").append(i).append("@example.org\n");
        }
        long file = upload(admin, csv.toString());
        List<Mapping> mappings = imports.proposeMapping(admin, "Contacts", imports.inspect(admin, file));
        long id =
                imports.start(admin, new ImportPlan("Contacts", file, mappings, new Duplicates(Mode.UPDATE, "Email")));
        long operation = awaitEnd(admin, id).operation().orElseThrow();

        assertThat(operations.get(admin, operation).created()).isEqualTo(2_999);
        assertThat(operations.get(admin, operation).updated()).isEqualTo(1);
        assertThat(records.get(admin, "Contacts", known).text("Last_Name")).isEqualTo("Imported 7");
        CrmRecord kept = find(admin, "c8@example.org");
        records.write(admin, WriteRequest.of("Contacts", RecordChange.update(kept.id(), Map.of("Phone", "5"))));
        assertThat(operations.undoPreview(admin, operation).complete()).isFalse();

        UndoStatus end = undone(admin, operation);

        assertThat(end.total()).isEqualTo(3_000);
        assertThat(end.undone()).isEqualTo(2_999);
        assertThat(operations
                        .undoRefusals(admin, end.operationId(), OptionalLong.empty(), 10)
                        .refusals())
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.recordId()).isEqualTo(kept.id());
                    assertThat(refusal.reason()).isEqualTo(UndoReport.Reason.CHANGED_SINCE);
                });
        assertThat(records.get(admin, "Contacts", known).text("Last_Name")).isEqualTo("Before");
        assertThat(records.count(admin, "Contacts", Criteria.everything(), 10).count())
                .isEqualTo(2);
        assertThat(undone(admin, operation).undone()).isZero();
        assertThat(undone(admin, end.operationId()).undone()).isEqualTo(2_999);
        assertThat(records.count(admin, "Contacts", Criteria.everything(), 10_000)
                        .count())
                .isEqualTo(3_000);
    }

    private UndoStatus undone(Actor admin, long operation) {
        UndoResult.Started started = (UndoResult.Started) operations.undo(admin, operation);
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> operations.undoStatus(admin, started.status().operationId()),
                        status -> status.state() == UndoStatus.State.FINISHED);
    }

    private void addIncome(Actor admin) {
        FieldDef income = FieldDef.of("Annual_Income", Label.of("Annual Income"), FieldType.CURRENCY);
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Contacts", income))));
    }

    private long upload(Actor actor, String text) {
        return imports.upload(actor, "test.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .id();
    }

    private ImportStatus awaitEnd(Actor actor, long id) {
        return await().atMost(Duration.ofMinutes(3))
                .until(() -> imports.status(actor, id), status -> status.state().isOver());
    }

    private String rejected(Actor actor, long id) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        imports.rejectedCsv(actor, id, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private CrmRecord find(Actor actor, String email) {
        return records
                .query(
                        actor,
                        RecordQuery.of(
                                        "Contacts",
                                        List.of("Last_Name", "Email", "Phone", "Date_of_Birth", "Salutation"),
                                        10)
                                .where(Criteria.compare("Email", Operator.EQUALS, email)))
                .records()
                .stream()
                .map(found -> records.get(actor, "Contacts", found.id()))
                .findFirst()
                .orElseThrow();
    }
}
