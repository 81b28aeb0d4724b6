package io.atelier.platform.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.testing.Receiver;
import io.atelier.platform.transfer.BulkWrite.Operation;
import io.atelier.platform.transfer.BulkWriteRequest.FieldMapping;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class BulkWriteTest {
    private static final BulkCaller NO_CALLBACK = new BulkCaller("v8", "http://here", Optional.empty());

    @Autowired
    Given given;

    @Autowired
    BulkWriteService writes;

    @Autowired
    ImportService imports;

    @Autowired
    RecordService records;

    @Autowired
    JsonMapper json;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void insertsRowsAndTellsOfEachWhatItBecame() throws IOException {
        BulkWrite done = write(
                Operation.INSERT,
                "",
                "Last_Name,Company,Phone,Email\n'=Ali,Acme,+49 30 1,ali@x.example\nBo,,,no address\n,,,\nCy,Own,,\n",
                column("Last_Name", 0),
                new FieldMapping("Company", OptionalInt.of(1), Optional.of("Default"), Optional.empty()),
                column("Phone", 2),
                column("Email", 3),
                new FieldMapping("City", OptionalInt.empty(), Optional.of("Rome"), Optional.empty()));

        assertThat(done.status().state()).as(done.status().message()).isEqualTo(ImportStatus.State.FINISHED);
        assertThat(done.status().created()).isEqualTo(2);
        assertThat(done.status().rejected()).isOne();
        assertThat(done.status().skipped()).isOne();
        List<CrmRecord> leads = leads("Last_Name", "Company", "Phone", "City");
        assertThat(leads).extracting(lead -> lead.text("Last_Name")).containsExactlyInAnyOrder("'=Ali", "Cy");
        assertThat(leads).extracting(lead -> lead.text("City")).containsOnly("Rome");
        List<String> result = result(done).lines().toList();
        CrmRecord ali = leads.stream()
                .filter(lead -> lead.text("Company").equals("Acme"))
                .findFirst()
                .orElseThrow();
        assertThat(ali.text("Phone")).isEqualTo("+49 30 1");
        assertThat(result.getFirst()).isEqualTo("Last_Name,Company,Phone,Email,STATUS,RECORD_ID,ERRORS");
        assertThat(result.get(1)).isEqualTo("'=Ali,Acme,+49 30 1,ali@x.example,ADDED," + ali.id() + ",");
        assertThat(result.get(2)).startsWith("Bo,,,no address,SKIPPED,,").contains("Email: ");
        assertThat(result.get(3)).startsWith(",,,,SKIPPED,,");
        assertThat(result.get(4)).matches("Cy,Own,,,ADDED,\\d+,");
        assertThat(result).hasSize(5);
    }

    @Test
    void updatesByIdEachRowInItsTurnAndNothingThatIsNotThere() throws IOException {
        long one = lead("One", "one@x.example");
        long two = lead("Two", "two@x.example");
        Actor seller = seller(Set.of(), Set.of());
        long foreign = one;
        long own = given.record(seller, "Leads", Map.of("Last_Name", "Own", "Company", "Acme"));

        BulkWrite mine = write(
                Operation.UPDATE,
                "id",
                "key,City\n%d,Rome\n%d,Oslo\n%d,Graz\n999,Bonn\nx,Bonn\n,Bonn\n-1,Bonn\n99999999999999999999,Bonn\n"
                        .formatted(one, two, one),
                column("id", 0),
                column("City", 1));
        BulkWrite theirs = write(
                seller,
                request(
                        seller,
                        Operation.UPDATE,
                        "id",
                        "id,City\n%d,Own\n%d,Stolen\n7,Stolen\n".formatted(own, foreign),
                        List.of(column("id", 0), column("City", 1))),
                NO_CALLBACK);

        assertThat(mine.status().updated()).isEqualTo(3);
        assertThat(mine.status().rejected()).isEqualTo(5);
        assertThat(leads("City"))
                .extracting(lead -> lead.text("City"))
                .containsExactlyInAnyOrder("Graz", "Oslo", "Own");
        List<String> result = result(seller, theirs).lines().toList();
        assertThat(result.get(1)).isEqualTo(own + ",Own,UPDATED," + own + ",");
        assertThat(result.get(2).replace(Long.toString(foreign), "7")).isEqualTo(result.get(3));
    }

    @Test
    void updatesByAFieldAndMakesNothing() throws IOException {
        long ali = lead("Ali", "ali@x.example");
        lead("Twin", "twin@x.example");
        lead("Twin", "twin@x.example");

        BulkWrite done = write(
                Operation.UPDATE,
                "Email",
                "Email,City\nALI@x.example,Rome\nnobody@x.example,Oslo\ntwin@x.example,Bonn\n,Graz\nno address,Graz\n",
                column("Email", 0),
                column("City", 1));

        assertThat(done.status().created()).isZero();
        assertThat(done.status().updated()).isOne();
        assertThat(done.status().rejected()).isEqualTo(4);
        assertThat(records.get(admin, "Leads", ali).text("City")).isEqualTo("Rome");
        assertThat(leads("City")).hasSize(3);
    }

    @Test
    void upsertsByAFieldAndById() throws IOException {
        long ali = lead("Ali", "ali@x.example");

        BulkWrite byEmail = write(
                Operation.UPSERT,
                "Email",
                "Email,Last_Name,Company\nali@x.example,Ali,New\nbo@x.example,Bo,New\nbo@x.example,Bob,New\n",
                column("Email", 0),
                column("Last_Name", 1),
                column("Company", 2));
        BulkWrite byId = write(
                Operation.UPSERT,
                "id",
                "id,Last_Name,Company\n%d,Ali Third,Acme\n,Cy,Acme\n5,Di,Acme\n".formatted(ali),
                column("id", 0),
                column("Last_Name", 1),
                column("Company", 2));

        assertThat(byEmail.status().created()).isOne();
        assertThat(byEmail.status().updated()).isEqualTo(2);
        assertThat(result(byEmail).lines().toList().get(1)).contains(",UPDATED," + ali);
        assertThat(byId.status().created()).isOne();
        assertThat(byId.status().updated()).isOne();
        assertThat(byId.status().rejected()).isOne();
        assertThat(leads("Last_Name"))
                .extracting(lead -> lead.text("Last_Name"))
                .containsExactlyInAnyOrder("Ali Third", "Bob", "Cy");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEmptyCellEmptiesItsFieldUnlessItIsIgnored(boolean ignored) {
        long ali = lead("Ali", "ali@x.example");
        long file = upload(admin, "id,Email,City\n%d,,Rome\n".formatted(ali));

        write(
                admin,
                new BulkWriteRequest(
                        Operation.UPDATE,
                        "Leads",
                        file,
                        "id",
                        ignored,
                        "",
                        List.of(column("id", 0), column("Email", 1), column("City", 2)),
                        Map.of()),
                NO_CALLBACK);

        assertThat(records.get(admin, "Leads", ali).text("Email")).isEqualTo(ignored ? "ali@x.example" : "");
        assertThat(records.get(admin, "Leads", ali).text("City")).isEqualTo("Rome");
    }

    @Test
    void aRecordThatIsMadeTakesItsDefaultsForEmptyCells() {
        long file = upload(admin, "Last_Name,Company,Owner\nAli,Acme,\n");

        BulkWrite done = write(
                admin,
                new BulkWriteRequest(
                        Operation.INSERT,
                        "Leads",
                        file,
                        "",
                        false,
                        "",
                        List.of(column("Last_Name", 0), column("Company", 1), column("Owner", 2)),
                        Map.of()),
                NO_CALLBACK);

        assertThat(done.status().created()).isOne();
        assertThat(leads("Owner"))
                .extracting(lead -> lead.value("Owner").toString())
                .allMatch(owner -> owner.contains(Long.toString(admin.user().value())));
    }

    @Test
    void readsDatesAsIsoOrAsIsSaidAndGuessesNothing() throws IOException {
        BulkWrite done = write(
                Operation.INSERT,
                "",
                "Deal_Name,A\nIso,2026-02-01\nGuess,1/2/2026\n",
                "Deals",
                List.of(column("Deal_Name", 0), column("Closing_Date", 1), constant("Stage", "Qualification")));
        BulkWrite said = write(
                Operation.INSERT,
                "",
                "Deal_Name,A\nSaid,01.02.2026\n",
                "Deals",
                List.of(
                        column("Deal_Name", 0),
                        new FieldMapping(
                                "Closing_Date", OptionalInt.of(1), Optional.empty(), Optional.of("dd.MM.yyyy")),
                        constant("Stage", "Qualification")));

        assertThat(done.status().created()).isOne();
        assertThat(result(done)).contains("Guess,1/2/2026,SKIPPED,,Closing_Date: ");
        assertThat(said.status().created()).as(result(said)).isOne();
        assertThat(records.query(admin, RecordQuery.of("Deals", List.of("Closing_Date"), 10))
                        .records())
                .extracting(deal -> deal.value("Closing_Date").toString())
                .allMatch(text -> text.contains("2026-02-01"))
                .hasSize(2);
    }

    @Test
    void readsTheEncodingThatIsSaid() {
        byte[] western = "Last_Name,Company\nMüller,Söhne\n".getBytes(StandardCharsets.ISO_8859_1);
        List<FieldMapping> mappings = List.of(column("Last_Name", 0), column("Company", 1));
        long file = writes.upload(admin, archive(zip("a.csv", western))).id();

        refused(ErrorCode.INVALID_FILE, () -> start(file, "UTF-8", mappings));
        refused(ErrorCode.NOT_SUPPORTED, () -> start(file, "EBCDIC", mappings));
        awaitEnd(admin, start(file, "ISO-8859-1", mappings));

        assertThat(leads("Last_Name"))
                .extracting(lead -> lead.text("Last_Name"))
                .containsExactly("Müller");
    }

    @Test
    void refusesWhatIsNoArchiveOfOneCsvFile() {
        byte[] csv = "Last_Name,Company\nAli,Acme\n".getBytes(StandardCharsets.UTF_8);
        byte[] encrypted = zip("a.csv", csv);
        encrypted[6] |= 1;
        int central = central(encrypted);
        encrypted[central + 8] |= 1;
        byte[] good = zip("a.csv", csv);
        List<byte[]> hostile = List.of(
                new byte[0],
                csv,
                "PK\003\004".getBytes(StandardCharsets.ISO_8859_1),
                zip(),
                zip("a.csv", csv, "b.csv", csv),
                zip("a.csv", csv, "__MACOSX/._a.csv", csv),
                zip("folder/", new byte[0]),
                zip("folder/a.csv", csv),
                zip("../a.csv", csv),
                zip("/etc/a.csv", csv),
                zip("..\\a.csv", csv),
                zip("C:a.csv", csv),
                zip("a\n.csv", csv),
                zip("a.csv\0.exe", csv),
                zip("a.txt", csv),
                zip(".csv", csv),
                zip("a".repeat(252) + ".csv", csv),
                Arrays.copyOf(good, good.length - 10),
                encrypted);

        for (byte[] archive : hostile) {
            refused(ErrorCode.INVALID_FILE, () -> writes.upload(admin, archive(archive)));
        }
        assertThat(writes.upload(admin, archive(zip("a".repeat(251) + ".CSV", csv)))
                        .name())
                .endsWith(".CSV");
    }

    @Test
    void flippedBitsAreRefusedOrTheFileIsAsItWas() {
        String text = "Last_Name,Company\n" + "Ali,Acme\n".repeat(50);
        byte[] good = zip("a.csv", text.getBytes(StandardCharsets.UTF_8));
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            byte[] flipped = good.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                long size = writes.upload(admin, archive(flipped)).size();
                assertThat(size).isEqualTo(text.length());
            } catch (PlatformException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FILE);
            }
        }
    }

    @Test
    void limitsWhatAnArchiveHoldsAndUnpacksTo() {
        long most = BulkLimits.MAX_ARCHIVE_BYTES;

        refused(ErrorCode.PAYLOAD_TOO_LARGE, () -> writes.upload(admin, new Endless(most + 1)));
        refused(ErrorCode.INVALID_FILE, () -> writes.upload(admin, new Endless(most)));
        refused(ErrorCode.PAYLOAD_TOO_LARGE, () -> writes.upload(admin, archive(bomb(ImportLimits.MAX_BYTES + 1))));
        assertThat(writes.upload(admin, archive(bomb(ImportLimits.MAX_BYTES))).size())
                .isEqualTo(ImportLimits.MAX_BYTES);
    }

    @Test
    void limitsRowsColumnsAndMappings() {
        List<FieldMapping> mappings = List.of(column("Last_Name", 0), column("Company", 1));
        String blank = ",\n";

        refused(
                ErrorCode.LIMIT_EXCEEDED,
                () -> start(upload(admin, "a,b\n" + blank.repeat(BulkLimits.MAX_ROWS + 1)), "", mappings));
        assertThat(awaitEnd(admin, start(upload(admin, "a,b\n" + blank.repeat(BulkLimits.MAX_ROWS)), "", mappings))
                        .status()
                        .skipped())
                .isEqualTo(BulkLimits.MAX_ROWS);
        refused(ErrorCode.LIMIT_EXCEEDED, () -> start(upload(admin, columns(201)), "", mappings));
        assertThat(awaitEnd(admin, start(upload(admin, columns(200)), "", mappings))
                        .status()
                        .created())
                .isOne();
        List<FieldMapping> many = new ArrayList<>();
        for (int i = 0; i <= BulkLimits.MAX_COLUMNS; i++) {
            many.add(column("Field_" + i, i));
        }
        long file = upload(admin, columns(200));
        refused(ErrorCode.LIMIT_EXCEEDED, () -> start(file, "", many));
        refused(ErrorCode.INVALID_FIELD, () -> start(file, "", many.subList(0, 200)));
    }

    @Test
    void writesOnlyWhatTheAskerMayWrite() {
        Actor seller = seller(Set.of("Phone"), Set.of("City"));
        String csv = "a,b\nAli,Acme\n";
        List<FieldMapping> names = List.of(column("Last_Name", 0), column("Company", 1));

        assertThat(faults(seller, csv, List.of(column("Last_Name", 0), column("Phone", 1))))
                .isEqualTo(faults(seller, csv, List.of(column("Last_Name", 0), column("Nothing", 1)))
                        .replace("Nothing", "Phone"));
        assertThat(faults(seller, csv, List.of(column("City", 0)))).contains("NO_PERMISSION");
        assertThat(faults(seller, csv, List.of(column("Last_Name", 0), constant("City", "Rome"))))
                .contains("NO_PERMISSION");
        assertThat(faults(seller, csv, List.of(column("id", 0)))).contains("INVALID_FIELD");
        long foreign = upload(admin, csv);
        refused(ErrorCode.NOT_FOUND, () -> writes.start(seller, insert(foreign, names), NO_CALLBACK));
        Actor reader = given.person(
                admin,
                new Permissions(
                        false, Map.of("Leads", new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of()))));
        Actor maker = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of(
                                "Leads",
                                new ModuleRights(
                                        Set.of(Verb.READ, Verb.IMPORT, Verb.CREATE), false, Set.of(), Set.of()))));
        refused(ErrorCode.NO_PERMISSION, () -> writes.start(reader, insert(upload(reader, csv), names), NO_CALLBACK));
        refused(
                ErrorCode.NO_PERMISSION,
                () -> writes.start(maker, request(maker, Operation.UPSERT, "Last_Name", csv, names), NO_CALLBACK));
    }

    @Test
    void isTheAskersOnly() throws IOException {
        BulkWrite done = write(Operation.INSERT, "", "a,b\nAli,Acme\n", column("Last_Name", 0), column("Company", 1));
        Actor other = given.person(admin, new Permissions(true, Map.of()));
        long id = done.status().id();
        long people = imports.start(
                admin,
                new ImportPlan(
                        "Leads",
                        imports.upload(
                                        admin,
                                        "a.csv",
                                        new ByteArrayInputStream("a,b\nBo,Acme\n".getBytes(StandardCharsets.UTF_8)))
                                .id(),
                        List.of(new ImportPlan.Mapping(0, "Last_Name", ValueFormat.TEXT)),
                        ImportPlan.Duplicates.NONE));

        refused(ErrorCode.NOT_FOUND, () -> writes.get(other, id));
        refused(ErrorCode.NOT_FOUND, () -> writes.result(other, id, new ByteArrayOutputStream()));
        refused(ErrorCode.NOT_FOUND, () -> writes.get(given.administrator(), id));
        refused(ErrorCode.NOT_FOUND, () -> writes.get(admin, people));
        refused(ErrorCode.NOT_FOUND, () -> writes.get(admin, id + 1));
        assertThat(result(done)).contains("ADDED");
    }

    @Test
    void callsBackWhenAllIsWritten() throws Exception {
        try (Receiver receiver = new Receiver()) {
            BulkCaller caller = new BulkCaller("v2", "http://here", Optional.of(receiver.url()));
            BulkWrite done = write(
                    admin,
                    request(
                            admin,
                            Operation.INSERT,
                            "",
                            "a,b\nAli,Acme\n",
                            List.of(column("Last_Name", 0), column("Company", 1))),
                    caller);
            JsonNode told = json.readTree(receiver.next().body());

            assertThat(told.at("/job_id").stringValue())
                    .isEqualTo(Long.toString(done.status().id()));
            assertThat(told.at("/status").stringValue()).isEqualTo("COMPLETED");
            assertThat(told.at("/resource/0/file/added_count").intValue()).isOne();
            assertThat(told.at("/result/download_url").stringValue())
                    .isEqualTo("http://here/crm/bulk/v2/write/" + done.status().id() + "/result");
        }
    }

    private long lead(String name, String email) {
        return given.record(admin, "Leads", Map.of("Last_Name", name, "Company", "Acme", "Email", email));
    }

    private Actor seller(Set<String> hidden, Set<String> readOnly) {
        return given.person(
                admin,
                new Permissions(
                        false, Map.of("Leads", new ModuleRights(Set.of(Verb.values()), true, hidden, readOnly))));
    }

    private List<CrmRecord> leads(String... fields) {
        return records.query(admin, RecordQuery.of("Leads", List.of(fields), 100))
                .records();
    }

    private static FieldMapping column(String field, int column) {
        return new FieldMapping(field, OptionalInt.of(column), Optional.empty(), Optional.empty());
    }

    private static FieldMapping constant(String field, String value) {
        return new FieldMapping(field, OptionalInt.empty(), Optional.of(value), Optional.empty());
    }

    private static String columns(int count) {
        return "a,".repeat(count - 1) + "a\n" + "x,".repeat(count - 1) + "x\n";
    }

    private long upload(Actor actor, String csv) {
        return writes.upload(actor, archive(zip("rows.csv", csv.getBytes(StandardCharsets.UTF_8))))
                .id();
    }

    private BulkWriteRequest request(
            Actor actor, Operation operation, String findBy, String csv, List<FieldMapping> mappings) {
        return new BulkWriteRequest(
                operation, "Leads", upload(actor, csv), findBy, true, "", mappings, Map.of("type", "data"));
    }

    private static BulkWriteRequest insert(long file, List<FieldMapping> mappings) {
        return new BulkWriteRequest(Operation.INSERT, "Leads", file, "", true, "", mappings, Map.of());
    }

    private BulkWrite write(Operation operation, String findBy, String csv, FieldMapping... mappings) {
        return write(admin, request(admin, operation, findBy, csv, List.of(mappings)), NO_CALLBACK);
    }

    private BulkWrite write(
            Operation operation, String findBy, String csv, String module, List<FieldMapping> mappings) {
        BulkWriteRequest request =
                new BulkWriteRequest(operation, module, upload(admin, csv), findBy, true, "UTF-8", mappings, Map.of());
        return write(admin, request, NO_CALLBACK);
    }

    private BulkWrite write(Actor actor, BulkWriteRequest request, BulkCaller caller) {
        return awaitEnd(actor, writes.start(actor, request, caller));
    }

    private BulkWrite start(long file, String charset, List<FieldMapping> mappings) {
        return writes.start(
                admin,
                new BulkWriteRequest(Operation.INSERT, "Leads", file, "", true, charset, mappings, Map.of()),
                NO_CALLBACK);
    }

    private BulkWrite awaitEnd(Actor actor, BulkWrite begun) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> writes.get(actor, begun.status().id()),
                        job -> job.status().state().isOver());
    }

    private String faults(Actor actor, String csv, List<FieldMapping> mappings) {
        try {
            writes.start(actor, insert(upload(actor, csv), mappings), NO_CALLBACK);
            return "";
        } catch (ViolationsException e) {
            return e.violations().toString();
        }
    }

    private String result(BulkWrite job) throws IOException {
        return result(admin, job);
    }

    private String result(Actor actor, BulkWrite job) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writes.result(actor, job.status().id(), out);
        try (ZipInputStream zip = new ZipInputStream(archive(out.toByteArray()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo(job.status().id() + ".csv");
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static InputStream archive(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] zip(Object... namesAndContents) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static int central(byte[] zip) {
        for (int i = 0; i < zip.length - 4; i++) {
            if (zip[i] == 'P' && zip[i + 1] == 'K' && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
        throw new IllegalStateException("no central directory");
    }

    /** One small archive that unpacks to so many bytes. */
    private static byte[] bomb(long bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            byte[] block = new byte[64 * 1024];
            Arrays.fill(block, (byte) 'a');
            for (long left = bytes; left > 0; left -= block.length) {
                zip.write(block, 0, (int) Math.min(left, block.length));
            }
            zip.closeEntry();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** So many bytes of nothing. */
    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int from, int length) {
            int read = (int) Math.min(length, left);
            left -= read;
            return read == 0 ? -1 : read;
        }
    }

    private static void refused(ErrorCode code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
