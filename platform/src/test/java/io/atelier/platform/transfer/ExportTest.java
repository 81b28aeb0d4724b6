package io.atelier.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.AuditService;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.file.FileService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.testing.TestSession;
import io.atelier.platform.transfer.ImportPlan.Duplicates;
import io.atelier.platform.transfer.ImportStatus.State;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What leaves as a file: whole, safe to open, no more than its reader may see, and never unnoticed. */
@PlatformTest
class ExportTest {
    private static final ExportStyle ENGLISH = new ExportStyle(Locale.ENGLISH, ZoneId.of("Europe/Berlin"));

    @Autowired
    Given given;

    @Autowired
    ExportService exports;

    @Autowired
    ImportService imports;

    @Autowired
    RecordService records;

    @Autowired
    SetupService setup;

    @Autowired
    AuditService audit;

    @Autowired
    FileService files;

    @Autowired
    TestSession session;

    @Test
    void namesForPeopleAndIdsForImports() throws IOException {
        Actor admin = given.administrator();
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Müller, \"Söhne\" & Co"));
        long contact = given.record(
                admin, "Contacts", Map.of("Last_Name", "Öz", "Account_Name", Map.of("id", Long.toString(account))));

        String csv = csv(admin, RecordQuery.of("Contacts", List.of("Last_Name", "Account_Name", "Created_Time"), 1));

        assertThat(csv.lines().findFirst()).contains("\uFEFFid,Last Name,Account Name,Account Name.id,Created Time");
        assertThat(csv).contains(contact + ",Öz,\"Müller, \"\"Söhne\"\" & Co\"," + account + ",");
        assertThat(csv.lines().toList().get(1)).matches(".*,\\d{4}-\\d\\d-\\d\\dT[0-9:.]+\\+0[12]:00");
    }

    @Test
    void keepsASpreadsheetFromRunningCells() throws IOException {
        Actor admin = given.administrator();
        List<String> hostile = List.of("=1+1", "+1", "-1", "@SUM(A1)", "\uFF1D1+1");
        hostile.forEach(name -> given.record(admin, "Contacts", Map.of("Last_Name", name)));

        String csv = csv(admin, RecordQuery.of("Contacts", List.of("Last_Name"), 1));

        hostile.forEach(name -> assertThat(csv).contains(",'" + name));
        assertThat(csv).doesNotContainPattern("(?m)(^|,)\"?[=+\\-@\uFF1D]");
    }

    @Test
    void writesMoreThanAPageInTheOrderOfTheListAndFiltered() throws IOException {
        Actor admin = given.administrator();
        int count = RecordQuery.MAX_LIMIT * 2 + 1;
        List<RecordChange> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            changes.add(RecordChange.create(Map.of("Last_Name", "%05d".formatted(i), "Title", i == 7 ? "no" : "yes")));
        }
        for (int start = 0; start < count; start += WriteRequest.MAX_ROWS) {
            List<RecordChange> rows = changes.subList(start, Math.min(count, start + WriteRequest.MAX_ROWS));
            records.write(admin, new WriteRequest("Contacts", OperationKind.SAVE, Atomicity.ALL_OR_NOTHING, rows));
        }

        String csv = csv(
                admin,
                RecordQuery.of("Contacts", List.of("Last_Name"), 1)
                        .where(Criteria.compare("Title", Operator.EQUALS, "yes"))
                        .sortedBy("Last_Name", true));

        List<String> names = csv.lines()
                .skip(1)
                .map(line -> line.substring(line.indexOf(',') + 1))
                .toList();
        assertThat(names).hasSize(count - 1).doesNotContain("00007").isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void whatIsExportedIsImportedAgainAsItWas() throws IOException {
        Actor admin = given.administrator();
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Twice"));
        given.record(admin, "Accounts", Map.of("Account_Name", "Twice")); // the name alone would not tell them apart
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("Last_Name", "=Formula");
        values.put("First_Name", " line\nbreak");
        values.put("Email", "round@example.org");
        values.put("Date_of_Birth", "1980-02-29");
        values.put("Account_Name", Map.of("id", Long.toString(account)));
        values.put("Lead_Source", "Web Download");
        values.put("Email_Opt_Out", true);
        CrmRecord before = records.get(admin, "Contacts", given.record(admin, "Contacts", values));
        String csv = csv(admin, RecordQuery.of("Contacts", List.of(), 1));
        records.write(admin, WriteRequest.of("Contacts", new RecordChange.Delete(before.id())));

        long file = imports.upload(
                        admin, "contacts.csv", new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)))
                .id();
        FilePreview preview = imports.inspect(admin, file);
        long id = imports.start(
                admin,
                new ImportPlan("Contacts", file, imports.proposeMapping(admin, "Contacts", preview), Duplicates.NONE));
        ImportStatus end = Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> imports.status(admin, id), status -> status.state().isOver());

        assertThat(end.state()).as(end.message()).isEqualTo(State.FINISHED);
        assertThat(end.created()).isOne();
        CrmRecord after = records.query(
                        admin,
                        RecordQuery.of("Contacts", List.copyOf(before.values().keySet()), 1)
                                .where(Criteria.compare("Email", Operator.EQUALS, "round@example.org")))
                .records()
                .getFirst();
        values.keySet()
                .forEach(field -> assertThat(after.value(field)).as(field).isEqualTo(before.value(field)));
    }

    @Test
    void showsNoMoreThanTheReaderMaySee() throws IOException {
        Actor admin = given.administrator();
        given.record(admin, "Contacts", Map.of("Last_Name", "Foreign", "Phone", "+49 30 5550199"));
        Actor seller = given.person(admin, new Permissions(false, Map.of("Contacts", rights(Set.of(Verb.values())))));
        given.record(seller, "Contacts", Map.of("Last_Name", "Own"));

        String csv = csv(seller, RecordQuery.of("Contacts", List.of(), 1));

        assertThat(csv).contains("Own").doesNotContain("Foreign", "5550199", ",Phone,");
        refused(ErrorCode.INVALID_FIELD, () -> csv(seller, RecordQuery.of("Contacts", List.of("Phone"), 1)));
        refused(ErrorCode.INVALID_FIELD, () -> csv(seller, RecordQuery.of("Contacts", List.of("Nothing"), 1)));
    }

    @Test
    void needsTheRightToExport() {
        Actor admin = given.administrator();
        Actor reader = given.person(admin, new Permissions(false, Map.of("Contacts", rights(Set.of(Verb.READ)))));
        Actor blind = given.person(admin, new Permissions(false, Map.of("Contacts", rights(Set.of()))));

        refused(ErrorCode.NO_PERMISSION, () -> csv(reader, RecordQuery.of("Contacts", List.of(), 1)));
        refused(ErrorCode.INVALID_MODULE, () -> csv(blind, RecordQuery.of("Contacts", List.of(), 1)));
        refused(ErrorCode.INVALID_MODULE, () -> csv(admin, RecordQuery.of("Nothing", List.of(), 1)));
    }

    @Test
    void everythingIsOneArchiveWithItsFiles() throws IOException {
        Actor admin = given.administrator();
        FieldDef papers = FieldDef.of("Papers", Label.of("Papers"), FieldType.FILEUPLOAD);
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Contacts", papers))));
        long file = files.store(
                        admin,
                        "../=evil?.txt",
                        "text/plain",
                        new ByteArrayInputStream("paper".getBytes(StandardCharsets.UTF_8)),
                        100)
                .id();
        long contact =
                given.record(admin, "Contacts", Map.of("Last_Name", "Holder", "Papers", List.of(Long.toString(file))));

        Map<String, String> archive = unpacked(everything(admin));

        assertThat(archive).containsKeys("modules/Leads.csv", "modules/Accounts.csv", "users.csv");
        assertThat(archive.get("modules/Contacts.csv")).contains(contact + ",").contains("Holder");
        assertThat(archive.keySet())
                .filteredOn(name -> name.startsWith("files/"))
                .singleElement()
                .satisfies(name -> {
                    assertThat(name)
                            .startsWith("files/" + file + "/")
                            .doesNotContain("?")
                            .doesNotContain("/../");
                    assertThat(archive).containsEntry(name, "paper");
                });
    }

    @Test
    void everythingIsForAdministratorsWhoHaveJustShownThatItIsThem() {
        Actor admin = given.administrator();
        Actor manager = given.person(admin, new Permissions(false, Map.of()));
        refused(ErrorCode.NO_PERMISSION, () -> everything(manager));
        session.of(admin);
        session.age(admin);

        refused(ErrorCode.STEP_UP_REQUIRED, () -> everything(admin));
    }

    @Test
    void standsInTheAuditLogBeforeItLeaves() throws IOException {
        Actor admin = given.administrator();
        csv(admin, RecordQuery.of("Contacts", List.of("Last_Name"), 1));
        everything(admin);

        List<AuditRow> rows = audit.page(admin, AuditFilter.ALL.of(AuditKind.EXPORT), OptionalLong.empty(), 10)
                .rows();

        assertThat(rows).extracting(AuditRow::objectName).containsExactly("ZIP", "CSV");
        assertThat(rows.get(1).modules()).containsExactly("Contacts");
        assertThat(rows.get(1).details()).contains("Last_Name");
        assertThat(rows.get(0).modules()).contains("Leads", "Contacts");
    }

    private static ModuleRights rights(Set<Verb> verbs) {
        return new ModuleRights(verbs, true, Set.of("Phone"), Set.of());
    }

    private String csv(Actor actor, RecordQuery query) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exports.csv(actor, query, ENGLISH, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private byte[] everything(Actor actor) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exports.everything(actor, ENGLISH, out);
        return out.toByteArray();
    }

    private static Map<String, String> unpacked(byte[] archive) throws IOException {
        Map<String, String> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null) {
                entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                entry = zip.getNextEntry();
            }
        }
        return entries;
    }

    private interface Doing {
        void run() throws IOException;
    }

    private static void refused(ErrorCode code, Doing doing) {
        assertThatThrownBy(doing::run)
                .isInstanceOfSatisfying(
                        PlatformException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
