package io.atelier.platform.record.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.ExpressionEvaluator;
import io.atelier.platform.expression.Formula;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.testing.PlatformTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Holds each function to what the guide says of it, in Java and in PostgreSQL. */
@PlatformTest
class FormulaFunctionsTest {
    private static final Map<String, FieldValue> ROW = Sample.row(
            "Text_A", new FieldValue.Text("Ada Lovelace"),
            "Text_B", new FieldValue.Text("  Grüße, 🐦 Ольга \t"),
            "Choices", new FieldValue.MultiPicklist(List.of("Red", "Green")),
            "Whole", new FieldValue.Number(new BigDecimal("-7")),
            "Large", new FieldValue.Number(new BigDecimal("123456789012345678")),
            "Amount", new FieldValue.Number(new BigDecimal("1234.565")),
            "Day_A", new FieldValue.Date(LocalDate.of(2024, 1, 31)),
            "Time_A", new FieldValue.DateTime(Instant.parse("2026-03-28T01:30:00Z")),
            "Flag", new FieldValue.Bool(true),
            "Owner", new FieldValue.Lookup(7));

    @Autowired
    private DSLContext sql;

    /** What is expected in API form; empty for an empty result. */
    private record Case(FieldType type, String formula, String expected) {}

    private static final List<Case> CASES = List.of(
            // Arithmetic
            number("1 + 2 * 3", "7"),
            number("(1 + 2) * 3", "9"),
            number("7 - 2 - 1", "4"),
            number("2 ^ 3 ^ 2", "512"),
            number("-2 ^ 2", "-4"),
            number("2 ^ -1", "0.5"),
            number("- - 3", "3"),
            number("10 / 4", "2.5"),
            number("1 / 3", "0.333333333333333333"),
            number("2 / 3", "0.666666666666666667"),
            number("-2 / 3", "-0.666666666666666667"),
            number("1 / 0", ""),
            number("7 % 3", "1"),
            number("-7 % 3", "-1"),
            number("Mod(7, -3)", "1"),
            number("5 % 0", ""),
            number("0.1 + 0.2", "0.3"),
            number("0.000000001 * 0.000000001", "0.000000000000000001"),
            number("0.0000000001 * 0.0000000001", "0"),
            number("999999999999999999999999999999 + 1", ""),
            number("999999999999999999999999999999 + 0", "999999999999999999999999999999"),
            number("${Large} * ${Large}", ""),
            number("${Large} * 1000000000000", "123456789012345678000000000000"),
            number("${Whole} + 1", "-6"),
            number("${Rate} + 1", ""),
            number("1 - ${Rate}", ""),
            // Numbers
            number("Abs(-3.5)", "3.5"),
            number("abs(${Rate})", ""),
            number("Ceil(3.4)", "4"),
            number("Ceil(-3.4)", "-3"),
            number("Ceil(999999999999999999999999999999.5)", ""),
            number("Floor(-3.4)", "-4"),
            number("Round(2.5)", "3"),
            number("Round(-2.5)", "-3"),
            number("Round(${Amount}, 2)", "1234.57"),
            number("Round(1234.5, -2)", "1200"),
            number("Round(1234.5, 2.9)", "1234.5"),
            number("Round(1234.5, 19)", ""),
            number("Round(1234.5, ${Rate})", ""),
            number("Round(1, -31)", ""),
            number("Sqrt(2)", "1.414213562373095049"),
            number("Sqrt(0)", "0"),
            number("Sqrt(-0.000000000000000001)", ""),
            number("Sqrt(${Rate})", ""),
            number("Power(2, 10)", "1024"),
            number("Power(2, 0.5)", "1.414213562373095049"),
            number("Power(-2, 3)", "-8"),
            number("Power(-2, 2)", "4"),
            number("Power(-2, 0.5)", ""),
            number("Power(0, 0)", "1"),
            number("Power(0, -1)", ""),
            number("Power(0, 3)", "0"),
            number("Power(10, 30)", ""),
            number("Power(10, 29)", "100000000000000000000000000000"),
            number("Power(10, -18)", "0.000000000000000001"),
            number("Power(2, -999999999)", "0"),
            number("Power(2, 1000000000)", ""),
            number("Power(1.5, ${Rate})", ""),
            number("Exp(0)", "1"),
            number("Exp(1)", "2.718281828459045235"),
            number("Exp(70)", ""),
            number("Exp(-1000000)", "0"),
            number("Exp(${Rate})", ""),
            number("Ln(1)", "0"),
            number("Naturallog(2)", "0.693147180559945309"),
            number("Ln(0)", ""),
            number("Ln(-1)", ""),
            number("Log(1000)", "3"),
            number("Base10log(2)", "0.301029995663981195"),
            number("Log(${Rate})", ""),
            number("Max(3, 1, 5, 2)", "5"),
            number("Max(${Rate}, 1)", "1"),
            number("Max(${Rate})", ""),
            number("Min(5, -3, 0)", "-3"),
            date("Max(${Day_A}, ${Day_B}, Newdate(2024, 2, 1))", "2024-02-01"),
            time("Min(${Day_A}, ${Time_A})", "2024-01-30T23:00:00Z"),
            // Texts
            text("Concat('a', ${Status}, 'b')", "ab"),
            text("Concat(${Status})", ""),
            text("Concat(1.50, ' ', true, ' ', ${Day_A})", "1.5 true 2024-01-31"),
            text("'a' + 'b' + ${Text_A}", "abAda Lovelace"),
            truth("Contains(${Text_A}, 'LOVE')", "true"),
            truth("Contains(${Text_A}, '%')", "false"),
            truth("Contains(${Status}, 'x')", "false"),
            truth("Contains(${Text_A}, ${Status})", "false"),
            truth("Contains(${Choices}, 'green')", "true"),
            truth("Contains(${Choices}, 'gree')", "false"),
            truth("Startswith(${Text_A}, 'ada')", "true"),
            truth("Endswith(${Text_A}, 'lace')", "true"),
            truth("Endswith(${Text_A}, Substring(${Text_A}, 5))", "true"),
            number("Find('greenearth', 'n', 1)", "5"),
            number("Find('greenearth', 'E', 3)", "6"),
            number("Find('greenearth', 'e', 4)", "0"),
            number("Find('aaaa', 'aa', 2)", "3"),
            number("Find('aaaa', 'aa', 3)", "0"),
            number("Find('abc', 'z')", "0"),
            number("Find(${Text_B}, 'о')", "12"),
            number("Find('abc', 'a', 0)", ""),
            number("Find(${Status}, 'a')", ""),
            number("Find('abc', ${Status})", ""),
            number("Len('abc')", "3"),
            number("Len(${Text_B})", "18"),
            number("Len(${Status})", "0"),
            text("Lower('ÄB Ольга')", "äb ольга"),
            text("Upper('straße ß')", "STRAßE ß"),
            text("Upper(${Status})", ""),
            text("Trim(${Text_B})", "Grüße, 🐦 Ольга"),
            text("Ltrim('  a ')", "a "),
            text("Rtrim('  a ')", "  a"),
            text("Trim('   ')", ""),
            text("Substring('abcdefg', 4, 4)", "defg"),
            text("Substring('abcdefg', 4)", "defg"),
            text("Substring('abcdefg', 4, 2)", "de"),
            text("Substring(${Text_B}, 10, 1)", "🐦"),
            text("Substring('abc', 0, 2)", ""),
            text("Substring('abc', 4)", ""),
            text("Substring('abc', 1, -1)", ""),
            text("Substring('abc', 1, 0)", ""),
            text("Substring(${Status}, 1)", ""),
            text("Replace('banana', 'an', 'AN')", "bANANa"),
            text("Replace('banana', 'AN', 'x')", "banana"),
            text("Replace('banana', 'a', '')", "bnn"),
            text("Replace('banana', ${Status}, 'x')", "banana"),
            text("Replace('aaa', 'a', '')", ""),
            text("Replace(${Status}, 'a', 'b')", ""),
            text("Tostring(1000.10)", "1000.1"),
            text("Tostring(0.000)", "0"),
            text("Tostring(100000000000000000000)", "100000000000000000000"),
            text("Tostring(true)", "true"),
            text("Tostring(${Time_A})", "2026-03-28 02:30:00"),
            text("Tostring(Newdate(7, 1, 2))", "0007-01-02"),
            text("Tostring(${Choices})", "Red;Green"),
            text("Tostring(${Rate})", ""),
            text("'it\\'s \\\"q\\\" \\\\ \\n'", "it's \"q\" \\ \n"),
            text("\"double 'single'\"", "double 'single'"),
            // Dates
            date("Adddate(${Day_A}, 1, 'MONTH')", "2024-02-29"),
            date("Adddate(${Day_A}, 13, 'month')", "2025-02-28"),
            date("Adddate(Newdate(2024, 2, 29), 1, 'YEAR')", "2025-02-28"),
            date("Adddate(${Day_A}, 1.9, 'DAY')", "2024-02-01"),
            date("Adddate(${Day_A}, -1.9, 'DAY')", "2024-01-30"),
            date("Adddate(${Day_A}, 2, 'WEEK')", "2024-02-14"),
            date("Subdate(${Day_A}, 1, 'YEAR')", "2023-01-31"),
            date("Adddate(${Day_A}, 1001, 'YEAR')", ""),
            date("Adddate(Newdate(9999, 12, 31), 1, 'DAY')", ""),
            date("Adddate(Newdate(1, 1, 1), -1, 'DAY')", ""),
            date("Adddate(${Day_B}, 1, 'DAY')", ""),
            date("Adddate(${Day_A}, ${Rate}, 'DAY')", ""),
            // A day on, by the calendar, in the night when clocks go forward: 02:30 does not exist, so it is 03:30.
            time("Adddate(${Time_A}, 1, 'DAY')", "2026-03-29T01:30:00Z"),
            time("Adddate(${Time_A}, 24, 'HOUR')", "2026-03-29T01:30:00Z"),
            time("Adddate(Newdate(2026, 3, 28, 12, 0), 1, 'DAY')", "2026-03-29T10:00:00Z"),
            time("Adddate(Newdate(2026, 3, 28, 12, 0), 24, 'HOUR')", "2026-03-29T11:00:00Z"),
            time("Adddate(${Day_A}, 90, 'MINUTE')", "2024-01-31T00:30:00Z"),
            // Clocks go back: 02:30 is there twice, and the later is meant.
            time("Newdate(2026, 10, 25, 2, 30)", "2026-10-25T01:30:00Z"),
            time("Newdate(2026, 3, 29, 2, 30)", "2026-03-29T01:30:00Z"),
            date("Newdate(2026, 2, 29)", ""),
            date("Newdate(2024, 2, 29)", "2024-02-29"),
            date("Newdate(2024, 13, 1)", ""),
            date("Newdate(0, 1, 1)", ""),
            date("Newdate(${Rate}, 1, 1)", ""),
            time("Newdate(2007, 12, 21, 6, 30, 'AM')", "2007-12-21T05:30:00Z"),
            time("Newdate(2007, 12, 21, 12, 30, 'AM')", "2007-12-20T23:30:00Z"),
            time("Newdate(2007, 12, 21, 12, 30, 'pm')", "2007-12-21T11:30:00Z"),
            time("Newdate(2007, 12, 21, 13, 30, 'PM')", ""),
            time("Newdate(2007, 12, 21, 24, 0)", ""),
            number("Datecomp(Newdate(2009, 5, 19, 11, 30, 'AM'), Newdate(2009, 5, 19, 12, 30, 'AM'))", "660"),
            number("Datecomp(Newdate(2026, 3, 30), Newdate(2026, 3, 29))", "1380"),
            number("Datecomp(Newdate(2026, 3, 29), ${Day_B})", ""),
            number("Datebetween(Newdate(2024, 1, 31), Newdate(2024, 2, 29), 'MONTH')", "0"),
            number("Datebetween(Newdate(2024, 1, 29), Newdate(2024, 2, 29), 'MONTH')", "1"),
            number("Datebetween(Newdate(2024, 2, 29), Newdate(2024, 1, 30), 'MONTH')", "0"),
            number("Datebetween(Newdate(2000, 2, 29), Newdate(2001, 2, 28), 'YEAR')", "0"),
            number("Datebetween(Newdate(2000, 2, 29), Newdate(1999, 1, 1), 'YEAR')", "-1"),
            number("Datebetween(Newdate(2026, 3, 28), Newdate(2026, 3, 30), 'DAY')", "2"),
            number("Datebetween(Newdate(2026, 3, 30), Newdate(2026, 3, 15), 'WEEK')", "-2"),
            number("Datebetween(Newdate(2026, 3, 29), Newdate(2026, 3, 30), 'HOUR')", "23"),
            number("Datebetween(${Time_A}, Newdate(2026, 3, 28, 3, 0), 'MINUTE')", "30"),
            number("Datebetween(${Day_B}, ${Day_A}, 'DAY')", ""),
            date("Datepart(${Time_A})", "2026-03-28"),
            date("Datepart(Newdate(2026, 1, 1, 0, 30))", "2026-01-01"),
            text("Timepart(Newdate(2026, 1, 1, 7, 5))", "07:05"),
            number("Year(${Day_A})", "2024"),
            number("Year(Newdate(2026, 1, 1, 0, 30))", "2026"),
            number("Monthofyear(${Day_A})", "1"),
            number("Dayofmonth(${Day_A})", "31"),
            number("Weekday(Newdate(2007, 12, 21, 6, 30, 'AM'))", "6"),
            number("Weekday(Newdate(2026, 11, 22))", "1"),
            number("Weekday(${Day_B})", ""),
            number("Hour(${Time_A})", "2"),
            number("Minute(${Time_A})", "30"),
            number("Hour(${Day_A})", "0"),
            date("Today()", "2026-11-23"),
            time("Now()", "2026-11-23T21:30:15.123456Z"),
            // Logic
            number("If(1 < 2, 10, 20)", "10"),
            number("If(${Rate} > 0, 10, 20)", "20"),
            number("If(1 > 2, 10)", ""),
            time("If(true, ${Day_A}, ${Time_A})", "2024-01-30T23:00:00Z"),
            truth("And(true, 1 = 1, ${Flag})", "true"),
            truth("Or(false, ${Rate} = 1)", "false"),
            truth("Not(${Rate} = 1)", "true"),
            truth("!${Flag} || ${Flag} && true", "true"),
            truth("${Rate} != 1", "true"),
            truth("${Rate} <> ${Rate}", "true"),
            truth("${Rate} = ${Rate}", "false"),
            truth("${Whole} <= -7 && ${Whole} >= -7", "true"),
            truth("${Whole} > -7.5", "true"),
            truth("'ADA lovelace' = ${Text_A}", "true"),
            truth("${Text_A} != 'ada lovelace'", "false"),
            truth("${Day_A} = '2024-01-31'", "true"),
            truth("${Day_A} < ${Time_A}", "true"),
            truth("'2026-03-28T02:30:00+01:00' = ${Time_A}", "true"),
            truth("${Owner} = 7", "true"),
            truth("${Owner} = ${Parent}", "false"),
            truth("${Flag}", "true"),
            truth("${Choices} = 'red'", "true"),
            truth("Isempty(${Rate})", "true"),
            truth("Isnull(${Owner})", "false"),
            truth("Isempty(Trim(' '))", "true"),
            text("Ifempty(${Status}, '', 'none')", "none"),
            number("Ifempty(${Whole}, 0)", "-7"));

