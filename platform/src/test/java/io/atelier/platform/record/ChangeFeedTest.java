package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.ChangePage.Change;
import io.atelier.platform.record.ChangePage.Kind;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

@PlatformTest
class ChangeFeedTest {
    @Autowired
    Given given;

    @Autowired
    ChangeFeedService feed;

    @Autowired
    RecordService records;

    @Autowired
    RecycleBinService bin;

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
    void tellsOfAllThatHappensToARecordInItsOrder() {
        String before = latest(admin);
        long lead = lead("Ali");
        update(lead, Map.of("City", "Rome", "Phone", "1"));
        update(lead, Map.of());
        records.write(admin, WriteRequest.of("Leads", new RecordChange.Delete(lead)));
        bin.restore(admin, "Leads", List.of(lead));
        records.write(admin, WriteRequest.of("Leads", new RecordChange.Delete(lead)));
        bin.purge(admin, "Leads", List.of(lead));

        List<Change> changes = all(admin, before);

        assertThat(changes)
                .extracting(Change::kind)
                .containsExactly(Kind.CREATED, Kind.DELETED, Kind.RESTORED, Kind.DELETED, Kind.PURGED);
        assertThat(changes).extracting(Change::recordId).containsOnly(lead);
        assertThat(changes).extracting(Change::by).containsOnly(admin.user());
        assertThat(changes.getLast().version()).isEmpty();
        assertThat(changes.subList(0, 4).stream().map(change -> change.version().orElseThrow()))
                .isSorted();
    }

    @Test
    void namesTheFieldsThatWereChanged() {
        long lead = lead("Ali");
        String before = latest(admin);
        update(lead, Map.of("City", "Rome", "Phone", "1"));

        assertThat(all(admin, before))
                .singleElement()
                .satisfies(change -> assertThat(change.fields()).containsExactlyInAnyOrder("City", "Phone"));
    }

    @Test
    void whatCommitsLateIsNotPassedOver() throws Exception {
        String before = latest(admin);
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            Future<Long> late = other.submit(() -> transactions.execute(_ -> {
                long id = lead("Late");
                written.countDown();
                try {
                    assertThat(goOn.await(30, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return id;
            }));
            assertThat(written.await(30, TimeUnit.SECONDS)).isTrue();
            long early = lead("Early");

            ChangePage meanwhile = page(admin, Optional.of(before), 100);
            assertThat(meanwhile.changes()).isEmpty();
            goOn.countDown();
            long first = late.get();

            assertThat(all(admin, meanwhile.cursor()))
                    .extracting(Change::recordId)
                    .containsExactly(first, early);
        }
    }

    @Test
    void manyWritersAndOneReaderWhoMissesNothingAndReadsNothingTwice() throws Exception {
        int writers = 6;
        int each = 15;
        String cursor = latest(admin);
        Set<Long> made = new HashSet<>();
        List<Change> read = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
            List<Future<List<Long>>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                Random random = new Random(writer);
                running.add(pool.submit(() -> write(random, each)));
            }
            while (running.stream().anyMatch(future -> !future.isDone())) {
                ChangePage page = page(admin, Optional.of(cursor), 7);
                read.addAll(page.changes());
                cursor = page.cursor();
            }
            for (Future<List<Long>> future : running) {
                made.addAll(future.get());
            }
        }
        read.addAll(all(admin, cursor));

        assertThat(made).hasSize(writers * each);
        assertThat(read).extracting(Change::recordId).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(made);
    }

    /** Some transactions hold several records, so that they end in another order than they began. */
    private List<Long> write(Random random, int count) {
        List<Long> made = new ArrayList<>();
        while (made.size() < count) {
            int together = Math.min(1 + random.nextInt(4), count - made.size());
            transactions.executeWithoutResult(_ -> {
                for (int i = 0; i < together; i++) {
                    made.add(lead("Parallel"));
                }
            });
        }
        return made;
    }

    @Test
    void whatIsRolledBackIsNotTold() {
        String before = latest(admin);
        transactions.executeWithoutResult(status -> {
            lead("Never");
            status.setRollbackOnly();
        });

        assertThat(all(admin, before)).isEmpty();
    }

    @Test
    void tellsNobodyOfWhatTheyMayNotSee() {
        Actor seller = person(new ModuleRights(Set.of(Verb.values()), true, Set.of("City"), Set.of()));
        Actor blind = person(new ModuleRights(Set.of(), false, Set.of(), Set.of()));
        String before = latest(seller);
        long foreign = lead("Foreign");
        long own = given.record(seller, "Leads", Map.of("Last_Name", "Own", "Company", "Acme"));
        update(own, Map.of("City", "Rome"));
        update(own, Map.of("City", "Oslo", "Phone", "1"));
        records.write(seller, WriteRequest.of("Leads", new RecordChange.Delete(own)));

        List<Change> told = all(seller, before);

        assertThat(told).extracting(Change::recordId).containsOnly(own).doesNotContain(foreign);
        assertThat(told).extracting(Change::kind).containsExactly(Kind.CREATED, Kind.UPDATED, Kind.DELETED);
        assertThat(told.get(1).fields()).containsExactly("Phone");
        assertThat(all(blind, before)).isEmpty();
        refused(ErrorCode.INVALID_MODULE, () -> feed.read(blind, in("Leads")));
        refused(ErrorCode.INVALID_MODULE, () -> feed.read(blind, in("Nothing")));

        bin.purge(admin, "Leads", List.of(own));
        assertThat(all(seller, before)).isEmpty();
        assertThat(all(admin, before)).extracting(Change::kind).contains(Kind.PURGED);
    }

