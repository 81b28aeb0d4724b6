package io.atelier.platform.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldStorage;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.UserId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormulaTest {
    private static final EvaluationContext CONTEXT =
            new EvaluationContext(Instant.parse("2026-11-23T12:00:00Z"), ZoneId.of("Europe/Berlin"), new UserId(1));

    private static final List<FieldDef> FIELDS = List.of(
            field("Amount", FieldType.CURRENCY),
            field("City", FieldType.TEXT),
            field("Closing_Date", FieldType.DATE),
            field("Choices", FieldType.MULTISELECTPICKLIST),
            field("Done", FieldType.BOOLEAN),
            field("Owner", FieldType.OWNERLOOKUP),
            field("Rows", FieldType.SUBFORM));

    private static FieldDef field(String name, FieldType type) {
        return FieldDef.of(name, Label.of(name, name), type)
                .withStorage(type == FieldType.SUBFORM ? FieldStorage.ELSEWHERE : new FieldStorage(name, 0));
    }

    private static final FieldNames NAMES = FieldNames.own(
            name -> FIELDS.stream().filter(f -> f.apiName().equals(name)).findFirst());

    private static Formula compile(String text, FieldType type) {
        return Formula.compile(text, type, 2, NAMES);
    }

    @Test
    void roundsToTheScaleOfItsField() {
        Formula formula = compile("${Amount} / 3", FieldType.CURRENCY);

        assertThat(ExpressionEvaluator.evaluate(
                        formula.expression(), _ -> new FieldValue.Number(BigDecimal.TEN), CONTEXT))
                .isEqualTo(new FieldValue.Number(new BigDecimal("3.33")));
        assertThat(ExpressionEvaluator.evaluate(
                        Formula.compile("${Amount} / 4", FieldType.INTEGER, 2, NAMES)
                                .expression(),
                        _ -> new FieldValue.Number(BigDecimal.TEN),
                        CONTEXT))
                .isEqualTo(new FieldValue.Number(BigDecimal.valueOf(3)));
    }

    @Test
    void knowsWhatItDependsOn() {
        Formula formula = compile("If(${Done}, ${Amount} + 1, ${Amount} * Len(${City}))", FieldType.DOUBLE);

        assertThat(formula.fields()).extracting(FieldPath::text).containsExactly("Done", "Amount", "City");
        assertThat(formula.isVolatile()).isFalse();
        assertThat(compile("Datebetween(${Closing_Date}, Today(), 'DAY')", FieldType.DOUBLE)
                        .isVolatile())
                .isTrue();
        assertThat(compile("Hour(now())", FieldType.DOUBLE).isVolatile()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 +                                 | SYNTAX_ERROR  | 1 | 4  | ends too early
            (1 + 2                              | SYNTAX_ERROR  | 1 | 7  | ends too early
            1 + 2)                              | SYNTAX_ERROR  | 1 | 6  | not expected
            1 2                                 | SYNTAX_ERROR  | 1 | 3  | not expected
            City                                | SYNTAX_ERROR  | 1 | 1  | ${Name}
            1 + 'abc                            | SYNTAX_ERROR  | 1 | 5  | does not end
            "abc                                | SYNTAX_ERROR  | 1 | 1  | does not end
            1 + $City                           | SYNTAX_ERROR  | 1 | 5  | ${Annual_Revenue}
            1 < 2 < 3                           | SYNTAX_ERROR  | 1 | 7  | stand alone
            1e5                                 | SYNTAX_ERROR  | 1 | 2  | not expected
            Sum(1,,2)                           | SYNTAX_ERROR  | 1 | 7  | not expected
            1 + ${Nothing}                      | INVALID_QUERY | 1 | 5  | no such field
            ${Owner.phone}                      | INVALID_QUERY | 1 | 1  | no such field
            ${Rows}                             | INVALID_QUERY | 1 | 1  | this type
            1 + Nothing(2)                      | INVALID_QUERY | 1 | 5  | no such function
            Round(1, 2, 3)                      | INVALID_QUERY | 1 | 1  | Round(number, decimals)
            Now(1)                              | INVALID_QUERY | 1 | 1  | Now()
            1 + 'a'                             | INVALID_QUERY | 1 | 3  | two numbers
            ${City} * 2                         | INVALID_QUERY | 1 | 9  | two numbers
            'a' + 1                             | INVALID_QUERY | 1 | 5  | Tostring
            ${Closing_Date} + 1                 | INVALID_QUERY | 1 | 17 | Adddate
            -${City}                            | INVALID_QUERY | 1 | 1  | a number is needed
            !${Amount}                          | INVALID_QUERY | 1 | 2  | a boolean is needed
            ${Amount} && ${Done}                | INVALID_QUERY | 1 | 1  | a boolean is needed
            If(${Amount}, 1, 2)                 | INVALID_QUERY | 1 | 4  | a boolean is needed
            If(${Done}, 1, 'a')                 | INVALID_QUERY | 1 | 16 | a number is needed
            If(${Done}, ${Owner}, ${Owner})     | INVALID_QUERY | 1 | 1  | cannot be results
            ${City} < 'b'                       | INVALID_QUERY | 1 | 9  | does not fit
            ${City} = ''                        | INVALID_QUERY | 1 | 9  | Isempty
            ${City} = 1                         | INVALID_QUERY | 1 | 9  | compared with
            ${Closing_Date} = '31.12.2026'      | INVALID_QUERY | 1 | 17 | 2026-12-31
            Concat(${Owner})                    | INVALID_QUERY | 1 | 8  | ${Owner.full_name}
            Contains(${Amount}, '1')            | INVALID_QUERY | 1 | 10 | searched
            Adddate(${Closing_Date}, 1, 'EON')  | INVALID_QUERY | 1 | 29 | 'YEAR'
            Adddate(${Closing_Date}, 1, ${City})| INVALID_QUERY | 1 | 29 | 'YEAR'
            Newdate(2026, 1, 1, 1)              | INVALID_QUERY | 1 | 1  | minutes
            Newdate(2026, 1, 1, 1, 1, 'XM')     | INVALID_QUERY | 1 | 27 | 'AM'
            Year(${City})                       | INVALID_QUERY | 1 | 1  | date
            Max('a', 'b')                       | INVALID_QUERY | 1 | 1  | least and a greatest
            """, quoteCharacter = '`')
    void saysWhatIsWrongWhereAndWhatToDo(String text, ErrorCode code, int line, int column, String message) {
        PlatformException problem =
                catchThrowableOfType(PlatformException.class, () -> compile(text, FieldType.DOUBLE));

        assertThat(problem.code()).isEqualTo(code);
        assertThat(problem.getMessage()).contains(message);
        assertThat(problem.details()).containsEntry("line", line).containsEntry("column", column);
    }

    @Test
    void countsLinesAndCharactersOfPlaces() {
        PlatformException problem =
                catchThrowableOfType(PlatformException.class, () -> compile("Len(\n  '🐦' + ?)", FieldType.DOUBLE));

        assertThat(problem.details())
                .containsEntry("line", 2)
                .containsEntry("column", 9)
                .containsEntry("near", "?");
    }

    @Test
    void refusesAResultOfAnotherType() {
        assertThatThrownBy(() -> compile("1 + 1", FieldType.TEXT)).hasMessageContaining("returns a text");
        assertThatThrownBy(() -> compile("'a'", FieldType.DATE)).hasMessageContaining("returns a date");
        assertThatThrownBy(() -> compile("1", FieldType.LOOKUP)).isInstanceOf(PlatformException.class);
        assertThat(compile("${Closing_Date}", FieldType.DATETIME).expression().type())
                .isEqualTo(ValueType.DATETIME);
    }

    @Test
    void holdsItsLimits() {
        assertThat(compile("'" + "x".repeat(2_998) + "'", FieldType.TEXT)).isNotNull();
        assertThatThrownBy(() -> compile("'" + "x".repeat(2_999) + "'", FieldType.TEXT))
                .hasMessageContaining("3,000");

        assertThat(compile("(".repeat(100) + "1" + ")".repeat(100), FieldType.DOUBLE))
                .isNotNull();
        assertThatThrownBy(() -> compile("(".repeat(101) + "1" + ")".repeat(101), FieldType.DOUBLE))
                .hasMessageContaining("100 levels");
        // The rounding to the field's scale stands above what is written and does not count.
        assertThat(compile("1" + "+1".repeat(99), FieldType.DOUBLE)).isNotNull();
        assertThatThrownBy(() -> compile("1" + "+1".repeat(100), FieldType.DOUBLE))
                .hasMessageContaining("100 levels");

        assertThat(compile("true" + "||true".repeat(400), FieldType.BOOLEAN)).isNotNull();
        assertThat(compile("'a'" + "+'a'".repeat(700), FieldType.TEXT)
                        .expression()
                        .size())
                .isEqualTo(702);
        String nodes = "1*1*1*1*1*1*1*1*1*1>1||".repeat(48);
        assertThatThrownBy(() -> compile(nodes + "true", FieldType.BOOLEAN)).hasMessageContaining("1,000 parts");

        assertThat(compile("Concat(" + "'a',".repeat(99) + "'a')", FieldType.TEXT))
                .isNotNull();
        assertThatThrownBy(() -> compile("Concat(" + "'a',".repeat(100) + "'a')", FieldType.TEXT))
                .hasMessageContaining("Wrong number");

        assertThat(compile("9".repeat(30) + "." + "9".repeat(18), FieldType.DOUBLE))
                .isNotNull();
        assertThatThrownBy(() -> compile("9".repeat(31), FieldType.DOUBLE)).hasMessageContaining("30 digits");
        assertThatThrownBy(() -> compile("0." + "9".repeat(19), FieldType.DOUBLE))
                .hasMessageContaining("18 behind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(", "-", "!", "If(", "2^", "1+(", "-(", "${", "'", "\"", "\\", "1=", "a(", "((1)", "!!-", "&&", ")"
            })
    void refusesWhatNestsWithoutEnd(String piece) {
        int times = 3_000 / piece.length();
        assertThatThrownBy(() -> compile(piece.repeat(times), FieldType.DOUBLE)).isInstanceOf(PlatformException.class);
        assertThatThrownBy(() -> compile(piece.repeat(times - 2) + "1", FieldType.DOUBLE))
                .isInstanceOf(PlatformException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\u0000",
                "'a\u0000b'",
                "'\uD83D'",
                "'\uDC26'",
                "${\n}",
                "${}",
                "${ }",
                "${a{b}}",
                "\uFEFF1"
            })
    void refusesWhatCannotBe(String text) {
        assertThatThrownBy(() -> compile(text, FieldType.TEXT)).isInstanceOf(PlatformException.class);
    }

    @Test
    void refusesAMegabyteAtOnce() {
        assertThatThrownBy(() -> compile("(".repeat(1_000_000), FieldType.DOUBLE))
                .hasMessageContaining("3,000");
    }

    @Test
    void figuresBombsWithinItsBounds() {
        String powers = "Power(".repeat(90) + "9.999999999" + ", 9)".repeat(90);
        String replaces = "Replace(".repeat(60) + "'aaaaaaaaaa'" + ", 'a', 'aaaaaaaaaa')".repeat(60);
        String roots = "Exp(Sqrt(Ln(".repeat(30) + "99999" + ")))".repeat(30);

        assertThat(evaluate(compile(powers, FieldType.DOUBLE))).isEqualTo(FieldValue.NULL);
        assertThat(evaluate(compile(replaces, FieldType.TEXT))).isEqualTo(FieldValue.NULL);
        assertThat(evaluate(compile(roots, FieldType.DOUBLE))).isInstanceOf(FieldValue.Number.class);
    }

    private static FieldValue evaluate(Formula formula) {
        return ExpressionEvaluator.evaluate(formula.expression(), _ -> FieldValue.NULL, CONTEXT);
    }

    /** Whatever is typed, the reader answers with a formula or with a problem that it knows. */
    @Test
    void failsOnNothingButWithAKnownProblem() {
        Random random = new Random(20_261_123);
        List<String> pieces = List.of(
                "1",
                "2.5",
                "'a'",
                "\"b\"",
                "${Amount}",
                "${City}",
                "${Closing_Date}",
                "${Done}",
                "${Owner}",
                "${Choices}",
                "(",
                ")",
                ",",
                "+",
                "-",
                "*",
                "/",
                "%",
                "^",
                "=",
                "!=",
                "<",
                ">=",
                "&&",
                "||",
                "!",
                "If(",
                "Round(",
                "Concat(",
                "Adddate(",
                "Find(",
                "'DAY'",
                "Isempty(",
                "Max(",
                "true",
                "false",
                " ",
                "\n",
                "x",
                "$",
                "{",
                "}",
                "\\",
                "'",
                "é");
        int good = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(12); n > 0; n--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            try {
                compile(text.toString(), FieldType.DOUBLE);
                good++;
            } catch (PlatformException e) {
                assertThat(e.code())
                        .as(text.toString())
                        .isIn(ErrorCode.SYNTAX_ERROR, ErrorCode.INVALID_QUERY, ErrorCode.LIMIT_EXCEEDED);
                assertThat(e.details()).as(text.toString()).containsKeys("line", "column");
            }
        }
        assertThat(good).isPositive();
    }

    @Test
    void knowsFunctionsInAnySpelling() {
        for (FormulaCatalog.Entry entry : FormulaCatalog.entries()) {
            String arguments = "1,".repeat(entry.fewest()).replaceFirst(",$", "");
            for (String name : List.of(entry.name(), entry.name().toUpperCase(Locale.ROOT))) {
                Throwable problem = catchThrowable(() -> compile(name + "(" + arguments + ")", FieldType.DOUBLE));
                if (problem != null) {
                    assertThat(problem)
                            .isInstanceOf(PlatformException.class)
                            .hasMessageNotContainingAny("no such function", "Wrong number");
                }
            }
        }
    }

    @Test
    void ordersFormulasByWhatTheyNeed() {
        Map<FormulaGraph.Node, Expression> formulas =
                Map.of(node("A"), formulaOf("B", "C"), node("B"), formulaOf("C"), node("C"), formulaOf("Amount"));
        FormulaGraph graph = new FormulaGraph(formulas);

        assertThat(graph.order()).containsExactly(node("C"), node("B"), node("A"));
        assertThat(graph.dependents(Set.of(node("Amount")))).containsExactly(node("C"), node("B"), node("A"));
        assertThat(graph.dependents(Set.of(node("B")))).containsExactly(node("A"));
    }

    @Test
    void namesTheMembersOfACircle() {
        Map<FormulaGraph.Node, Expression> formulas = new LinkedHashMap<>();
        formulas.put(node("X"), formulaOf("A"));
        formulas.put(node("A"), formulaOf("B"));
        formulas.put(node("B"), formulaOf("C"));
        formulas.put(node("C"), formulaOf("A"));

        PlatformException problem =
                catchThrowableOfType(PlatformException.class, () -> new FormulaGraph(formulas).order());

        assertThat(problem.details()).containsEntry("cycle", "M.A -> M.B -> M.C -> M.A");
    }

    @Test
    void holdsTheLimitOfFormulasUponFormulas() {
        assertThat(new FormulaGraph(chain(20)).order()).hasSize(20);
        assertThatThrownBy(() -> new FormulaGraph(chain(21)).order()).hasMessageContaining("20 formulas");
    }

    private static Map<FormulaGraph.Node, Expression> chain(int length) {
        Map<FormulaGraph.Node, Expression> formulas = new LinkedHashMap<>();
        for (int i = 1; i <= length; i++) {
            formulas.put(node("F" + i), formulaOf("F" + (i + 1)));
        }
        return formulas;
    }

    private static FormulaGraph.Node node(String field) {
        return new FormulaGraph.Node("M", field);
    }

    private static Expression formulaOf(String... fields) {
        return new Expression.Call(
                FormulaFunction.CONCAT,
                Arrays.stream(fields)
                        .<Expression>map(
                                name -> new Expression.Field(FieldPath.of(field(name, FieldType.TEXT)), ValueType.TEXT))
                        .toList(),
                ValueType.TEXT);
    }
}
