package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.AggregateQuery.Measure;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.math.BigDecimal;
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

/** Figures by and of fields that lie behind lookups. */
@PlatformTest
class AggregatePathsTest {
    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private CurrencyService currencies;

    private Actor admin;
    private Actor seller;
    private long rome;
    private long oslo;

    @BeforeEach
    void companiesAndPeople() {
        admin = given.administrator();
        seller = given.person(
                admin,
                new Permissions(
                        false, Map.of("Accounts", new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of()))));
        rome = account(admin, "Rome Ltd", Map.of("Industry", "Agriculture", "Annual_Revenue", 100));
        oslo = account(admin, "Oslo Ltd", Map.of("Annual_Revenue", 50, "Parent_Account", rome));
        contact(admin, "Ada", Map.of("Account_Name", rome));
        contact(admin, "Bob", Map.of("Account_Name", oslo));
        contact(admin, "Cyd", Map.of("Account_Name", oslo));
        contact(admin, "Dee", Map.of());
    }

    private long account(Actor actor, String name, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("Account_Name", name));
        values.putAll(more);
        return given.record(actor, "Accounts", values);
    }

    private void contact(Actor actor, String name, Map<String, ?> more) {
        Map<String, Object> values = new HashMap<>(Map.of("Last_Name", name));
        values.putAll(more);
        given.record(actor, "Contacts", values);
    }

    private List<AggregateRow> rows(Actor actor, String group, Measure measure, String measured, String criteria) {
        return records.aggregate(
                actor,
                new AggregateQuery(
                        "Contacts",
                        Optional.of(group).filter(name -> !name.isEmpty()),
                        measure,
                        Optional.of(measured).filter(name -> !name.isEmpty()),
                        CriteriaParser.parse(criteria),
                        10));
    }

    /** Groups as {@code key=value/count}, a lookup's key by its label. */
    private List<String> figures(Actor actor, String group, Measure measure, String measured, String criteria) {
        return rows(actor, group, measure, measured, criteria).stream()
                .map(row -> (row.label().isEmpty() ? ValueCodec.toApi(row.key()) : row.label()) + "="
                        + row.value().stripTrailingZeros().toPlainString() + "/" + row.count())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", emptyValue = "", textBlock = """
            Account_Name.Industry                      ; COUNT   ; ''                                         ; '' ; null=3/3, Agriculture=1/1
            Account_Name                               ; SUM     ; Account_Name.Annual_Revenue                ; '' ; Rome Ltd=100/1, Oslo Ltd=100/2, null=0/1
            Account_Name.Parent_Account                ; COUNT   ; ''                                         ; '' ; Rome Ltd=2/2, null=2/2
            Account_Name.Parent_Account.Industry       ; MAXIMUM ; Account_Name.Annual_Revenue                ; '' ; null=100/2, Agriculture=50/2
            ''                                         ; AVERAGE ; Account_Name.Parent_Account.Annual_Revenue ; '' ; null=100/4
            ''                                         ; MINIMUM ; Account_Name.Annual_Revenue                ; '' ; null=50/4
            Account_Name.Account_Name                  ; COUNT   ; '' ; (Account_Name.Parent_Account.Industry:equals:Agriculture) ; Oslo Ltd=2/2
            Contacts.Account_Name.Account_Name         ; COUNT   ; '' ; (Account_Name.Annual_Revenue:greater_than:60) ; Rome Ltd=1/1
            """)
    void groupFigureAndFilterOverLookups(
            String group, Measure measure, String measured, String criteria, String expected) {
        assertThat(figures(admin, group, measure, measured, criteria)).containsExactlyInAnyOrder(expected.split(", "));
    }

    @Test
    void aUsersFieldsGroupToo() {
        assertThat(rows(admin, "Owner.email", Measure.COUNT, "", ""))
                .singleElement()
                .satisfies(row -> {
                    assertThat(ValueCodec.toApi(row.key())).asString().endsWith("@example.org");
                    assertThat(row.count()).isEqualTo(4);
                });
        assertThat(rows(admin, "Account_Name.Owner", Measure.COUNT, "", ""))
                .extracting(AggregateRow::label)
                .anyMatch(label -> label.startsWith("Person"));
    }

    @Test
    void recordsOutOfScopeOrRecycledHaveNoValues() {
        long own = account(seller, "Own Ltd", Map.of("Industry", "Energy", "Annual_Revenue", 7));
        contact(seller, "Own", Map.of("Account_Name", own));

        assertThat(figures(seller, "Account_Name.Industry", Measure.SUM, "Account_Name.Annual_Revenue", ""))
                .containsExactlyInAnyOrder("Energy=7/1", "null=0/4");
        assertThat(figures(seller, "Account_Name.Parent_Account", Measure.COUNT, "", ""))
                .containsExactly("null=5/5");
        assertThat(figures(seller, "", Measure.COUNT, "", "(Account_Name.Annual_Revenue:greater_than:10)"))
                .containsExactly("null=0/0");

        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Delete(rome)));
        assertThat(figures(admin, "Account_Name.Industry", Measure.COUNT, "", ""))
                .containsExactlyInAnyOrder("Energy=1/1", "null=4/4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"group", "measured", "criteria"})
    void aHiddenFieldIsAnsweredForAsNone(String place) {
        Actor noField =
                actor("Accounts", new ModuleRights(Set.of(Verb.values()), false, Set.of("Annual_Revenue"), Set.of()));
        Actor noModule = actor("Accounts", new ModuleRights(Set.of(), false, Set.of(), Set.of()));
        Actor noLookup =
                actor("Contacts", new ModuleRights(Set.of(Verb.values()), false, Set.of("Account_Name"), Set.of()));

        for (Actor actor : List.of(noField, noModule, noLookup)) {
            PlatformException hidden = refusal(actor, place, "Account_Name.Annual_Revenue");
            PlatformException missing = refusal(actor, place, "Account_Name.Annual_Revenu_");
            assertThat(hidden.code()).isEqualTo(missing.code());
            assertThat(hidden.getMessage()).isEqualTo(missing.getMessage());
            assertThat(hidden.details().toString().replace("Revenue", "Revenu_"))
                    .isEqualTo(missing.details().toString());
        }
    }

    private Actor actor(String module, ModuleRights rights) {
        return given.person(admin, new Permissions(false, Map.of(module, rights)));
    }

    private PlatformException refusal(Actor actor, String place, String path) {
        return catchThrowableOfType(
                PlatformException.class,
                () -> rows(
                        actor,
                        place.equals("group") ? path : "",
                        place.equals("measured") ? Measure.SUM : Measure.COUNT,
                        place.equals("measured") ? path : "",
                        place.equals("criteria") ? "(" + path + ":is_empty)" : ""));
    }

    @Test
    void onlyNumbersAreFiguredAndOnlyWhatHasAnOrderGroups() {
        assertThatThrownBy(() -> rows(admin, "", Measure.SUM, "Account_Name.Industry", ""))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA));
        assertThatThrownBy(() -> rows(admin, "Account_Name.Description", Measure.COUNT, "", ""))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_SUPPORTED));
    }

    @Test
    void amountsBehindALookupAreInTheHomeCurrency() {
        currencies.put(admin, "USD", new BigDecimal("1.25"), true);
        records.write(
                        admin,
                        WriteRequest.of(
                                "Accounts", RecordChange.update(oslo, Map.of("Annual_Revenue", 50, "Currency", "USD"))))
                .single();

        assertThat(figures(admin, "Account_Name", Measure.MAXIMUM, "Account_Name.Annual_Revenue", ""))
                .containsExactlyInAnyOrder("Rome Ltd=100/1", "Oslo Ltd=40/2", "null=0/1");
    }

    @Test
    void aGroupsRecordsAreFoundByItsKey() {
        AggregateRow largest = rows(
                        admin,
                        "Account_Name.Parent_Account.Industry",
                        Measure.COUNT,
                        "",
                        "(Account_Name.Parent_Account:is_not_empty)")
                .getFirst();

        assertThat(records.count(
                                admin,
                                "Contacts",
                                Criteria.compare(
                                        "Account_Name.Parent_Account.Industry",
                                        Operator.EQUALS,
                                        String.valueOf(ValueCodec.toApi(largest.key()))),
                                10)
                        .count())
                .isEqualTo(largest.count());
    }
}
