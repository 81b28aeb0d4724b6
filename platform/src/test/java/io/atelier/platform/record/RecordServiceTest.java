package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class RecordServiceTest {
    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private TimelineService timelines;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void keepsEveryTypeOfValue() {
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Nordwind"));
        long deal = given.record(
                admin,
                "Deals",
                Map.of(
                        "Deal_Name", "Turbines",
                        "Account_Name", Map.of("id", Long.toString(account)),
                        "Stage", "Qualification",
                        "Amount", "1234.50",
                        "Closing_Date", "2026-12-31"));

        CrmRecord read = records.get(admin, "Deals", deal);

        assertThat(read.version()).isEqualTo(1);
        assertThat(read.value("Deal_Name")).isEqualTo(new FieldValue.Text("Turbines"));
        assertThat(read.value("Amount")).isEqualTo(new FieldValue.Number(new BigDecimal("1234.5")));
        assertThat(read.value("Account_Name")).isEqualTo(new FieldValue.Lookup(account));
        assertThat(read.labels()).containsEntry("Account_Name", "Nordwind");
        assertThat(read.value("Owner"))
                .isEqualTo(new FieldValue.Lookup(admin.user().value()));
    }

    @Test
    void composesTheFullNameAndFillsDefaults() {
        long lead = given.record(
                admin, "Leads", Map.of("First_Name", "Ada", "Last_Name", "Byron", "Company", "Analytical Engines"));

        given.record(admin, "Leads", Map.of("Last_Name", "Bell", "Company", "Bell"));
        records.write(admin, WriteRequest.of("Leads", RecordChange.update(lead, Map.of("Last_Name", "Lovelace"))));

        assertThat(records.get(admin, "Leads", lead).text("Full_Name")).isEqualTo("Ada Lovelace");
    }

    @Test
    void reportsAllProblemsOfARowAtOnceAndWritesNothing() {
        WriteResult result = records.write(
                admin,
                WriteRequest.of("Leads", RecordChange.create(Map.of("Email", "no address", "Annual_Revenue", "much"))));

        assertThat(result.rows())
                .singleElement()
                .isInstanceOfSatisfying(
                        WriteResult.Rejected.class,
                        rejected -> assertThat(rejected.violations())
                                .extracting(Violation::path)
                                .contains("Email", "Annual_Revenue"));
        assertThat(records.count(admin, "Leads", Criteria.everything(), 10)).isEqualTo(new CappedCount(0, true));
    }

    @Test
    void writesGoodRowsBesideRejectedOnesOnlyWhenAsked() {
        List<RecordChange> changes = List.of(
                RecordChange.create(Map.of("Account_Name", "Good")), RecordChange.create(Map.of("Phone", "no digits")));

        records.write(admin, new WriteRequest("Accounts", OperationKind.SAVE, Atomicity.ALL_OR_NOTHING, changes));
        assertThat(records.count(admin, "Accounts", Criteria.everything(), 10).count())
                .isZero();

        records.write(admin, new WriteRequest("Accounts", OperationKind.SAVE, Atomicity.EACH_ROW, changes));
        assertThat(records.count(admin, "Accounts", Criteria.everything(), 10).count())
                .isEqualTo(1);
    }

    @Test
    void refusesAStaleChangeAndNamesBothVersions() {
        long id = given.record(admin, "Accounts", Map.of("Account_Name", "First"));
        records.write(admin, WriteRequest.of("Accounts", RecordChange.update(id, Map.of("Account_Name", "Second"))));

        WriteResult stale = records.write(
                admin,
                WriteRequest.of(
                        "Accounts", new RecordChange.Update(id, OptionalLong.of(1), Map.of("Account_Name", "Third"))));

        assertThatThrownBy(stale::single)
                .isInstanceOf(ViolationsException.class)
                .hasMessageContaining("version 2")
                .hasMessageContaining("made on 1");
        assertThat(records.get(admin, "Accounts", id).text("Account_Name")).isEqualTo("Second");
    }

    @Test
    void deletesToTheRecycleBinAndRestores() {
        long id = given.record(admin, "Accounts", Map.of("Account_Name", "Passing"));

        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Delete(id)));
        assertThat(records.find(admin, "Accounts", id)).isEmpty();
        assertThat(records.query(
                                admin,
                                RecordQuery.of("Accounts", List.of("Account_Name"), 10)
                                        .in(RecordQuery.Bin.RECYCLED))
                        .records())
                .extracting(CrmRecord::id)
                .containsExactly(id);

        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Restore(id)));
        assertThat(records.get(admin, "Accounts", id).text("Account_Name")).isEqualTo("Passing");
        assertThat(timelines.timeline(admin, "Accounts", id, OptionalLong.empty(), 10))
                .extracting(TimelineEntry::kind)
                .containsExactly("restored", "deleted", "created");
    }

    @Test
    void timelineSaysWhoWhatAndThroughWhat() {
        long id = given.record(admin, "Accounts", Map.of("Account_Name", "Before"));
        Actor api = admin.through(Channel.API, "My client");
        records.write(api, WriteRequest.of("Accounts", RecordChange.update(id, Map.of("Account_Name", "After"))));

        TimelineEntry newest = timelines
                .timeline(admin, "Accounts", id, OptionalLong.empty(), 10)
                .getFirst();

        assertThat(newest.actorId()).isEqualTo(admin.user().value());
        assertThat(newest.channel()).isEqualTo(Channel.API);
        assertThat(newest.via()).isEqualTo("My client");
        assertThat(newest.changes()).containsExactly(new TimelineEntry.FieldChange("Account_Name", "Before", "After"));
    }

    @Test
    void pagesThroughEqualAndEmptySortValuesWithoutLossOrRepeat() {
        for (int i = 0; i < 23; i++) {
            given.record(
                    admin,
                    "Accounts",
                    i % 4 == 0
                            ? Map.of("Account_Name", "No phone " + i)
                            : Map.of("Account_Name", "Account " + i, "Phone", "100" + i % 3));
        }
        for (boolean descending : new boolean[] {false, true}) {
            List<Long> seen = new ArrayList<>();
            Optional<String> cursor = Optional.empty();
            do {
                RecordPage page = records.query(
                        admin,
                        RecordQuery.of("Accounts", List.of("Phone"), 5)
                                .sortedBy("Phone", descending)
                                .after(cursor));
                page.records().forEach(record -> seen.add(record.id()));
                cursor = page.nextCursor();
            } while (cursor.isPresent());
            assertThat(seen).hasSize(23).doesNotHaveDuplicates();
        }
    }

    @Test
    void aHiddenFieldIsAsOneThatDoesNotExist() {
        given.record(admin, "Leads", Map.of("Last_Name", "Secret", "Company", "C", "Annual_Revenue", 1_000));
        ModuleRights rights = new ModuleRights(Set.of(Verb.values()), false, Set.of("Annual_Revenue"), Set.of());
        Actor member = given.person(admin, new Permissions(false, Map.of("Leads", rights)));

        assertThatThrownBy(() -> records.query(
                        member,
                        RecordQuery.of("Leads", List.of("Last_Name"), 10)
                                .where(Criteria.compare("Annual_Revenue", Operator.GREATER_THAN, "5"))))
                .hasMessage(errorOf(() -> records.query(
                        member,
                        RecordQuery.of("Leads", List.of("Last_Name"), 10)
                                .where(Criteria.compare("No_Such_Field", Operator.GREATER_THAN, "5")))));
        assertThatThrownBy(() -> records.query(
                        member,
                        RecordQuery.of("Leads", List.of("Last_Name"), 10).sortedBy("Annual_Revenue", true)))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_FIELD));
        WriteResult written = records.write(
                member,
                WriteRequest.of(
                        "Leads", RecordChange.create(Map.of("Last_Name", "X", "Company", "C", "Annual_Revenue", 5))));
        assertThatThrownBy(written::single).hasMessageContaining("no such field");
    }

    @Test
    void aMemberWhoSeesOnlyTheirOwnCannotReachOthersByAnyDoor() {
        long others = given.record(admin, "Accounts", Map.of("Account_Name", "Not yours"));
        Map<String, ModuleRights> rights =
                Map.of("Accounts", new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of()));
        Actor member = given.person(admin, new Permissions(false, rights));
        long own = given.record(member, "Accounts", Map.of("Account_Name", "Mine"));
        long contact = given.record(admin, "Contacts", Map.of("Last_Name", "C", "Account_Name", others));

        assertThat(records.find(member, "Accounts", others)).isEmpty();
        assertThat(records.count(member, "Accounts", Criteria.everything(), 10).count())
                .isEqualTo(1);
        assertThat(records.get(member, "Contacts", contact).labels()).doesNotContainKey("Account_Name");
        assertThatThrownBy(() -> records.write(member, WriteRequest.of("Accounts", new RecordChange.Delete(others)))
                        .single())
                .hasMessageContaining("no such record");
        assertThatThrownBy(() -> records.write(
                                member,
                                WriteRequest.of(
                                        "Contacts",
                                        RecordChange.create(Map.of("Last_Name", "D", "Account_Name", others))))
                        .single())
                .hasMessageContaining("does not exist");
        assertThat(records.aggregate(
                                member,
                                new AggregateQuery(
                                        "Accounts",
                                        Optional.empty(),
                                        AggregateQuery.Measure.COUNT,
                                        Optional.empty(),
                                        Criteria.everything(),
                                        1))
                        .getFirst()
                        .count())
                .isEqualTo(1);
        assertThat(records.get(admin, "Accounts", others).version()).isEqualTo(1);
        assertThat(records.find(member, "Accounts", own)).isPresent();
    }

    @Test
    void figuresByGroup() {
        given.record(admin, "Deals", deal("A", "Qualification", "10"));
        given.record(admin, "Deals", deal("B", "Qualification", "15.5"));
        given.record(admin, "Deals", deal("C", "Closed Won", "7"));

        List<AggregateRow> rows = records.aggregate(
                admin,
                new AggregateQuery(
                        "Deals",
                        Optional.of("Stage"),
                        AggregateQuery.Measure.SUM,
                        Optional.of("Amount"),
                        Criteria.everything(),
                        10));

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst().key()).isEqualTo(new FieldValue.Text("Qualification"));
        assertThat(rows.getFirst().value()).isEqualByComparingTo("25.5");
        assertThat(rows.getFirst().count()).isEqualTo(2);
    }

    private static Map<String, Object> deal(String name, String stage, String amount) {
        return Map.of("Deal_Name", name, "Stage", stage, "Amount", amount, "Closing_Date", "2026-12-31");
    }

    private static String errorOf(Runnable action) {
        try {
            action.run();
        } catch (PlatformException e) {
            return e.getMessage();
        }
        throw new AssertionError("nothing was refused");
    }
}
