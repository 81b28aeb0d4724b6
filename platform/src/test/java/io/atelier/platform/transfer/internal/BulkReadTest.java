package io.atelier.platform.transfer.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.testing.Receiver;
import io.atelier.platform.transfer.BulkCaller;
import io.atelier.platform.transfer.BulkLimits;
import io.atelier.platform.transfer.BulkRead;
import io.atelier.platform.transfer.BulkRead.State;
import io.atelier.platform.transfer.BulkReadQuery;
import io.atelier.platform.transfer.BulkReadService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class BulkReadTest {
    private static final BulkCaller NO_CALLBACK = new BulkCaller("v8", "http://here", Optional.empty());
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Autowired
    Given given;

    @Autowired
    BulkReadService reads;

    @Autowired
    BulkReadStore store;

    @Autowired
    BulkReadPages pages;

    @Autowired
    BulkReadJob job;

    @Autowired
    BulkHousekeeping housekeeping;

    @Autowired
    IdGenerator ids;

    @Autowired
    InstantSource clock;

    @Autowired
    JsonMapper json;

    @Autowired
    OrgJdbc jdbc;

    @Autowired
    TransactionOperations transactions;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void writesValuesAsTheyAreStoredUnderApiNames() throws IOException {
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Müller, \"Söhne\" & Co"));
        long contact = given.record(
                admin,
                "Contacts",
                Map.of(
                        "Last_Name", "=Öz",
                        "Phone", "+49 30 5550199",
                        "Lead_Source", "Web Download",
                        "Account_Name", Map.of("id", Long.toString(account))));

        String csv = result(ask(query(
                "Contacts",
                "id",
                "Last_Name",
                "Phone",
                "Lead_Source",
                "Account_Name",
                "Account_Name.Account_Name",
                "Created_Time")));

        assertThat(csv.lines().toList().getFirst())
                .isEqualTo("id,Last_Name,Phone,Lead_Source,Account_Name,Account_Name.Account_Name,Created_Time");
        assertThat(csv.lines().toList().get(1))
                .startsWith(
                        contact + ",=Öz,+49 30 5550199,Web Download," + account + ",\"Müller, \"\"Söhne\"\" & Co\",")
                .matches(".*,\\d{4}-\\d\\d-\\d\\dT[0-9:.]+\\+0[12]:00");
    }

    @Test
    void takesAllFieldsWhereNoneIsNamedAndOnlyWhatFits() throws IOException {
        given.record(admin, "Leads", Map.of("Last_Name", "Ali", "Company", "Acme", "City", "Rome"));
        given.record(admin, "Leads", Map.of("Last_Name", "Bo", "Company", "Acme", "City", "Oslo"));

        BulkRead done = ask(new BulkReadQuery(
                "Leads", List.of(), Criteria.compare("City", Operator.EQUALS, "Rome"), 1, Optional.empty()));

        assertThat(done.count()).isOne();
        assertThat(done.nextToken()).isEmpty();
        assertThat(result(done)).contains("Owner", "Company", "Ali").doesNotContain("Bo,");
    }

    @ParameterizedTest
    @CsvSource({"1,1,false", "2,2,false", "3,2,true"})
    void aResultEndsAtItsLimitAndSaysWhetherThereIsMore(int records, int taken, boolean more) throws IOException {
        IntStream.range(0, records).forEach(n -> lead("Lead " + n));

        BulkReadPages.Taken page = pages.write(admin, query("Leads", "Last_Name"), 2, new ByteArrayOutputStream());

        assertThat(page.count()).isEqualTo(taken);
        assertThat(page.next().isPresent()).isEqualTo(more);
    }

    @Test
    void pagesAndTokensGoThroughAllRecordsOnce() throws IOException {
        IntStream.range(0, 5).forEach(n -> lead("Lead " + n));

        List<String> byPage = List.of(page(1), page(2), page(3));
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        Optional<String> token =
                pages.write(admin, query("Leads", "Last_Name"), 2, first).next();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        pages.write(
                admin, new BulkReadQuery("Leads", List.of("Last_Name"), Criteria.everything(), 1, token), 2, second);

        assertThat(String.join("", byPage)).contains("Lead 0", "Lead 1", "Lead 2", "Lead 3", "Lead 4");
        assertThat(byPage.get(2)).contains("Lead 0").doesNotContain("Lead 1");
        assertThat(second.toString(StandardCharsets.UTF_8)).isEqualTo(byPage.get(1));
        assertThat(page(4)).isEqualTo("id,Last_Name\r\n");
    }

    @Test
    void holdsNoMoreThanTheAskerMaySee() throws IOException {
        lead("Foreign");
        Actor seller = person(new ModuleRights(Set.of(Verb.values()), true, Set.of("Phone"), Set.of()));
        given.record(seller, "Leads", Map.of("Last_Name", "Own", "Company", "Acme"));

        assertThat(result(seller, ask(seller, query("Leads")))).contains("Own").doesNotContain("Foreign", "Phone");
        refused(ErrorCode.INVALID_FIELD, () -> reads.ask(seller, query("Leads", "Phone"), NO_CALLBACK));
        refused(ErrorCode.INVALID_FIELD, () -> reads.ask(seller, query("Leads", "Nothing"), NO_CALLBACK));
        refused(
                ErrorCode.INVALID_QUERY,
                () -> reads.ask(
                        seller,
                        new BulkReadQuery(
                                "Leads",
                                List.of(),
                                Criteria.compare("Phone", Operator.EQUALS, "1"),
                                1,
                                Optional.empty()),
                        NO_CALLBACK));
    }

    @Test
    void needsTheRightToExportWhenItIsAskedAndWhenItRuns() throws IOException {
        Actor reader = person(new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of()));
        Actor blind = person(new ModuleRights(Set.of(), false, Set.of(), Set.of()));
        Actor noProgram = given.person(admin, new Permissions(false, Set.of(), Map.of()));

        refused(ErrorCode.NO_PERMISSION, () -> reads.ask(reader, query("Leads"), NO_CALLBACK));
        refused(ErrorCode.INVALID_MODULE, () -> reads.ask(blind, query("Leads"), NO_CALLBACK));
        refused(ErrorCode.INVALID_MODULE, () -> reads.ask(admin, query("Nothing"), NO_CALLBACK));
        assertThat(run(reader, query("Leads")).failure().orElseThrow().code()).isEqualTo(ErrorCode.NO_PERMISSION);
        assertThat(run(blind, query("Leads")).failure().orElseThrow().code()).isEqualTo(ErrorCode.INVALID_MODULE);
        assertThat(run(noProgram, query("Leads")).failure().orElseThrow().code())
                .isEqualTo(ErrorCode.NO_PERMISSION);
    }

    @Test
    void aFieldThatWasHiddenMeanwhileEndsTheJobAsOneThatIsNotThere() throws IOException {
        Actor seller = person(new ModuleRights(Set.of(Verb.values()), false, Set.of("Phone"), Set.of()));

        BulkRead.Failure hidden = run(seller, query("Leads", "Phone")).failure().orElseThrow();
        BulkRead.Failure none = run(seller, query("Leads", "Nothing")).failure().orElseThrow();

        assertThat(hidden.code()).isEqualTo(ErrorCode.INVALID_FIELD).isEqualTo(none.code());
        assertThat(hidden.message()).isEqualTo(none.message());
    }

    @Test
    void isTheAskersOnly() {
        BulkRead done = ask(query("Leads"));
        Actor other = given.person(admin, new Permissions(true, Map.of()));

        refused(ErrorCode.NOT_FOUND, () -> reads.get(other, done.id()));
        refused(ErrorCode.NOT_FOUND, () -> reads.result(other, done.id()));
        refused(ErrorCode.NOT_FOUND, () -> reads.get(given.administrator(), done.id()));
        refused(ErrorCode.NOT_FOUND, () -> reads.get(admin, done.id() + 1));
    }

    @Test
    void isForgottenWhenItsTimeIsOver() throws IOException {
        BulkRead done = ask(query("Leads"));
        long stuck = add(admin, query("Leads"));
        refused(ErrorCode.NOT_FOUND, () -> reads.result(admin, stuck));
        Instant now = clock.instant();

        housekeeping.tidy(admin.org(), now);
        assertThat(result(done)).startsWith("id,");
        assertThat(reads.get(admin, stuck).state()).isEqualTo(State.ADDED);
        housekeeping.tidy(admin.org(), now.plus(BulkLimits.RESULT_KEPT).plusSeconds(60));
        assertThat(reads.get(admin, done.id()).state()).isEqualTo(State.COMPLETED);
        refused(ErrorCode.NOT_FOUND, () -> reads.result(admin, done.id()));
        assertThat(reads.get(admin, stuck).failure().orElseThrow().code()).isEqualTo(ErrorCode.INTERNAL_ERROR);
        housekeeping.tidy(admin.org(), now.plus(BulkLimits.JOB_KEPT).plusSeconds(60));
        refused(ErrorCode.NOT_FOUND, () -> reads.get(admin, done.id()));
    }

    @Test
    void aJobThatIsDoneIsNotDoneAgain() throws IOException {
        lead("First");
        BulkRead done = ask(query("Leads", "Last_Name"));
        lead("Second");

        job.run(new BulkReadJob.Data(admin.org().value(), done.id()));

        assertThat(result(done)).contains("First").doesNotContain("Second");
    }

    @Test
    void twoRunAtOnceAndAThirdWaitsItsTurn() throws Exception {
        List<Long> three = List.of(add(admin, query("Leads")), add(admin, query("Leads")), add(admin, query("Leads")));
        try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
            transactions.executeWithoutResult(_ -> {
                jdbc.sql(admin.org(), "select id from {s}.sys_bulk_read for update")
                        .query((row, _) -> row.getLong("id"))
                        .list();
                three.subList(0, 2)
                        .forEach(id -> pool.submit(() -> {
                            job.run(new BulkReadJob.Data(admin.org().value(), id));
                            return id;
                        }));
                await().atMost(PATIENCE).until(() -> waiting() == 2);
                assertThatCode(() -> job.run(new BulkReadJob.Data(admin.org().value(), three.get(2))))
                        .doesNotThrowAnyException();
                assertThat(waiting()).isEqualTo(2);
            });
        }

        assertThat(three.subList(0, 2)).allMatch(id -> reads.get(admin, id).state() == State.COMPLETED);
        await().atMost(PATIENCE).until(() -> reads.get(admin, three.get(2)).state() == State.COMPLETED);
    }

    /** Returns how many wait for another transaction. */
    private int waiting() {
        return jdbc.sql(admin.org(), "select count(*) from pg_locks where not granted")
                .query((row, _) -> row.getInt(1))
                .single();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "AAAA", "../../etc/passwd", "' or 1=1 --"})
    void refusesPositionsThatAreNone(String token) {
        refused(
                ErrorCode.INVALID_DATA,
                () -> reads.ask(
                        admin,
                        new BulkReadQuery("Leads", List.of(), Criteria.everything(), 1, Optional.of(token)),
                        NO_CALLBACK));
    }

    @Test
    void limitsPagesFieldsAndJobs() {
        refused(ErrorCode.LIMIT_EXCEEDED, () -> reads.ask(admin, onPage(0), NO_CALLBACK));
        refused(ErrorCode.LIMIT_EXCEEDED, () -> reads.ask(admin, onPage(501), NO_CALLBACK));
        assertThat(reads.ask(admin, onPage(500), NO_CALLBACK).query().page()).isEqualTo(500);
        refused(ErrorCode.LIMIT_EXCEEDED, () -> reads.ask(admin, query("Leads", names(501)), NO_CALLBACK));
        refused(ErrorCode.INVALID_FIELD, () -> reads.ask(admin, query("Leads", names(500)), NO_CALLBACK));
        await().atMost(PATIENCE).until(() -> store.open(admin) == 0);

        IntStream.range(0, BulkLimits.MAX_OPEN - 1).forEach(_ -> add(admin, query("Leads")));
        ask(query("Leads"));
        add(admin, query("Leads"));
        refused(ErrorCode.LIMIT_EXCEEDED, () -> reads.ask(admin, query("Leads"), NO_CALLBACK));
        assertThat(ask(given.person(admin, new Permissions(true, Map.of())), query("Leads"))
                        .state())
                .isEqualTo(State.COMPLETED);
    }

    @Test
    void callsBackUntilItIsTaken() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answerWith(503);
            BulkRead done = ask(admin, query("Leads"), caller(receiver.url()));
            JsonNode first = json.readTree(receiver.next().body());
            receiver.answerWith(200);
            JsonNode second = json.readTree(receiver.next().body());

            assertThat(first).isEqualTo(second);
            assertThat(first.at("/job_id").stringValue()).isEqualTo(Long.toString(done.id()));
            assertThat(first.at("/state").stringValue()).isEqualTo("COMPLETED");
            assertThat(first.at("/result/download_url").stringValue())
                    .isEqualTo("/crm/bulk/v8/read/" + done.id() + "/result");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/", "file:///etc/passwd", ""})
    void callsNothingInside(String url) {
        refused(ErrorCode.INVALID_DATA, () -> reads.ask(admin, query("Leads"), caller(url)));
    }

    private void lead(String name) {
        given.record(admin, "Leads", Map.of("Last_Name", name, "Company", "Acme"));
    }

    private Actor person(ModuleRights leads) {
        return given.person(admin, new Permissions(false, Map.of("Leads", leads)));
    }

    private static BulkCaller caller(String url) {
        return new BulkCaller("v8", "http://here", Optional.of(url));
    }

    private static String[] names(int count) {
        return IntStream.range(0, count).mapToObj(n -> "Field_" + n).toArray(String[]::new);
    }

    private static BulkReadQuery query(String module, String... fields) {
        return new BulkReadQuery(module, List.of(fields), Criteria.everything(), 1, Optional.empty());
    }

    private static BulkReadQuery onPage(int page) {
        return new BulkReadQuery("Leads", List.of("Last_Name"), Criteria.everything(), page, Optional.empty());
    }

    private String page(int number) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        pages.write(admin, onPage(number), 2, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Adds a job that no scheduler knows of. */
    private long add(Actor actor, BulkReadQuery query) {
        long id = ids.next();
        store.insert(actor, id, query, NO_CALLBACK, clock.instant());
        return id;
    }

    private BulkRead run(Actor actor, BulkReadQuery query) throws IOException {
        long id = add(actor, query);
        job.run(new BulkReadJob.Data(actor.org().value(), id));
        return store.find(actor.org(), id).orElseThrow().job();
    }

    private BulkRead ask(BulkReadQuery query) {
        return ask(admin, query);
    }

    private BulkRead ask(Actor actor, BulkReadQuery query) {
        return ask(actor, query, NO_CALLBACK);
    }

    private BulkRead ask(Actor actor, BulkReadQuery query, BulkCaller caller) {
        long id = reads.ask(actor, query, caller).id();
        BulkRead end = await().atMost(PATIENCE)
                .until(() -> reads.get(actor, id), one -> one.state().isOver());
        assertThat(end.failure()).isEmpty();
        return end;
    }

    private String result(BulkRead done) throws IOException {
        return result(admin, done);
    }

    private String result(Actor actor, BulkRead done) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(reads.result(actor, done.id()))) {
            assertThat(zip.getNextEntry().getName()).isEqualTo(done.id() + ".csv");
            return new String(zip.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void refused(ErrorCode code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
