package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.Label;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.ExpressionEvaluator;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Holds the two back ends of criteria equal: random conditions pick the same records in PostgreSQL as in Java. */
@PlatformTest
class ConditionAgreementTest {
    private static final long SEED = 20_261_123;

    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private SetupService setup;

    @Autowired
    private LinkedValues linked;

    @Autowired
    private EvaluationContexts contexts;

    private final Random random = new Random(SEED);

    private static final List<String> TEXTS =
            List.of("Ada", "ADA", "ada lovelace", "Grün", "GRÜN", "100%", "a_b", "a\\b", "Ольга", "ОЛЬГА", "x'y");
    private static final List<String> NUMBERS = List.of("0", "1", "-5", "99.5", "100000");
    private static final List<String> DATES = List.of("1999-12-31", "2000-01-01", "2026-11-23");
    private static final List<String> STATUSES = List.of("Contacted", "Lost Lead", "Not Contacted");

    @Test
    void pickTheSameRecords() {
        Actor admin = given.administrator();
        ModuleDef leads = metadata.model(admin.org()).module("Leads");
        ModuleDef deals = metadata.model(admin.org()).module("Deals");
        for (int i = 0; i < 60; i++) {
            given.record(admin, "Leads", lead());
            given.record(admin, "Deals", deal());
        }
        for (int i = 0; i < 400; i++) {
            agree(admin, leads, criteria(List.of("City", "Email_Opt_Out", "Annual_Revenue", "Lead_Status"), 3));
            agree(admin, deals, criteria(List.of("Closing_Date", "Amount", "Next_Step"), 3));
        }
    }