    @Test
    void yieldWhatTheGuideSaysInJava() {
        SoftAssertions.assertSoftly(softly -> {
            for (Case each : CASES) {
                FieldValue value =
                        ExpressionEvaluator.evaluate(expression(each), path -> Sample.value(ROW, path), Sample.CONTEXT);
                softly.assertThat(written(value)).as(each.formula()).isEqualTo(each.expected());
            }
        });
    }

    @Test
    void yieldTheSameInPostgres() {
        ExpressionCompiler compiler = new ExpressionCompiler(Sample::column, () -> Sample.CONTEXT);
        List<Field<?>> columns = new ArrayList<>();
        for (Case each : CASES) {
            columns.add(compiler.value(expression(each)).as("c" + columns.size()));
        }
        Record row = Sample.select(sql, columns, List.of(ROW)).getFirst();
        SoftAssertions.assertSoftly(softly -> {
            for (int i = 0; i < CASES.size(); i++) {
                FieldValue value = Values.read(expression(CASES.get(i)).type(), row.get(i));
                softly.assertThat(written(value))
                        .as(CASES.get(i).formula())
                        .isEqualTo(CASES.get(i).expected());
            }
        });
    }

    @Test
    void makeNoTextThatIsTooLong() {
        FieldValue.Text long16 = new FieldValue.Text("x".repeat(16_000));
        Map<String, FieldValue> row = Sample.row("Text_A", new FieldValue.Text("xx"), "Text_B", long16);
        List<String> formulas = List.of(
                "Concat(${Text_B}, ${Text_B})",
                "Concat(${Text_B}, ${Text_B}, 'x')",
                "Replace(${Text_B}, 'x', ${Text_A})",
                "Replace(Concat(${Text_B}, 'x'), 'x', ${Text_A})",
                "Replace(Replace(Replace(${Text_B}, 'x', ${Text_B}), 'x', ${Text_B}), 'x', ${Text_B})");
        ExpressionCompiler compiler = new ExpressionCompiler(Sample::column, () -> Sample.CONTEXT);
        List<Expression> trees = formulas.stream()
                .map(text ->
                        Formula.compile(text, FieldType.TEXT, 0, Sample.names()).expression())
                .toList();
        Record found = Sample.select(
                        sql,
                        trees.stream()
                                .map(tree -> DSL.field("length({0})", Integer.class, compiler.value(tree)))
                                .toList(),
                        List.of(row))
                .getFirst();

        assertThat(found.intoList()).containsExactly(32_000, null, 32_000, null, null);
        assertThat(trees.stream()
                        .map(tree ->
                                ExpressionEvaluator.evaluate(tree, path -> Sample.value(row, path), Sample.CONTEXT))
                        .map(value -> value instanceof FieldValue.Text(String text) ? text.length() : 0))
                .containsExactly(32_000, 0, 32_000, 0, 0);
    }

