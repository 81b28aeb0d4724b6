package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.Operand;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Lists, criteria and queries that follow lookups, and what stands in the way of those who may not see everything. */
@PlatformTest
class LookupPathsTest {
    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    private Actor admin;
    private long rome;
    private long oslo;

    @BeforeEach
    void companiesAndPeople() {
        admin = given.administrator();
        rome = given.record(
                admin,
                "Accounts",
                Map.of(
                        "Account_Name",
                        "Rome Ltd",
                        "Billing_City",
                        "Rome",
                        "Annual_Revenue",
                        100,
                        "Industry",
                        "Agriculture"));
        oslo = given.record(
                admin,
                "Accounts",
                Map.of(
                        "Account_Name",
                        "Oslo Ltd",
                        "Billing_City",
                        "Oslo",
                        "Annual_Revenue",
                        50,
                        "Parent_Account",
                        rome));
        contact("Ada", Optional.of(rome), "Rome");
        contact("Bob", Optional.of(oslo), "Rome");
        contact("Cyd", Optional.of(oslo), "Oslo");
        contact("Dee", Optional.empty(), "Oslo");
    }

    private void contact(String name, Optional<Long> account, String city) {
        Map<String, Object> values = new HashMap<>(Map.of("Last_Name", name, "Mailing_City", city));
        account.ifPresent(id -> values.put("Account_Name", id));
        given.record(admin, "Contacts", values);
    }

    private List<String> found(Actor actor, Criteria criteria) {
        return records
                .query(
                        actor,
                        RecordQuery.of("Contacts", List.of("Last_Name"), 100)
                                .where(criteria)
                                .sortedBy("Last_Name", false))
                .records()
                .stream()
                .map(record -> record.text("Last_Name"))
                .toList();
    }

    /** Rows as text, values between bars. */
    private List<String> rows(Actor actor, String query) {
        List<String> rows = new ArrayList<>();
        for (List<FieldValue> row : records.coql(actor, query).rows()) {
            List<String> cells = new ArrayList<>();
            for (FieldValue value : row) {
                Object api = ValueCodec.toApi(value);
                cells.add(
                        switch (api) {
                            case null -> "-";
                            case java.math.BigDecimal number -> number.toPlainString();
                            default -> api.toString();
                        });
            }
            rows.add(String.join("|", cells));
        }
        return rows;
    }

    @Test
    void filterByWhatALookupLeadsTo() {
        assertThat(found(admin, Criteria.compare("Account_Name.Billing_City", Operator.EQUALS, "oslo")))
                .containsExactly("Bob", "Cyd");
        assertThat(found(admin, CriteriaParser.parse("(Account_Name.Parent_Account.Annual_Revenue:greater_than:99)")))
                .containsExactly("Bob", "Cyd");
        assertThat(found(admin, Criteria.compare("Account_Name.Billing_City", Operator.NOT_EQUAL, "Oslo")))
                .containsExactly("Ada", "Dee");
        assertThat(found(admin, Criteria.compare("Account_Name.Billing_City", Operator.IS_EMPTY)))
                .containsExactly("Dee");
        assertThat(found(
                        admin,
                        Criteria.compare("Mailing_City", Operator.EQUALS, Operand.field("Account_Name.Billing_City"))))
                .containsExactly("Ada", "Cyd");
        assertThat(found(admin, Criteria.compare("Owner.full_name", Operator.STARTS_WITH, "person")))
                .hasSize(4);
        assertThat(found(admin, Criteria.compare("Owner", Operator.EQUALS, new Operand.CurrentUser())))
                .hasSize(4);
        assertThat(found(admin, CriteriaParser.parse("(Created_Time:equals:${TODAY})")))
                .hasSize(4);
        assertThat(found(admin, CriteriaParser.parse("(Created_Time:less_than:${TODAY})")))
                .isEmpty();
        assertThat(found(admin, Criteria.compare("Contacts.Last_Name", Operator.EQUALS, "Ada")))
                .containsExactly("Ada");
        assertThat(records.count(
                                admin,
                                "Contacts",
                                Criteria.compare("Account_Name.Industry", Operator.EQUALS, "Agriculture"),
                                10)
                        .count())
                .isEqualTo(1);
    }