    @Test
    void isOfOneOrganizationAndOfTheModuleThatIsAsked() {
        String before = latest(admin);
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Acme"));
        long lead = lead("Ali");
        Actor stranger = given.administrator();
        String theirs = latest(stranger);
        lead("Bo");

        settle();
        assertThat(feed.read(admin, new ChangeQuery(Optional.of(before), Optional.of("Accounts"), 10))
                        .changes())
                .extracting(Change::recordId)
                .containsExactly(account);
        assertThat(all(admin, before)).extracting(Change::recordId).startsWith(account, lead);
        assertThat(all(stranger, theirs)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2,2,true", "3,3,false", "4,3,false"})
    void aPageEndsAtItsLimitAndSaysWhetherThereIsMore(int limit, int size, boolean more) {
        String before = latest(admin);
        List<Long> leads = List.of(lead("A"), lead("B"), lead("C"));

        settle();
        ChangePage page = page(admin, Optional.of(before), limit);

        assertThat(page.changes()).hasSize(size);
        assertThat(page.more()).isEqualTo(more);
        assertThat(page(admin, Optional.of(page.cursor()), 10).changes())
                .extracting(Change::recordId)
                .isEqualTo(leads.subList(size, 3));
    }

    @Test
    void limitsPages() {
        refused(ErrorCode.LIMIT_EXCEEDED, () -> page(admin, Optional.empty(), 0));
        refused(ErrorCode.LIMIT_EXCEEDED, () -> page(admin, Optional.empty(), 1_001));
        assertThat(page(admin, Optional.empty(), 1_000).changes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "LATEST",
                "1:1:1",
                "MTox",
                "MTotMToy",
                "MTo5OTk5OTk5OTk5OTk5OTk5Ojk",
                "Mjox OjE",
                "MTo5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk6MQ",
                "' or 1=1 --"
            })
    void refusesCursorsThatAreNone(String cursor) {
        refused(ErrorCode.INVALID_DATA, () -> page(admin, Optional.of(cursor), 10));
    }

    @Test
    void cursorsOfBeforeARestoreAreRefusedAndNothingIsLost() {
        long old = lead("Old");
        String before = latest(admin);
        // As a dump has it that was taken where more was written, and is restored where less was.
        jdbc.sql(admin.org(), "update {s}.sys_timeline set tx = '1000000000000'")
                .update();
        long fresh = lead("New");
        settle();

        refused(ErrorCode.INVALID_DATA, () -> page(admin, Optional.of(before), 10));
        ChangePage anew = page(admin, Optional.empty(), 10);

        assertThat(anew.changes()).extracting(Change::recordId).containsExactly(old, fresh);
        assertThat(page(admin, Optional.of(anew.cursor()), 10).changes()).isEmpty();
    }

    @Test
    void whoSeesLittleGetsShortPagesAndComesToTheEnd() {
        Actor seller = person(new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of()));
        String before = latest(seller);
        List<RecordChange> foreign = IntStream.range(0, 1_000)
                .mapToObj(n -> RecordChange.create(Map.of("Last_Name", "Lead " + n, "Company", "Acme")))
                .toList();
        for (int i = 0; i < 10; i++) {
            records.write(
                    admin,
                    new WriteRequest(
                            "Leads", WriteRequest.OperationKind.SAVE, WriteRequest.Atomicity.ALL_OR_NOTHING, foreign));
        }
        long own = given.record(seller, "Leads", Map.of("Last_Name", "Own", "Company", "Acme"));
        settle();

        ChangePage first = page(seller, Optional.of(before), 10);
        ChangePage second = page(seller, Optional.of(first.cursor()), 10);

        assertThat(first.changes()).isEmpty();
        assertThat(first.more()).isTrue();
        assertThat(second.changes()).extracting(Change::recordId).containsExactly(own);
        assertThat(second.more()).isFalse();
    }

    private long lead(String name) {
        return given.record(admin, "Leads", Map.of("Last_Name", name, "Company", "Acme"));
    }

    private void update(long id, Map<String, ?> values) {
        records.write(admin, WriteRequest.of("Leads", RecordChange.update(id, values)));
    }

    private Actor person(ModuleRights leads) {
        return given.person(admin, new Permissions(false, Map.of("Leads", leads)));
    }

    private static ChangeQuery in(String module) {
        return new ChangeQuery(Optional.empty(), Optional.of(module), 10);
    }

    private String latest(Actor actor) {
        return page(actor, Optional.of(ChangeQuery.LATEST), 1).cursor();
    }

    private ChangePage page(Actor actor, Optional<String> cursor, int limit) {
        return feed.read(actor, new ChangeQuery(cursor, Optional.empty(), limit));
    }

    /** Other organizations' transactions may hold the feed back for a moment. */
    private List<Change> all(Actor actor, String cursor) {
        settle();
        return page(actor, Optional.of(cursor), 1_000).changes();
    }

    private void settle() {
        long now = jdbc.sql(admin.org(), "select pg_current_xact_id()::text::bigint")
                .query((row, _) -> row.getLong(1))
                .single();
        await().until(() -> jdbc.sql(admin.org(), "select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
                        .query((row, _) -> row.getLong(1))
                        .single()
                > now);
    }

    private static void refused(ErrorCode code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
