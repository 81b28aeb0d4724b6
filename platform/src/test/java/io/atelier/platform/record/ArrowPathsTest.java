package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaJson;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.Formula;
import io.atelier.platform.expression.Operand;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** A lookup into several modules, followed into one of them. */
@PlatformTest
class ArrowPathsTest {
    @Autowired
    private Given given;

    @Autowired
    private SetupService setup;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private RecordService records;

    private Actor admin;
    private long rome;
    private long lead;

    @BeforeEach
    void notesOnSeveralModules() {
        admin = given.administrator();
        FieldDef what = FieldDef.of("What_Id", Label.of("About"), FieldType.MULTI_MODULE_LOOKUP)
                .with(new FieldProperties.AnyLookup(List.of("Leads", "Accounts", "Contacts"), Optional.empty()));
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Contacts", what))));
        rome = given.record(
                admin,
                "Accounts",
                Map.of(
                        "Account_Name",
                        "Rome Ltd",
                        "Annual_Revenue",
                        100,
                        "Description",
                        "old",
                        "Billing_City",
                        "Rome"));
        long oslo = given.record(
                admin, "Accounts", Map.of("Account_Name", "Oslo Ltd", "Annual_Revenue", 7, "Parent_Account", rome));
        lead = given.record(admin, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine", "City", "Rome"));
        contact("Ada", "Accounts:" + rome);
        contact("Bob", "Accounts:" + oslo);
        contact("Cyd", "Leads:" + lead);
        contact("Dee", "");
    }

    private void contact(String name, String about) {
        given.record(
                admin,
                "Contacts",
                about.isEmpty() ? Map.of("Last_Name", name) : Map.of("Last_Name", name, "What_Id", about));
    }

    private List<String> found(Actor actor, Criteria criteria) {
        RecordQuery query =
                RecordQuery.of("Contacts", List.of("Last_Name"), 100).where(criteria);
        return records.query(actor, query.sortedBy("Last_Name", false)).records().stream()
                .map(record -> record.text("Last_Name"))
                .toList();
    }

    /** Values between bars, without the id that a plain query adds. */
    private List<String> rows(Actor actor, String query) {
        CoqlResult result = records.coql(actor, query);
        int wanted = result.columns().getLast().equals("id")
                ? result.columns().size() - 1
                : result.columns().size();
        return result.rows().stream()
                .map(row -> String.join(
                        "|",
                        row.subList(0, wanted).stream()
                                .map(ArrowPathsTest::text)
                                .toList()))
                .toList();
    }

    private static String text(FieldValue value) {
        return value instanceof FieldValue.Number(BigDecimal number)
                ? number.toPlainString()
                : String.valueOf(ValueCodec.toApi(value));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            (What_Id->Accounts.Account_Name:equals:rome ltd)               ; Ada
            (What_Id->Accounts.Annual_Revenue:greater_than:1)              ; Ada, Bob
            (What_Id->Accounts.Parent_Account.Account_Name:contains:rome)  ; Bob
            (What_Id->Leads.City:equals:Rome)                              ; Cyd
            (What_Id->Leads.City:is_empty)                                 ; Ada, Bob, Dee
            (What_Id->Leads.City:not_equal:Rome)                           ; Ada, Bob, Dee
            ((What_Id->Leads.City:equals:Rome)or(What_Id->Accounts.Billing_City:equals:Rome)) ; Ada, Cyd
            (What_Id->Leads.Owner.email:ends_with:example.org)             ; Cyd
            (Contacts.What_Id->Leads.id:is_not_empty)                      ; Cyd
            """)
    void criteriaFollowTheArrow(String criteria, String names) {
        List<String> expected = List.of(names.split(", "));

        assertThat(found(admin, CriteriaParser.parse(criteria))).isEqualTo(expected);
        // The same by way of JSON.
        Criteria again = CriteriaJson.read(CriteriaJson.write(CriteriaParser.parse(criteria)));
        assertThat(found(admin, again)).isEqualTo(expected);
        assertThat(records.count(admin, "Contacts", again, 10).count()).isEqualTo(expected.size());
    }

    @Test
    void aFieldIsComparedWithOneBehindTheArrow() {
        contact("Byron", "Leads:" + lead);

        assertThat(found(
                        admin,
                        Criteria.compare("Last_Name", Operator.EQUALS, Operand.field("What_Id->Leads.Last_Name"))))
                .containsExactly("Byron");
        assertThat(found(admin, CriteriaParser.parse("(Last_Name:equals:${field:What_Id->Leads.Last_Name})")))
                .containsExactly("Byron");
    }

    @Test
    void listsReadAndAreOrderedByWhatIsBehindTheArrow() {
        List<CrmRecord> page = records.query(
                        admin,
                        RecordQuery.of(
                                        "Contacts",
                                        List.of(
                                                "Last_Name",
                                                "What_Id->Leads.Last_Name",
                                                "What_Id->Accounts.Parent_Account"),
                                        10)
                                .sortedBy("What_Id->Accounts.Annual_Revenue", false))
                .records();

        assertThat(page).extracting(record -> record.text("Last_Name")).containsExactly("Bob", "Ada", "Cyd", "Dee");
        assertThat(page)
                .extracting(record -> record.text("What_Id->Leads.Last_Name"))
                .containsExactly("", "", "Byron", "");
        assertThat(page.getFirst().labels()).containsEntry("What_Id->Accounts.Parent_Account", "Rome Ltd");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select What_Id->Leads.Last_Name, What_Id->Accounts.Account_Name from Contacts order by Last_Name limit 3 ; null|Rome Ltd, null|Oslo Ltd, Byron|null
            select Last_Name n from Contacts where What_Id->Accounts.Annual_Revenue between 50 and 200               ; Ada
            select What_Id -> Accounts . Account_Name n from Contacts where Last_Name = 'Bob'                        ; Oslo Ltd
            select What_Id->Accounts.Billing_City c, count(id), sum(What_Id->Accounts.Annual_Revenue) from Contacts group by What_Id->Accounts.Billing_City having max(What_Id->Accounts.Annual_Revenue) > 1 order by max(What_Id->Accounts.Annual_Revenue) desc ; Rome|1|100, null|3|7
            select count(What_Id->Leads.id) from Contacts                                                            ; 1
            """)
    void queriesFollowTheArrow(String query, String expected) {
        assertThat(rows(admin, query)).containsExactly(expected.split(", "));
    }

    @Test
    void aggregatesFollowTheArrow() {
        assertThat(records.aggregate(
                        admin,
                        new AggregateQuery(
                                "Contacts",
                                Optional.of("What_Id->Accounts.Parent_Account"),
                                AggregateQuery.Measure.SUM,
                                Optional.of("What_Id->Accounts.Annual_Revenue"),
                                CriteriaParser.parse("(What_Id->Accounts.id:is_not_empty)"),
                                10)))
                .extracting(row ->
                        row.label() + "=" + row.value().stripTrailingZeros().toPlainString())
                .containsExactly("=100", "Rome Ltd=7");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            What_Id.Last_Name               ; behind an arrow
            Account_Name->Accounts.Phone    ; behind another lookup stands a dot
            Last_Name->Leads.City           ; behind another lookup stands a dot
            Owner->Users.email              ; behind another lookup stands a dot
            What_Id->Deals.Amount           ; does not point to such a module
            What_Id->Nothing.Amount         ; does not point to such a module
            What_Id->leads.Last_Name        ; does not point to such a module
            What_Id->Leads                  ; a dot and one of its fields
            What_Id->Leads->Accounts.Phone  ; a dot and one of its fields
            What_Id->Leads.Nothing          ; no such field
            Nothing->Leads.Last_Name        ; no such field
            """)
    void aPathThatIsWrittenWronglyIsRefusedWithItsPlace(String path, String message) {
        PlatformException query = refusal(() -> records.coql(admin, "select id,\n " + path + " from Contacts"));
        assertThat(query.code()).isEqualTo(ErrorCode.INVALID_QUERY);
        assertThat(query).hasMessageContaining(message);
        assertThat(query.details()).containsEntry("line", 2).containsEntry("column", 2);

        PlatformException criteria = refusal(() -> found(admin, Criteria.compare(path, Operator.IS_EMPTY)));
        assertThat(criteria.code()).isEqualTo(ErrorCode.INVALID_QUERY);
        assertThat(criteria).hasMessageContaining(message);
        assertThat(criteria.details()).containsEntry("api_name", path);

        PlatformException list = refusal(() -> records.query(admin, RecordQuery.of("Contacts", List.of(path), 1)));
        assertThat(list.code()).isEqualTo(ErrorCode.INVALID_FIELD);
        assertThat(list).hasMessageContaining(message);
        assertThat(list.details()).containsEntry("api_name", path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select What_Id->Leads. from Contacts        ; 24
            select What_Id->.Last_Name from Contacts    ; 17
            select ->Leads.Last_Name from Contacts      ; 8
            select id from Contacts where What_Id- >Leads.City = 'x' ; 38
            """)
    void aPathThatCannotBeReadIsASyntaxErrorWithItsPlace(String query, int column) {
        PlatformException refused = refusal(() -> records.coql(admin, query));

        assertThat(refused.code()).isEqualTo(ErrorCode.SYNTAX_ERROR);
        assertThat(refused.details()).containsEntry("column", column);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select %s from Contacts",
                "select id from Contacts where %s is null",
                "select count(id) from Contacts group by %s",
                "select max(%s) from Contacts",
                "select id from Contacts order by %s"
            })
    void aHiddenFieldLookupOrModuleIsAnsweredForAsNone(String query) {
        Actor noField =
                actor("Accounts", new ModuleRights(Set.of(Verb.values()), false, Set.of("Annual_Revenue"), Set.of()));
        Actor noLookup = actor("Contacts", new ModuleRights(Set.of(Verb.values()), false, Set.of("What_Id"), Set.of()));
        Actor noModule = actor("Accounts", new ModuleRights(Set.of(), false, Set.of(), Set.of()));

        assertSame(noField, query, "What_Id->Accounts.Annual_Revenue", "What_Id->Accounts.Annual_Revenu_");
        assertSame(noLookup, query, "What_Id->Accounts.Annual_Revenue", "What_I_->Accounts.Annual_Revenue");
        assertSame(noLookup, query, "What_Id.Annual_Revenue", "What_I_.Annual_Revenue");
        assertSame(noLookup, query, "What_Id->Accounts", "What_I_->Accounts");
        assertSame(noModule, query, "What_Id->Accounts.Annual_Revenue", "What_Id->Account_.Annual_Revenue");
    }

