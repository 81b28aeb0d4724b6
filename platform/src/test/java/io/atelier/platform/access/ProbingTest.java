package io.atelier.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Somebody who tries to learn a value that is hidden from them, by questions; and somebody of another organization. */
@PlatformTest
class ProbingTest {
    private static final String HIDDEN = "Billing_City";
    /** A name as long, of nothing. */
    private static final String NOTHING = "Billing_Cat_";

    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private SharingService sharing;

    private Actor admin;
    private Actor prober;
    private long account;

    @BeforeEach
    void aSecret() {
        admin = given.administrator();
        prober = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of("Accounts", new ModuleRights(Set.of(Verb.values()), false, Set.of(HIDDEN), Set.of()))));
        account = given.record(admin, "Accounts", Map.of("Account_Name", "Engine", HIDDEN, "Threadneedle"));
        given.record(prober, "Contacts", Map.of("Last_Name", "Byron", "Account_Name", Long.toString(account)));
    }

    @Test
    void twoThousandQuestionsTellNothing() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            long seed = random.nextLong();
            String hidden = answer(new Random(seed), HIDDEN);
            String nothing = answer(new Random(seed), NOTHING);

            assertThat(hidden.replace(HIDDEN, NOTHING)).as("question %d", seed).isEqualTo(nothing);
        }
    }

    /** Asks about a field: the same question for the same numbers. */
    private String answer(Random random, String field) {
        String path = random.nextBoolean() ? field : "Account_Name." + field;
        String module = path.equals(field) ? "Accounts" : "Contacts";
        String guess = "Threadneedle".substring(0, 1 + random.nextInt(12)) + (char) ('a' + random.nextInt(26));
        try {
            return switch (random.nextInt(8)) {
                case 0 ->
                    found(RecordQuery.of(module, List.of("Owner"), 10)
                            .where(Criteria.compare(path, operator(random), guess)));
                case 1 -> found(RecordQuery.of(module, List.of("Owner"), 10).sortedBy(path, random.nextBoolean()));
                case 2 -> found(RecordQuery.of(module, List.of(path), 10));
                case 3 ->
                    records.count(prober, module, Criteria.compare(path, operator(random), guess), 10)
                            .toString();
                case 4 ->
                    records.aggregate(
                                    prober,
                                    new AggregateQuery(
                                            module,
                                            Optional.of(path),
                                            AggregateQuery.Measure.COUNT,
                                            Optional.empty(),
                                            Criteria.everything(),
                                            10))
                            .toString();
                case 5 ->
                    records.coql(
                                    prober,
                                    "select id from " + module + " where " + path + " like '" + guess + "%' order by "
                                            + path)
                            .toString();
                case 6 ->
                    found(RecordQuery.of(module, List.of("Owner"), 10)
                            .where(CriteriaParser.parse("(Owner:equals:${field:" + path + "})")));
                default ->
                    records.write(
                                    prober,
                                    WriteRequest.of("Accounts", RecordChange.update(account, Map.of(field, guess))))
                            .rows()
                            .toString();
            };
        } catch (PlatformException e) {
            return e.code() + " " + e.getMessage() + " " + new java.util.TreeMap<>(e.details());
        }
    }

    private static Operator operator(Random random) {
        Operator[] operators = {Operator.EQUALS, Operator.STARTS_WITH, Operator.CONTAINS, Operator.LESS_THAN};
        return operators[random.nextInt(operators.length)];
    }

    private String found(RecordQuery query) {
        return records.query(prober, query).records().stream()
                .map(CrmRecord::values)
                .toList()
                .toString();
    }

    @Test
    void theSearchDoesNotFindByWhatIsHidden() {
        assertThat(records.query(
                                admin,
                                RecordQuery.of("Accounts", List.of("Account_Name"), 10)
                                        .search("threadneedle"))
                        .records())
                .hasSizeLessThanOrEqualTo(1);
        assertThat(records.query(
                                prober,
                                RecordQuery.of("Accounts", List.of("Account_Name"), 10)
                                        .search("threadneedle"))
                        .records())
                .isEmpty();
    }

    @Test
    void nothingOfAnotherOrganizationIsThere() {
        Actor stranger = given.administrator();

        assertThat(records.find(stranger, "Accounts", account)).isEmpty();
        assertThat(records.query(stranger, RecordQuery.of("Accounts", List.of("Account_Name"), 10))
                        .records())
                .isEmpty();
        assertThat(records.write(
                                stranger,
                                WriteRequest.of(
                                        "Accounts", RecordChange.update(account, Map.of("Account_Name", "Mine"))))
                        .rows()
                        .toString())
                .contains("NOT_FOUND");
        assertThat(records.write(
                                stranger,
                                WriteRequest.of(
                                        "Contacts",
                                        RecordChange.create(
                                                Map.of("Last_Name", "B", "Account_Name", Long.toString(account)))))
                        .rows()
                        .toString())
                .contains("does not exist");
        assertThat(records.get(admin, "Accounts", account).text("Account_Name")).isEqualTo("Engine");
    }

    @Test
    void theNameOfARecordOutOfSightIsNotShownByALookup() {
        sharing.changeDefault(admin, "Accounts", DefaultSharing.PRIVATE);

        CrmRecord contact = records.query(prober, RecordQuery.of("Contacts", List.of("Account_Name"), 10))
                .records()
                .getFirst();

        assertThat(contact.labels().toString()).doesNotContain("Engine");
        assertThat(found(RecordQuery.of("Contacts", List.of("Account_Name.Account_Name"), 10)))
                .doesNotContain("Engine");
    }
}