    @Test
    void runAtTheDepthAndSizeThatFormulasMayHave() {
        String deep = "(1 * ".repeat(97) + "${Whole}" + ")".repeat(97);
        String wide = "Concat(" + "Concat(${Text_A}, 'b'), ".repeat(99) + "'c')";
        ExpressionCompiler compiler = new ExpressionCompiler(Sample::column, () -> Sample.CONTEXT);
        Expression deepTree =
                Formula.compile(deep, FieldType.DOUBLE, 2, Sample.names()).expression();
        Expression wideTree =
                Formula.compile(wide, FieldType.TEXT, 0, Sample.names()).expression();

        Record row = Sample.select(
                        sql,
                        List.of(
                                compiler.value(deepTree).as("d"),
                                compiler.value(wideTree).as("w")),
                        List.of(ROW))
                .getFirst();

        assertThat(Values.read(ValueType.NUMBER, row.get(0)))
                .isEqualTo(ExpressionEvaluator.evaluate(deepTree, path -> Sample.value(ROW, path), Sample.CONTEXT));
        assertThat(Values.read(ValueType.TEXT, row.get(1)))
                .isEqualTo(ExpressionEvaluator.evaluate(wideTree, path -> Sample.value(ROW, path), Sample.CONTEXT));
    }

    private static Expression expression(Case each) {
        return Formula.compile(each.formula(), each.type(), 18, Sample.names()).expression();
    }

    private static String written(FieldValue value) {
        Object api = ValueCodec.toApi(value);
        return switch (api) {
            case null -> "";
            case BigDecimal number -> number.toPlainString();
            default -> api.toString();
        };
    }

    private static Case number(String formula, String expected) {
        return new Case(FieldType.DOUBLE, formula, expected);
    }

    private static Case text(String formula, String expected) {
        return new Case(FieldType.TEXT, formula, expected);
    }

    private static Case truth(String formula, String expected) {
        return new Case(FieldType.BOOLEAN, formula, expected);
    }

    private static Case date(String formula, String expected) {
        return new Case(FieldType.DATE, formula, expected);
    }

    private static Case time(String formula, String expected) {
        return new Case(FieldType.DATETIME, formula, expected);
    }
}