    @Test
    void pickTheSameRecordsByWhatLookupsLeadTo() {
        Actor admin = given.administrator();
        FieldDef about = FieldDef.of("What_Id", Label.of("About"), FieldType.MULTI_MODULE_LOOKUP)
                .with(new FieldProperties.AnyLookup(List.of("Leads", "Accounts"), Optional.empty()));
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Contacts", about))));
        List<Long> leads = new ArrayList<>();
        List<Long> accounts = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            leads.add(given.record(admin, "Leads", lead()));
            accounts.add(given.record(admin, "Accounts", account(accounts)));
        }
        for (int i = 0; i < 60; i++) {
            given.record(admin, "Contacts", contact(accounts, leads));
        }
        recycle(admin, "Leads", leads.getFirst());
        recycle(admin, "Accounts", accounts.getFirst());
        for (int i = 0; i < 300; i++) {
            agree(
                    admin,
                    metadata.model(admin.org()).module("Contacts"),
                    criteria(
                            List.of(
                                    "Mailing_City",
                                    "Account_Name.Billing_City",
                                    "Account_Name.Annual_Revenue",
                                    "Account_Name.Parent_Account.Billing_City",
                                    "What_Id->Leads.City",
                                    "What_Id->Leads.Lead_Status",
                                    "What_Id->Accounts.Annual_Revenue",
                                    "What_Id->Accounts.Parent_Account.Billing_City"),
                            3));
        }
    }

    private void recycle(Actor admin, String module, long id) {
        records.write(admin, WriteRequest.of(module, new RecordChange.Delete(id)))
                .single();
    }

    private void agree(Actor admin, ModuleDef module, Criteria criteria) {
        List<String> fields = module.fields().stream().map(FieldDef::apiName).toList();
        List<SaveRow> all = records.query(admin, RecordQuery.of(module.apiName(), fields, 2_000)).records().stream()
                .map(record ->
                        new SaveRow(0, SaveRow.Kind.UPDATED, module, record.id(), record.version(), record.values()))
                .toList();
        OrgModel model = metadata.model(admin.org());
        Expression condition = new CriteriaResolver(FieldNames.of(model, module)).resolve(criteria);
        LinkedValues.Of values = linked.read(model, all, condition.fields());
        Set<Long> expected = all.stream()
                .filter(row ->
                        ExpressionEvaluator.matches(condition, path -> values.value(row, path), contexts.of(admin)))
                .map(SaveRow::id)
                .collect(Collectors.toSet());
        Set<Long> found =
                records
                        .query(
                                admin,
                                RecordQuery.of(module.apiName(), List.of(), 2_000)
                                        .where(criteria))
                        .records()
                        .stream()
                        .map(CrmRecord::id)
                        .collect(Collectors.toSet());
        assertThat(found).as("seed %s, criteria %s", SEED, criteria.toText()).isEqualTo(expected);
    }

    private Map<String, Object> lead() {
        Map<String, Object> values = new HashMap<>(Map.of("Last_Name", "L", "Company", "C"));
        perhaps(values, "City", pick(TEXTS));
        perhaps(values, "Annual_Revenue", pick(NUMBERS).replace("99.5", "99"));
        perhaps(values, "Lead_Status", pick(STATUSES));
        values.put("Email_Opt_Out", random.nextBoolean());
        return values;
    }

    private Map<String, Object> account(List<Long> others) {
        Map<String, Object> values = new HashMap<>(Map.of("Account_Name", "A"));
        perhaps(values, "Billing_City", pick(TEXTS));
        perhaps(values, "Annual_Revenue", pick(NUMBERS).replace("99.5", "99"));
        if (!others.isEmpty()) {
            perhaps(values, "Parent_Account", pick(others).toString());
        }
        return values;
    }

    private Map<String, Object> contact(List<Long> accounts, List<Long> leads) {
        Map<String, Object> values = new HashMap<>(Map.of("Last_Name", "C"));
        perhaps(values, "Mailing_City", pick(TEXTS));
        perhaps(values, "Account_Name", pick(accounts).toString());
        perhaps(values, "What_Id", random.nextBoolean() ? "Accounts:" + pick(accounts) : "Leads:" + pick(leads));
        return values;
    }

    private Map<String, Object> deal() {
        Map<String, Object> values =
                new HashMap<>(Map.of("Deal_Name", "D", "Stage", "Qualification", "Closing_Date", pick(DATES)));
        perhaps(values, "Amount", pick(NUMBERS));
        perhaps(values, "Next_Step", pick(TEXTS));
        return values;
    }

    private void perhaps(Map<String, Object> values, String field, String value) {
        if (random.nextInt(4) > 0) {
            values.put(field, value);
        }
    }

    private Criteria criteria(List<String> fields, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return comparison(pick(fields));
        }
        List<Criteria> parts = new ArrayList<>();
        for (int i = 2 + random.nextInt(2); i > 0; i--) {
            parts.add(criteria(fields, depth - 1));
        }
        return random.nextBoolean() ? new Criteria.All(parts) : new Criteria.Any(parts);
    }

    private Criteria comparison(String field) {
        List<Operator> operators = switch (last(field)) {
            case "City", "Billing_City", "Mailing_City", "Next_Step" ->
                List.of(
                        Operator.EQUALS,
                        Operator.NOT_EQUAL,
                        Operator.IN,
                        Operator.NOT_IN,
                        Operator.CONTAINS,
                        Operator.NOT_CONTAINS,
                        Operator.STARTS_WITH,
                        Operator.ENDS_WITH,
                        Operator.IS_EMPTY,
                        Operator.IS_NOT_EMPTY);
            case "Lead_Status", "Email_Opt_Out" ->
                List.of(Operator.EQUALS, Operator.NOT_EQUAL, Operator.IN, Operator.IS_EMPTY);
            default ->
                List.of(
                        Operator.EQUALS,
                        Operator.NOT_EQUAL,
                        Operator.GREATER_THAN,
                        Operator.GREATER_EQUAL,
                        Operator.LESS_THAN,
                        Operator.LESS_EQUAL,
                        Operator.BETWEEN,
                        Operator.NOT_IN,
                        Operator.IS_EMPTY,
                        Operator.IS_NOT_EMPTY);
        };
        Operator operator = pick(operators);
        int count = switch (operator) {
            case IS_EMPTY, IS_NOT_EMPTY -> 0;
            case BETWEEN, IN, NOT_IN -> 2;
            default -> 1;
        };
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(value(field));
        }
        return Criteria.compare(field, operator, values);
    }

    private String value(String field) {
        return switch (last(field)) {
            case "City", "Billing_City", "Mailing_City", "Next_Step" -> {
                String text = pick(TEXTS);
                int from = random.nextInt(text.length());
                yield random.nextBoolean() ? text : text.substring(from);
            }
            case "Lead_Status" -> pick(STATUSES);
            case "Email_Opt_Out" -> Boolean.toString(random.nextBoolean());
            case "Closing_Date" -> pick(DATES);
            case "Annual_Revenue" -> pick(NUMBERS).replace("99.5", "99");
            default -> pick(NUMBERS);
        };
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