    @Test
    void listAndOrderByWhatALookupLeadsTo() {
        RecordQuery query = RecordQuery.of(
                        "Contacts", List.of("Last_Name", "Account_Name.Billing_City", "Account_Name.Parent_Account"), 2)
                .sortedBy("Account_Name.Annual_Revenue", true);

        RecordPage first = records.query(admin, query);
        RecordPage second = records.query(admin, query.after(first.nextCursor()));

        List<CrmRecord> all = new ArrayList<>(first.records());
        all.addAll(second.records());
        assertThat(all).extracting(record -> record.text("Last_Name")).containsExactly("Ada", "Cyd", "Bob", "Dee");
        assertThat(all)
                .extracting(record -> record.text("Account_Name.Billing_City"))
                .containsExactly("Rome", "Oslo", "Oslo", "");
        assertThat(all.get(1).value("Account_Name.Parent_Account")).isEqualTo(new FieldValue.Lookup(rome));
        assertThat(all.get(1).labels()).containsEntry("Account_Name.Parent_Account", "Rome Ltd");
        assertThat(second.nextCursor()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select Last_Name from Contacts where Mailing_City = 'rome' order by Last_Name desc        ; Bob, Ada
            select Last_Name from Contacts where Account_Name.Billing_City like 'r%e'                 ; Ada
            select Last_Name from Contacts where Account_Name.Billing_City not like '%o' order by Last_Name ; Ada, Dee
            select Last_Name from Contacts where not (Account_Name.Billing_City = 'Oslo') order by Last_Name ; Ada, Dee
            select Last_Name from Contacts where Account_Name is null                                 ; Dee
            select Last_Name from Contacts where Account_Name.Annual_Revenue between 60 and 100       ; Ada
            select Last_Name from Contacts where Account_Name.Annual_Revenue not between 60 and 100 order by Last_Name ; Bob, Cyd, Dee
            select Last_Name from Contacts where Account_Name.Billing_City in ('ROME', 'Paris')       ; Ada
            select Last_Name from Contacts where Mailing_City = Account_Name.Billing_City order by Last_Name ; Ada, Cyd
            select Last_Name from Contacts where Created_Time = ${TODAY} and Owner = ${CURRENTUSER} limit 1 offset 1 ; Bob
            select Last_Name from Contacts where Created_Time > '2099-01-01T00:00:00+01:00'           ;
            select Last_Name from Contacts where Last_Name = 'Ada' or Last_Name = 'Bob' and Mailing_City = 'Oslo' ; Ada
            """)
    void areAskedInQueries(String query, String names) {
        List<String> expected = names == null ? List.of() : List.of(names.split(", "));

        assertThat(rows(admin, query))
                .extracting(row -> row.substring(0, row.indexOf('|')))
                .isEqualTo(expected);
    }

    @Test
    void areFiguredInQueries() {
        assertThat(rows(
                        admin,
                        "select Account_Name.Billing_City as city, count(id) n, max(Account_Name.Annual_Revenue), count(*)"
                                + " from Contacts group by Account_Name.Billing_City order by n desc, city"))
                .containsExactly("Oslo|2|50|2", "Rome|1|100|1", "-|1|-|1");
        assertThat(rows(
                        admin,
                        "select Account_Name.Billing_City, count(id) from Contacts group by Account_Name.Billing_City"
                                + " having count(id) > 1 and Account_Name.Billing_City != 'x'"))
                .containsExactly("Oslo|2");
        assertThat(rows(admin, "select sum(Annual_Revenue), avg(Annual_Revenue), min(Annual_Revenue) from Accounts"))
                .containsExactly("150|75|50");
        assertThat(
                        rows(
                                admin,
                                "select Account_Name.Parent_Account.Industry i, avg(Account_Name.Parent_Account.Annual_Revenue) a"
                                        + " from Contacts where Account_Name.Parent_Account.Annual_Revenue > 1"
                                        + " group by Account_Name.Parent_Account.Industry"
                                        + " having sum(Account_Name.Parent_Account.Annual_Revenue) >= 200"
                                        + " order by min(Account_Name.Parent_Account.Annual_Revenue), Account_Name.Parent_Account.Industry"))
                .containsExactly("Agriculture|100");
        assertThat(rows(
                        admin,
                        "select Account_Name.Owner.email, count(Account_Name.id) from Contacts where Owner.email like 'person%'"
                                + " group by Account_Name.Owner.email having count(Account_Name.id) > 0"))
                .singleElement()
                .asString()
                .endsWith("@example.org|3");
        assertThat(rows(admin, "select count(id) from Contacts where Last_Name = 'Nobody'"))
                .containsExactly("0");
        assertThat(rows(admin, "select sum(Annual_Revenue) from Accounts having count(id) > 2"))
                .isEmpty();
    }

    @Test
    void tellWhetherMoreFollows() {
        CoqlResult result = records.coql(admin, "select Last_Name as who from Contacts order by Last_Name limit 3");

        assertThat(result.columns()).containsExactly("who", "id");
        assertThat(result.rows()).hasSize(3);
        assertThat(result.moreRecords()).isTrue();
        assertThat(records.coql(admin, "select id from Contacts limit 4").moreRecords())
                .isFalse();
    }

    @Test
    void leadToNothingInTheRecycleBin() {
        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Delete(rome)));

        assertThat(rows(admin, "select Last_Name, Account_Name.Billing_City c from Contacts where Last_Name = 'Ada'"))
                .first()
                .asString()
                .startsWith("Ada|-|");
        assertThat(found(admin, Criteria.compare("Account_Name.Billing_City", Operator.EQUALS, "Rome")))
                .isEmpty();
        assertThat(rows(admin, "select count(id) from Accounts")).containsExactly("1");
    }

    @Test
    void leadToNothingOutOfTheActorsScope() {
        Actor seller = given.person(
                admin,
                new Permissions(
                        false, Map.of("Accounts", new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of()))));
        given.record(
                seller,
                "Contacts",
                Map.of(
                        "Last_Name",
                        "Own",
                        "Account_Name",
                        given.record(seller, "Accounts", Map.of("Account_Name", "Own Ltd", "Billing_City", "Rome"))));

        assertThat(found(seller, Criteria.compare("Account_Name.Billing_City", Operator.EQUALS, "Rome")))
                .containsExactly("Own");
        assertThat(found(seller, Criteria.compare("Account_Name.Billing_City", Operator.IS_EMPTY)))
                .hasSize(4);
        assertThat(rows(
                        seller,
                        "select Account_Name.Billing_City, count(id) from Contacts group by Account_Name.Billing_City"
                                + " order by count(id)"))
                .containsExactly("Rome|1", "-|4");
        assertThat(rows(seller, "select max(Account_Name.Annual_Revenue) from Contacts"))
                .containsExactly("-");
        assertThat(rows(seller, "select count(id) from Accounts")).containsExactly("1");
        List<CrmRecord> sorted = records.query(
                        seller,
                        RecordQuery.of("Contacts", List.of("Last_Name"), 10)
                                .sortedBy("Account_Name.Annual_Revenue", true))
                .records();
        // By an order that they may not see, Ada would be first: the newest comes first among the empty.
        assertThat(sorted)
                .extracting(record -> record.text("Last_Name"))
                .containsExactly("Own", "Dee", "Cyd", "Bob", "Ada");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select %s from Contacts",
                "select Last_Name from Contacts where %s = 1",
                "select Last_Name from Contacts where Last_Name = 'x' order by %s",
                "select Last_Name from Contacts where Mailing_City = %s",
                "select count(id) from Contacts group by %s",
                "select count(id) from Contacts having max(%s) > 1",
                "select max(%s) from Contacts"
            })
    void answerForAHiddenFieldAsForNone(String query) {
        Actor noField = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of(
                                "Accounts",
                                new ModuleRights(Set.of(Verb.values()), false, Set.of("Annual_Revenue"), Set.of()))));
        Actor noModule = given.person(
                admin,
                new Permissions(false, Map.of("Accounts", new ModuleRights(Set.of(), false, Set.of(), Set.of()))));
        Actor noLookup = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of(
                                "Contacts",
                                new ModuleRights(Set.of(Verb.values()), false, Set.of("Account_Name"), Set.of()))));
        String hidden = query.formatted("Account_Name.Annual_Revenue");
        String unknown = query.formatted("Account_Name.Annual_Revenu_");

        for (Actor actor : List.of(noField, noModule, noLookup)) {
            PlatformException refused =
                    catchThrowableOfType(PlatformException.class, () -> records.coql(actor, hidden));
            PlatformException missing =
                    catchThrowableOfType(PlatformException.class, () -> records.coql(actor, unknown));
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_QUERY);
            assertThat(refused.getMessage()).isEqualTo(missing.getMessage());
            assertThat(refused.details().toString().replace("Revenue", "Revenu_"))
                    .isEqualTo(missing.details().toString());
        }
    }

    @Test
    void answerForAHiddenFieldOfAListAsForNone() {
        Actor actor = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of(
                                "Accounts",
                                new ModuleRights(Set.of(Verb.values()), false, Set.of("Annual_Revenue"), Set.of()))));
        RecordQuery all = RecordQuery.of("Contacts", List.of("Last_Name"), 10);

        for (String name :
                List.of("Account_Name.Annual_Revenue", "Account_Name.Nothing", "Nothing.Nothing", "Last_Name.x")) {
            assertThat(problem(actor, RecordQuery.of("Contacts", List.of(name), 10)))
                    .isEqualTo("The module has no such field.");
            assertThat(problem(actor, all.sortedBy(name, true))).isEqualTo("The module has no such field.");
            assertThat(problem(actor, all.where(Criteria.compare(name, Operator.IS_EMPTY))))
                    .isEqualTo("There is no such field to filter by.");
        }
    }

    private String problem(Actor actor, RecordQuery query) {
        return catchThrowableOfType(PlatformException.class, () -> records.query(actor, query))
                .getMessage();
    }

    @Test
    void answerForAHiddenModuleAsForNone() {
        Actor actor = given.person(
                admin,
                new Permissions(false, Map.of("Accounts", new ModuleRights(Set.of(), false, Set.of(), Set.of()))));

        for (String module : List.of("Accounts", "Nothing")) {
            PlatformException refused = catchThrowableOfType(
                    PlatformException.class, () -> records.coql(actor, "select id from " + module));
            assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_MODULE);
            assertThat(refused.details()).containsExactly(Map.entry("module", module));
        }
    }

    @Test
    void followNoMoreLookupsThanAQueryMay() {
        assertThat(rows(
                        admin,
                        "select Account_Name.Parent_Account.Parent_Account.Parent_Account.Owner.full_name p"
                                + " from Contacts where Last_Name = 'Ada'"))
                .hasSize(1);
        assertThat(catchThrowableOfType(
                        PlatformException.class,
                        () -> records.coql(
                                admin,
                                "select Account_Name.Parent_Account.Parent_Account.Parent_Account.Parent_Account.Owner.full_name"
                                        + " from Contacts")))
                .hasMessageContaining("no such field");
        List<String> joins = new ArrayList<>();
        for (String start : List.of("Account_Name", "Reporting_To", "Reporting_To.Reporting_To")) {
            String path = start;
            for (int i = 0; i < 3; i++) {
                joins.add(path + ".Owner.email e" + joins.size());
                path += start.startsWith("A") ? ".Parent_Account" : ".Account_Name";
                if (!start.startsWith("A")) {
                    break;
                }
            }
        }
        assertThat(rows(admin, "select " + String.join(", ", joins) + " from Contacts limit 1"))
                .hasSize(1);
        assertThat(catchThrowableOfType(
                        PlatformException.class,
                        () -> records.coql(
                                admin,
                                "select " + String.join(", ", joins)
                                        + ", Created_By.email c, Modified_By.email m, Owner.email o, Vendor_Name.Owner.email v,"
                                        + " Reporting_To.Vendor_Name.Owner.email w from Contacts")))
                .hasMessageContaining("15 lookups");
    }
}
