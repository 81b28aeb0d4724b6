package io.atelier.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atelier.platform.common.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class CriteriaJsonTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static Criteria read(String json) {
        return CriteriaJson.read(JSON.readValue(json, Map.class));
    }

    @Test
    void readsZohosForm() {
        assertThat(read("""
                                {"group_operator": "AND", "group": [
                                  {"field": {"api_name": "City", "id": "1"}, "comparator": "equal", "value": "Rome"},
                                  {"group_operator": "or", "group": [
                                    {"field": {"api_name": "Amount"}, "comparator": "between", "value": [1, "2.5"]},
                                    {"field": {"api_name": "Done"}, "comparator": "not_equal", "value": true},
                                    {"field": {"api_name": "Closing_Date"}, "comparator": "equal", "value": "${LASTNDAYS:7}"},
                                    {"field": {"api_name": "Owner"}, "comparator": "in", "value": ["${CURRENTUSER}", {"id": "5"}]},
                                    {"field": {"api_name": "A"}, "comparator": "less_than", "value": {"api_name": "B.C"}}
                                  ]}
                                ]}"""))
                .isEqualTo(new Criteria.All(List.of(
                        Criteria.compare("City", Operator.EQUALS, "Rome"),
                        new Criteria.Any(List.of(
                                Criteria.compare("Amount", Operator.BETWEEN, "1", "2.5"),
                                Criteria.compare("Done", Operator.NOT_EQUAL, "true"),
                                Criteria.compare(
                                        "Closing_Date", Operator.EQUALS, Operand.days(RelativeDate.Kind.LASTNDAYS, 7)),
                                new Criteria.Compare(
                                        "Owner", Operator.IN, List.of(new Operand.CurrentUser(), Operand.literal("5"))),
                                Criteria.compare("A", Operator.LESS_THAN, Operand.field("B.C")))))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "equal"        | "${EMPTY}"    | (F:is_empty)
            "equal"        | null          | (F:is_empty)
            "equal"        | "${NOTEMPTY}" | (F:is_not_empty)
            "not_equal"    | "${EMPTY}"    | (F:is_not_empty)
            "not_equal"    | "${NOTEMPTY}" | (F:is_empty)
            "is_empty"     | null          | (F:is_empty)
            "include_any"  | ["a","b"]     | (F:in:a,b)
            "exclude_all"  | ["a","b"]     | (F:not_in:a,b)
            "include_all"  | ["a","b"]     | ((F:contains:a)and(F:contains:b))
            "exclude_any"  | ["a","b"]     | ((F:not_contains:a)or(F:not_contains:b))
            "NOT_BETWEEN"  | [1,2]         | (F:not_between:1,2)
            "not_like"     | "a%"          | (F:not_like:a%)
            """, quoteCharacter = '`')
    void knowsZohosComparators(String comparator, String value, String text) {
        assertThat(read("{\"field\": \"F\", \"comparator\": " + comparator + ", \"value\": " + value + "}")
                        .toText())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"group": [], "group_operator": "and"}                            | $.group
            {"group": [1], "group_operator": "and"}                           | $.group[0]
            {"group": [{"field":"F","comparator":"equal","value":"x"}]}       | $.group_operator
            {"group": [{"comparator":"equal"}], "group_operator": "and"}      | $.group[0].field
            {"field": "F", "comparator": "is_odd", "value": "1"}              | $.comparator
            {"field": "F"}                                                    | $.comparator
            {"field": "F", "comparator": "between", "value": "1"}             | $.value
            {"field": "F", "comparator": "in", "value": [[1]]}                | $.value[0]
            {"field": "F", "comparator": "equal", "value": "${TODAYS}"}       | $.value
            {"field": "F", "comparator": "equal", "value": {}}                | $.value
            """, quoteCharacter = '`')
    void saysWhereItIsWrong(String json, String path) {
        PlatformException problem = catchThrowableOfType(PlatformException.class, () -> read(json));

        assertThat(problem.details()).containsEntry("json_path", path);
    }

    @Test
    void holdsItsLimits() {
        assertThat(CriteriaJson.read(nested(24))).isNotNull();
        assertThatThrownBy(() -> CriteriaJson.read(nested(25))).hasMessageContaining("25 levels");
        assertThatThrownBy(() -> CriteriaJson.read(nested(4_000))).hasMessageContaining("25 levels");
        assertThat(CriteriaJson.read(wide(25))).isNotNull();
        assertThatThrownBy(() -> CriteriaJson.read(wide(26))).hasMessageContaining("25 comparisons");
        List<String> many = List.of("abcdefghijklmnopqrstuvwxyz".split(""));
        assertThatThrownBy(() -> CriteriaJson.read(Map.of("field", "F", "comparator", "include_all", "value", many)))
                .hasMessageContaining("25 comparisons");
    }

    private static Map<String, Object> leaf() {
        return Map.of("field", Map.of("api_name", "F"), "comparator", "equal", "value", "x");
    }

    private static Map<String, Object> nested(int groups) {
        Map<String, Object> json = leaf();
        for (int i = 0; i < groups; i++) {
            json = new LinkedHashMap<>(Map.of("group_operator", "and", "group", List.of(json)));
        }
        return json;
    }

    private static Map<String, Object> wide(int leaves) {
        List<Object> group = new ArrayList<>();
        for (int i = 0; i < leaves; i++) {
            group.add(leaf());
        }
        return Map.of("group_operator", "or", "group", group);
    }

    /** Text, JSON and tree say the same, whatever characters the values hold. */
    @Test
    void saysTheSameInEachForm() {
        Random random = new Random(42);
        for (int i = 0; i < 2_000; i++) {
            Criteria criteria = random(random, 3);
            assertThat(CriteriaParser.parse(criteria.toText()))
                    .as(criteria.toText())
                    .isEqualTo(criteria);
            String json = JSON.writeValueAsString(CriteriaJson.write(criteria));
            assertThat(read(json)).as(json).isEqualTo(criteria);
        }
    }

    private static Criteria random(Random random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return switch (random.nextInt(4)) {
                case 0 -> Criteria.compare("F", Operator.LESS_EQUAL, special(random));
                case 1 -> new Criteria.Compare("F.G", Operator.IN, List.of(special(random), literal(random)));
                case 2 -> Criteria.compare("F", Operator.IS_NOT_EMPTY);
                default -> Criteria.compare("F", Operator.NOT_CONTAINS, literal(random));
            };
        }
        List<Criteria> parts = List.of(random(random, depth - 1), random(random, depth - 1));
        return random.nextBoolean() ? new Criteria.All(parts) : new Criteria.Any(parts);
    }

    private static Operand special(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Operand.CurrentUser();
            case 1 -> Operand.field("Account_Name.Industry");
            case 2 -> Operand.days(RelativeDate.Kind.DUEINDAYS, random.nextInt(100));
            default -> Operand.days(RelativeDate.Kind.THISQUARTER);
        };
    }

    private static Operand literal(Random random) {
        List<String> pieces = List.of(
                "a", "b", " ", "(", ")", ":", ",", "\\", "$", "{", "}", "${", "${TODAY}", "and", "or", "\"", "é");
        StringBuilder text = new StringBuilder();
        for (int n = 1 + random.nextInt(5); n > 0; n--) {
            text.append(pieces.get(random.nextInt(pieces.size())));
        }
        return Operand.literal(text.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(F:equals:${TODAYS})",
                "(F:equals:${LASTNDAYS})",
                "(F:equals:${LASTNDAYS:0})",
                "(F:equals:${LASTNDAYS:10001})",
                "(F:equals:${TODAY:1})",
                "(F:equals:${})",
                "(F:equals:${field:})"
            })
    void refusesDatesThatDoNotExist(String text) {
        PlatformException problem = catchThrowableOfType(PlatformException.class, () -> CriteriaParser.parse(text));

        assertThat(problem.getMessage()).contains("no such value");
        assertThat(problem.details()).containsEntry("column", 11);
    }
}