    private Actor actor(String module, ModuleRights rights) {
        return given.person(admin, new Permissions(false, Map.of(module, rights)));
    }

    private void assertSame(Actor actor, String query, String hidden, String missing) {
        PlatformException one = refusal(() -> records.coql(actor, query.formatted(hidden)));
        PlatformException other = refusal(() -> records.coql(actor, query.formatted(missing)));

        assertThat(one.code()).isEqualTo(other.code());
        assertThat(one.getMessage()).isEqualTo(other.getMessage());
        assertThat(one.details().toString().replace(hidden, missing).replace("near=What_Id", "near=What_I_"))
                .isEqualTo(other.details().toString().replace("near=What_Id", "near=What_I_"));
    }

    @Test
    void recordsOutOfScopeOrRecycledHaveNoValues() {
        Actor seller = actor("Accounts", new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of()));
        long own = given.record(seller, "Accounts", Map.of("Account_Name", "Own Ltd", "Annual_Revenue", 3));
        contact("Eve", "Accounts:" + own);

        assertThat(found(seller, CriteriaParser.parse("(What_Id->Accounts.Annual_Revenue:greater_than:0)")))
                .containsExactly("Eve");
        assertThat(rows(seller, "select max(What_Id->Accounts.Annual_Revenue) from Contacts"))
                .containsExactly("3");
        assertThat(rows(seller, "select count(id) from Contacts where What_Id->Leads.City = 'Rome'"))
                .containsExactly("1");

        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Delete(rome)));
        assertThat(found(admin, CriteriaParser.parse("(What_Id->Accounts.Billing_City:equals:Rome)")))
                .isEmpty();
    }

    @Test
    void formulasDoNotFollowIt() {
        FieldNames names = FieldNames.of(
                metadata.model(admin.org()), metadata.model(admin.org()).module("Contacts"));

        for (String path : List.of("What_Id->Leads.City", "What_Id.City")) {
            assertThat(refusal(() -> Formula.compile("${" + path + "}", FieldType.TEXT, 0, names)))
                    .hasMessageContaining("do not follow lookups into several modules");
        }
    }

    private static PlatformException refusal(ThrowingCallable refused) {
        return catchThrowableOfType(PlatformException.class, refused);
    }
}
