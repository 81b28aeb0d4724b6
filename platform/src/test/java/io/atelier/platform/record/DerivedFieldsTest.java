package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldProperties.Rollup;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class DerivedFieldsTest {
    private static final long SEED = 20_261_123;

    @Autowired
    private Given given;

    @Autowired
    private SetupService setup;

    @Autowired
    private RecordService records;

    @Autowired
    private DerivedFieldService derived;

    @Autowired
    private OrgJdbc jdbc;

    private Actor admin;

    @BeforeEach
    void start() {
        admin = given.administrator();
    }

    @Test
    void aFormulaFollowsItsOwnRecord() {
        apply(formula("Deals", "Weighted", "${Amount} * ${Probability} / 100", FieldType.CURRENCY));
        long id = deal(Map.of("Amount", 200, "Probability", 25));

        assertThat(number("Deals", id, "Weighted")).isEqualByComparingTo("50");
        update("Deals", id, Map.of("Amount", 400));
        assertThat(number("Deals", id, "Weighted")).isEqualByComparingTo("100");
        update("Deals", id, cleared("Amount"));
        assertThat(records.get(admin, "Deals", id).value("Weighted")).isEqualTo(FieldValue.NULL);
    }

    @Test
    void aFormulaIsFilledForRecordsThatAreThere_andCanBeFilteredAndSorted() {
        long small = deal(Map.of("Amount", 1));
        long large = deal(Map.of("Amount", 100));

        apply(formula("Deals", "Doubled", "${Amount} * 2", FieldType.DOUBLE));

        assertThat(records.query(
                                admin,
                                RecordQuery.of("Deals", List.of("Doubled"), 10)
                                        .where(Criteria.compare("Doubled", Operator.GREATER_THAN, "1"))
                                        .sortedBy("Doubled", true))
                        .records())
                .extracting(CrmRecord::id)
                .containsExactly(large, small);
    }

    @Test
    void aFormulaFollowsTheRecordThatItsLookupLeadsTo() {
        apply(formula("Deals", "Field_Of_Work", "${Account_Name.Industry}", FieldType.TEXT));
        long acme = account(Map.of("Industry", "Communications"));
        long other = account(Map.of("Industry", "Consulting"));
        long deal = deal(Map.of("Account_Name", Long.toString(acme)));
        assertThat(text("Deals", deal, "Field_Of_Work")).isEqualTo("Communications");

        update("Accounts", acme, Map.of("Industry", "Education"));
        assertThat(text("Deals", deal, "Field_Of_Work")).isEqualTo("Education");

        update("Deals", deal, Map.of("Account_Name", Long.toString(other)));
        assertThat(text("Deals", deal, "Field_Of_Work")).isEqualTo("Consulting");

        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Delete(other)));
        assertThat(text("Deals", deal, "Field_Of_Work")).isEmpty();

        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Restore(other)));
        assertThat(text("Deals", deal, "Field_Of_Work")).isEqualTo("Consulting");
        assertThat(derived.verify(admin)).isEmpty();
    }

    @Test
    void formulasStandUponFormulasAndRollups_acrossModules() {
        apply(
                formula("Deals", "Weighted", "${Amount} * ${Probability} / 100", FieldType.CURRENCY),
                rollup("Accounts", "Pipeline", Rollup.Function.SUM, "Weighted", ""),
                formula("Accounts", "Class", "If(${Pipeline} > 100, 'A', 'B')", FieldType.TEXT),
                formula("Contacts", "Class_Of_Account", "Lower(${Account_Name.Class})", FieldType.TEXT));
        long account = account(Map.of());
        long contact =
                given.record(admin, "Contacts", Map.of("Last_Name", "Ray", "Account_Name", Long.toString(account)));
        assertThat(text("Contacts", contact, "Class_Of_Account")).isEqualTo("b");

        long deal = deal(Map.of("Amount", 1_000, "Probability", 50, "Account_Name", Long.toString(account)));
        assertThat(number("Accounts", account, "Pipeline")).isEqualByComparingTo("500");
        assertThat(text("Accounts", account, "Class")).isEqualTo("A");
        assertThat(text("Contacts", contact, "Class_Of_Account")).isEqualTo("a");

        update("Deals", deal, Map.of("Probability", 1));
        assertThat(text("Contacts", contact, "Class_Of_Account")).isEqualTo("b");
        assertThat(derived.verify(admin)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"COUNT, 2, 3, 2", "SUM, 30, 35, 15", "AVG, 15, 11.67, 7.5", "MIN, 10, 5, 5", "MAX, 20, 20, 10"})
    void aRollupFollowsTheRecordsThatPointHere(
            Rollup.Function function, BigDecimal two, BigDecimal three, BigDecimal afterDelete) {
        String measured = function == Rollup.Function.COUNT ? "" : "Amount";
        apply(rollup("Accounts", "Figure", function, measured, ""));
        long account = account(Map.of());
        deal(Map.of("Amount", 10, "Account_Name", Long.toString(account)));
        long large = deal(Map.of("Amount", 20, "Account_Name", Long.toString(account)));
        assertThat(number("Accounts", account, "Figure")).isEqualByComparingTo(two);

        long third = deal(Map.of("Amount", 5));
        update("Deals", third, Map.of("Account_Name", Long.toString(account)));
        assertThat(number("Accounts", account, "Figure")).isEqualByComparingTo(three);

        records.write(admin, WriteRequest.of("Deals", new RecordChange.Delete(large)));
        assertThat(number("Accounts", account, "Figure")).isEqualByComparingTo(afterDelete);
        assertThat(derived.verify(admin)).isEmpty();
    }

    @Test
    void aRollupTakesOnlyWhatMatches() {
        apply(rollup("Accounts", "Won", Rollup.Function.COUNT, "", "(Stage:equals:Closed Won)"));
        long account = account(Map.of());
        long deal = deal(Map.of("Account_Name", Long.toString(account)));
        assertThat(number("Accounts", account, "Won")).isEqualByComparingTo("0");

        update("Deals", deal, Map.of("Stage", "Closed Won"));
        assertThat(number("Accounts", account, "Won")).isEqualByComparingTo("1");
    }

    @Test
    void nobodyWritesAFigure_andItIsNoNewerVersion() {
        apply(rollup("Accounts", "Total", Rollup.Function.SUM, "Amount", ""));
        long account = account(Map.of());
        long version = records.get(admin, "Accounts", account).version();

        deal(Map.of("Amount", 5, "Account_Name", Long.toString(account)));

        assertThat(records.get(admin, "Accounts", account).version()).isEqualTo(version);
        WriteResult result =
                records.write(admin, WriteRequest.of("Accounts", RecordChange.update(account, Map.of("Total", 1))));
        assertThat(result.rows().getFirst()).isInstanceOf(WriteResult.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${Nothing} + 1",
                "${Amount} +",
                "${Amount} + 'a'",
                "Sqrt()",
                "${Figure} + 1",
                "${Account_Name.Nothing}",
                "${Description}"
            })
    void aFormulaThatCannotBeIsRefusedWithItsPlace(String text) {
        SchemaPlan plan = setup.plan(admin, List.of(formula("Deals", "Figure", text, FieldType.DOUBLE)));

        assertThat(plan.problems()).isNotEmpty();
    }

    @Test
    void aCircleThroughRollupsIsRefusedByName() {
        apply(
                rollup("Accounts", "Total", Rollup.Function.SUM, "Amount", ""),
                formula("Deals", "Share", "${Amount} / ${Account_Name.Total}", FieldType.DOUBLE));

        SchemaPlan plan = setup.plan(admin, List.of(rollup("Accounts", "Shares", Rollup.Function.SUM, "Share", "")));
        assertThat(plan.problems()).isEmpty();
        plan = setup.plan(
                admin,
                List.of(
                        rollup("Accounts", "Shares", Rollup.Function.SUM, "Share", ""),
                        formula("Deals", "Turn", "${Account_Name.Shares}", FieldType.DOUBLE),
                        new SchemaChange.ChangeField(
                                "Deals",
                                formula("Deals", "Share", "${Turn}", FieldType.DOUBLE)
                                        .field())));

        assertThat(plan.problems()).extracting(Violation::code).contains(ErrorCode.INVALID_DATA);
        assertThat(plan.problems()).anyMatch(problem -> problem.path().contains("Deals.Share"));
    }

    @Test
    void aFieldThatAFormulaNeedsIsNotRetired() {
        apply(formula("Deals", "Doubled", "${Amount} * 2", FieldType.DOUBLE));

        assertThat(setup.plan(admin, List.of(new SchemaChange.RetireField("Deals", "Amount")))
                        .problems())
                .isNotEmpty();
    }

    @Test
    void aChangedFormulaIsFiguredAnew_alsoWithAnotherResult() {
        apply(formula("Deals", "Figure", "${Amount} * 2", FieldType.DOUBLE));
        long id = deal(Map.of("Amount", 5));

        apply(new SchemaChange.ChangeField(
                "Deals",
                formula("Deals", "Figure", "${Amount} * 3", FieldType.DOUBLE).field()));
        assertThat(number("Deals", id, "Figure")).isEqualByComparingTo("15");

        apply(new SchemaChange.ChangeField(
                "Deals",
                formula("Deals", "Figure", "Concat('x', ${Deal_Name})", FieldType.TEXT)
                        .field()));
        assertThat(text("Deals", id, "Figure")).isEqualTo("xD");
    }

    @Test
    void aFormulaThatAsksForTheTimeIsFiguredWhenItIsRead() {
        apply(
                formula("Deals", "Days_Left", "Datebetween(Today(), ${Closing_Date}, 'DAY')", FieldType.DOUBLE),
                formula(
                        "Contacts",
                        "Nothing_Yet",
                        "If(Year(Now()) > 2000, ${Account_Name.Account_Name}, 'x')",
                        FieldType.TEXT),
                formula("Deals", "Twice_Left", "${Days_Left} * 2", FieldType.DOUBLE));
        long id = deal(Map.of(
                "Closing_Date",
                LocalDate.now(ZoneId.of("Europe/Berlin")).plusDays(10).toString()));
        long contact = given.record(
                admin,
                "Contacts",
                Map.of("Last_Name", "Ray", "Account_Name", Long.toString(account(Map.of("Account_Name", "Acme")))));

        assertThat(number("Deals", id, "Days_Left")).isBetween(new BigDecimal("9"), new BigDecimal("10"));
        assertThat(number("Deals", id, "Twice_Left")).isBetween(new BigDecimal("18"), new BigDecimal("20"));
        assertThat(records.query(admin, RecordQuery.of("Contacts", List.of("Nothing_Yet"), 5))
                        .records())
                .filteredOn(record -> record.id() == contact)
                .extracting(record -> record.text("Nothing_Yet"))
                .containsExactly("Acme");
        assertThatThrownBy(() -> records.query(
                        admin, RecordQuery.of("Deals", List.of(), 5).sortedBy("Days_Left", true)))
                .isInstanceOf(PlatformException.class);
        assertThat(derived.verify(admin)).isEmpty();
    }

    @Test
    void driftIsFoundAndRepaired() {
        apply(formula("Deals", "Doubled", "${Amount} * 2", FieldType.DOUBLE));
        deal(Map.of("Amount", 5));
        jdbc.sql(admin.org(), "update {s}.\"Deals\" set \"Doubled\" = 99").update();

        assertThat(derived.verify(admin)).containsExactly(new DerivedFieldService.Drift("Deals", "Doubled", 1));
        assertThat(derived.repair(admin)).isEqualTo(1);
        assertThat(derived.verify(admin)).isEmpty();
    }

    @Test
    void figuresStayExactThroughRandomWrites() {
        apply(
                formula("Deals", "Weighted", "${Amount} * ${Probability} / 100", FieldType.CURRENCY),
                formula("Deals", "Label", "Concat(${Account_Name.Account_Name}, ' ', ${Stage})", FieldType.TEXT),
                rollup("Accounts", "Number", Rollup.Function.COUNT, "", "(Amount:greater_than:50)"),
                rollup("Accounts", "Total", Rollup.Function.SUM, "Weighted", ""),
                rollup("Accounts", "Least", Rollup.Function.MIN, "Amount", ""),
                rollup("Accounts", "Most", Rollup.Function.MAX, "Amount", ""),
                rollup("Accounts", "Mean", Rollup.Function.AVG, "Amount", ""),
                formula("Accounts", "Grade", "If(${Total} > ${Mean}, 'high', 'low')", FieldType.TEXT),
                formula("Contacts", "Grade_Of_Account", "${Account_Name.Grade}", FieldType.TEXT));
        Random random = new Random(SEED);
        List<Long> accounts = new ArrayList<>();
        List<Long> deals = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            accounts.add(account(Map.of()));
            given.record(admin, "Contacts", Map.of("Last_Name", "C", "Account_Name", Long.toString(accounts.get(i))));
        }
        for (int i = 0; i < 250; i++) {
            Map<String, Object> values = new HashMap<>();
            values.put("Amount", random.nextInt(5) == 0 ? null : random.nextInt(200));
            values.put("Probability", random.nextInt(100));
            values.put("Account_Name", random.nextInt(6) == 0 ? null : Long.toString(accounts.get(random.nextInt(4))));
            switch (deals.isEmpty() ? 0 : random.nextInt(6)) {
                case 0, 1 -> deals.add(deal(values));
                case 2 -> writeQuietly("Deals", new RecordChange.Delete(deals.get(random.nextInt(deals.size()))));
                case 3 -> writeQuietly("Deals", new RecordChange.Restore(deals.get(random.nextInt(deals.size()))));
                case 4 ->
                    writeQuietly(
                            "Accounts",
                            RecordChange.update(
                                    accounts.get(random.nextInt(4)), Map.of("Account_Name", "A" + random.nextInt())));
                default -> writeQuietly("Deals", RecordChange.update(deals.get(random.nextInt(deals.size())), values));
            }
        }

        assertThat(derived.verify(admin)).as("seed %s", SEED).isEmpty();
    }

    @Test
    void figuresStayExactWhenManyWriteAtOnce() throws Exception {
        apply(
                rollup("Accounts", "Number", Rollup.Function.COUNT, "", ""),
                rollup("Accounts", "Total", Rollup.Function.SUM, "Amount", ""),
                rollup("Accounts", "Most", Rollup.Function.MAX, "Amount", ""),
                formula("Deals", "Name_Of_Account", "${Account_Name.Account_Name}", FieldType.TEXT));
        long account = account(Map.of());
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int amount = i;
            work.add(
                    i % 10 == 9
                            ? () -> {
                                update("Accounts", account, Map.of("Account_Name", "Name " + amount));
                                return account;
                            }
                            : () -> deal(Map.of("Amount", amount, "Account_Name", Long.toString(account))));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Long> done : threads.invokeAll(work)) {
                done.get();
            }
        }

        assertThat(derived.verify(admin)).isEmpty();
        assertThat(number("Accounts", account, "Number")).isEqualByComparingTo("54");
    }

    private static SchemaChange.AddField formula(String module, String name, String text, FieldType result) {
        return new SchemaChange.AddField(
                module,
                FieldDef.of(name, Label.of(name), FieldType.FORMULA)
                        .with(new FieldProperties.Formula(text, result, 2)));
    }

    private static SchemaChange.AddField rollup(
            String module, String name, Rollup.Function function, String measured, String criteria) {
        return new SchemaChange.AddField(
                module,
                FieldDef.of(name, Label.of(name), FieldType.ROLLUP_SUMMARY)
                        .with(new Rollup("Deals", "Account_Name", function, measured, criteria, FieldType.DOUBLE, 2)));
    }

    private void apply(SchemaChange... changes) {
        SchemaPlan plan = setup.plan(admin, List.of(changes));
        assertThat(plan.problems()).isEmpty();
        setup.apply(admin, plan);
    }

    private long deal(Map<String, ?> values) {
        Map<String, Object> all =
                new HashMap<>(Map.of("Deal_Name", "D", "Stage", "Qualification", "Closing_Date", "2026-12-31"));
        all.putAll(values);
        return given.record(admin, "Deals", all);
    }

    private long account(Map<String, ?> values) {
        Map<String, Object> all = new HashMap<>(Map.of("Account_Name", "Acme"));
        all.putAll(values);
        return given.record(admin, "Accounts", all);
    }

    private void update(String module, long id, Map<String, ?> values) {
        records.write(admin, WriteRequest.of(module, RecordChange.update(id, values)))
                .single();
    }

    /** What is not there any more is refused, which the random walk does not mind. */
    private void writeQuietly(String module, RecordChange change) {
        records.write(admin, WriteRequest.of(module, change));
    }

    private static Map<String, Object> cleared(String field) {
        Map<String, Object> values = new HashMap<>();
        values.put(field, null);
        return values;
    }

    private BigDecimal number(String module, long id, String field) {
        return records.get(admin, module, id).value(field) instanceof FieldValue.Number(BigDecimal number)
                ? number
                : new BigDecimal("-999");
    }

    private String text(String module, long id, String field) {
        return records.get(admin, module, id).text(field);
    }
}
