package io.atelier.templates.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.templates.solution.FieldDoc;
import io.atelier.templates.solution.PicklistValueDoc;
import io.atelier.templates.solution.SolutionDoc;
import io.atelier.templates.solution.SolutionLoader;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleDataTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
    private static final SolutionDoc SALES = SolutionLoader.load("sales");

    private static SampleData generate(long seed) {
        return SampleData.generate(seed, TODAY, SampleSizes.forAccounts(200));
    }

    @Test
    void sameSeedGivesSameRows() {
        assertThat(generate(7)).isEqualTo(generate(7));
        assertThat(generate(7)).isNotEqualTo(generate(8));
    }

    @Test
    void rowsAreTheSameOnEveryMachine() {
        Map<String, String> first = SampleData.generate(1, TODAY, SampleSizes.forAccounts(1))
                .rows()
                .get("Accounts")
                .getFirst();

        assertThat(first).containsEntry("Account_Name", "Bodegas Sierraalta").containsEntry("Billing_Code", "46026");
    }

    @Test
    void sizesAreKept() {
        var rows = SampleData.generate(3, TODAY, new SampleSizes(4, 9, 5, 6, 8, 20))
                .rows();

        assertThat(rows.get("Accounts")).hasSize(4);
        assertThat(rows.get("Contacts")).hasSize(9);
        assertThat(rows.get("Leads")).hasSize(5);
        assertThat(rows.get("Deals")).hasSize(6);
        assertThat(rows.get("Tasks")).hasSize(8);
        assertThat(rows.get("Products")).hasSize(20);
    }

    @Test
    void rowsWithoutAccountsAreStillRows() {
        var rows =
                SampleData.generate(3, TODAY, new SampleSizes(0, 3, 0, 3, 3, 0)).rows();

        assertThat(rows.get("Contacts")).hasSize(3).noneMatch(row -> row.containsKey("Account_Name"));
        assertThat(rows.get("Deals")).hasSize(3);
    }

    @Test
    void everyValueFitsItsField() {
        generate(11).rows().forEach((module, rows) -> {
            for (Map<String, String> row : rows) {
                row.forEach((name, value) -> assertFits(
                        SALES.findModule(module).orElseThrow().findField(name).orElseThrow(), value));
            }
        });
    }

    @Test
    void requiredFieldsAreFilled() {
        generate(12).rows().forEach((module, rows) -> {
            List<String> required = SALES.findModule(module).orElseThrow().fields().stream()
                    .filter(FieldDoc::required)
                    .map(FieldDoc::apiName)
                    .toList();
            assertThat(rows).allSatisfy(row -> assertThat(row).containsKeys(required.toArray(String[]::new)));
        });
    }

    @Test
    void lookupsPointToExistingRows() {
        SampleData data = generate(13);

        data.rows()
                .forEach((module, rows) -> rows.forEach(row -> row.forEach((name, value) -> {
                    FieldDoc field = SALES.findModule(module)
                            .orElseThrow()
                            .findField(name)
                            .orElseThrow();
                    if (field.type().equals("lookup")) {
                        assertThat(value).matches("@" + field.target() + ":\\d+");
                        int index = Integer.parseInt(value.substring(value.indexOf(':') + 1));
                        assertThat(data.rows().get(field.target())).hasSizeGreaterThan(index);
                    }
                })));
    }

    @Test
    void companiesAndAddressesAreUnique() {
        SampleData data = SampleData.generate(14, TODAY, new SampleSizes(5_000, 10_000, 2_000, 0, 0, 0));

        assertThat(data.rows().get("Accounts"))
                .extracting(row -> row.get("Account_Name"))
                .doesNotHaveDuplicates();
        assertThat(data.rows().get("Contacts"))
                .extracting(row -> row.get("Email"))
                .doesNotHaveDuplicates();
    }

    @Test
    void womenBearTheirFormOfTheName() {
        assertThat(generate(15).rows().get("Contacts"))
                .filteredOn(row -> "Россия".equals(row.get("Mailing_Country")))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.get("Last_Name"))
                        .matches(row.get("Salutation").equals("Ms.") ? ".*(а|ая)" : ".*(в|н|ий)"));
    }

    private static void assertFits(FieldDoc field, String value) {
        assertThat(value).isNotBlank();
        assertThat(field.readOnly()).as(field.apiName()).isFalse();
        switch (field.type()) {
            case "picklist" ->
                assertThat(field.values()).extracting(PicklistValueDoc::value).contains(value);
            case "integer" -> assertThat(Integer.parseInt(value)).isNotNegative();
            case "currency", "double" -> assertThat(new BigDecimal(value)).isNotNegative();
            case "date" -> assertThat(LocalDate.parse(value)).isNotNull();
            case "boolean" -> assertThat(value).isIn("true", "false");
            case "email" ->
                assertThat(value).matches("[a-z0-9.-]+@[a-z0-9-]+\\.example").hasSizeLessThan(100);
            case "website" -> assertThat(value).matches("https://www\\.[a-z0-9-]+\\.example");
            case "phone" -> assertThat(value).matches("\\+[0-9 -]{8,24}");
            case "text" -> {
                if (field.length() != null) {
                    assertThat(value.length()).isLessThanOrEqualTo(field.length());
                }
            }
            default -> assertThat(field.type()).isEqualTo("lookup");
        }
    }
}
