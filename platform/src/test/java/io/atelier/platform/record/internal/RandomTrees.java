package io.atelier.platform.record.internal;

import io.atelier.platform.expression.ArithmeticOperator;
import io.atelier.platform.expression.ContextTerm;
import io.atelier.platform.expression.DateUnit;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.FormulaFunction;
import io.atelier.platform.expression.Operator;
import io.atelier.platform.expression.RelativeDate;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Makes typed trees and rows at random, with a liking for what is difficult. */
final class RandomTrees {
    private static final List<String> TEXTS = List.of(
            "a",
            "A",
            "Ada",
            "ada lovelace",
            " x ",
            "\t",
            "100%",
            "a_b",
            "a\\b",
            "x'y",
            "Grün",
            "GRÜN",
            "straße",
            "Ольга",
            "ОЛЬГА",
            "🐦",
            "a🐦b🐦",
            "İi",
            "ǅ",
            "aaaa",
            "2026-01-31",
            "0",
            "-1",
            "Red",
            "Green;Red");
    private static final List<String> NUMBERS = List.of(
            "0",
            "1",
            "-1",
            "2",
            "3",
            "-5",
            "7",
            "10",
            "0.5",
            "-0.5",
            "2.5",
            "0.000000001",
            "-0.000000001",
            "99.99",
            "1234.565",
            "999999999",
            "1000000",
            "123456.789",
            "-99999.999999999");
    private static final List<String> LARGE = List.of("123456789012345678", "-999999999999999999", "1", "0");
    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(2024, 1, 31),
            LocalDate.of(2024, 2, 29),
            LocalDate.of(2026, 3, 29),
            LocalDate.of(2026, 10, 25),
            LocalDate.of(2026, 11, 23),
            LocalDate.of(1999, 12, 31),
            LocalDate.of(1, 1, 1),
            LocalDate.of(9999, 12, 31),
            LocalDate.of(1900, 3, 1));
    private static final List<Instant> TIMES = List.of(
            Instant.parse("2026-03-29T00:59:59.999999Z"),
            Instant.parse("2026-03-29T01:00:00Z"),
            Instant.parse("2026-10-25T00:30:00Z"),
            Instant.parse("2026-10-25T01:30:00Z"),
            Instant.parse("2026-11-23T21:30:15.123456Z"),
            Instant.parse("2024-02-29T23:30:00Z"),
            Instant.parse("1970-01-01T00:00:00Z"),
            Instant.parse("2039-07-01T12:00:00.000001Z"));

    private final Random random;

    RandomTrees(long seed) {
        this.random = new Random(seed);
    }

    Map<String, FieldValue> row() {
        Map<String, FieldValue> row = new LinkedHashMap<>();
        for (FieldDef field : Sample.FIELDS) {
            if (random.nextInt(4) > 0) {
                row.put(field.apiName(), value(field));
            }
        }
        return row;
    }

    private FieldValue value(FieldDef field) {
        return switch (field.apiName()) {
            case "Whole" -> new FieldValue.Number(BigDecimal.valueOf(random.nextInt(200) - 100));
            case "Large" -> new FieldValue.Number(new BigDecimal(pick(LARGE)));
            default -> literal(ValueType.of(field).orElseThrow());
        };
    }

    private FieldValue literal(ValueType type) {
        return switch (type) {
            case NUMBER -> new FieldValue.Number(new BigDecimal(pick(NUMBERS)));
            case TEXT -> new FieldValue.Text(pick(TEXTS));
            case BOOLEAN -> new FieldValue.Bool(random.nextBoolean());
            case DATE -> new FieldValue.Date(pick(DAYS));
            case DATETIME -> new FieldValue.DateTime(pick(TIMES));
            case CHOICES ->
                new FieldValue.MultiPicklist(random.nextBoolean() ? List.of("Red") : List.of("Green", "100%"));
            case REFERENCE -> new FieldValue.Lookup(random.nextInt(3) + 6L);
            case ANY_REFERENCE, USERS, FILES -> throw new IllegalStateException("no sample field is of type " + type);
        };
    }

    /** Returns a tree of one of the types that formulas yield. */
    Expression tree(int depth) {
        return tree(
                pick(List.of(ValueType.NUMBER, ValueType.TEXT, ValueType.BOOLEAN, ValueType.DATE, ValueType.DATETIME)),
                depth);
    }

    private Expression tree(ValueType type, int depth) {
        if (depth <= 1 || random.nextInt(8) == 0) {
            return leaf(type);
        }
        int below = depth - 1;
        return switch (type) {
            case NUMBER -> number(below);
            case TEXT -> text(below);
            case BOOLEAN -> truth(below);
            case DATE, DATETIME -> time(type, below);
            case CHOICES, REFERENCE, ANY_REFERENCE, USERS, FILES -> leaf(type);
        };
    }

    private Expression leaf(ValueType type) {
        List<FieldDef> fields = Sample.FIELDS.stream()
                .filter(field -> ValueType.of(field).orElseThrow() == type)
                .toList();
        boolean literal = type != ValueType.CHOICES && random.nextInt(3) == 0;
        if (type == ValueType.DATETIME && random.nextInt(8) == 0) {
            return new Expression.FromContext(new ContextTerm.Now());
        }
        if (type == ValueType.DATE && random.nextInt(8) == 0) {
            return new Expression.FromContext(new ContextTerm.Today());
        }
        return literal
                ? new Expression.Literal(literal(type), type)
                : new Expression.Field(FieldPath.of(pick(fields)), type);
    }

    private Expression number(int depth) {
        Supplier<Expression> n = () -> tree(ValueType.NUMBER, depth);
        Supplier<Expression> small = () -> random.nextInt(3) == 0 ? n.get() : Expression.number(random.nextInt(6) - 1L);
        return switch (random.nextInt(22)) {
            case 0, 1, 2, 3, 4, 5 ->
                new Expression.Arithmetic(pick(Arrays.asList(ArithmeticOperator.values())), n.get(), n.get());
            case 6 -> call(ValueType.NUMBER, FormulaFunction.ROUND, n.get(), small.get());
            case 7 -> call(ValueType.NUMBER, pick(List.of(FormulaFunction.ABS, FormulaFunction.ROUND)), n.get());
            case 8 -> call(ValueType.NUMBER, pick(List.of(FormulaFunction.CEIL, FormulaFunction.FLOOR)), n.get());
            case 9 -> call(ValueType.NUMBER, FormulaFunction.SQRT, n.get());
            case 10 ->
                call(ValueType.NUMBER, pick(List.of(FormulaFunction.MAX, FormulaFunction.MIN)), n.get(), n.get());
            case 11 -> call(ValueType.NUMBER, FormulaFunction.LEN, tree(ValueType.TEXT, depth));
            case 12 ->
                call(
                        ValueType.NUMBER,
                        FormulaFunction.FIND,
                        tree(ValueType.TEXT, depth),
                        leaf(ValueType.TEXT),
                        small.get());
            case 13 ->
                call(
                        ValueType.NUMBER,
                        pick(List.of(
                                FormulaFunction.YEAR,
                                FormulaFunction.MONTHOFYEAR,
                                FormulaFunction.DAYOFMONTH,
                                FormulaFunction.WEEKDAY)),
                        tree(ValueType.DATE, depth));
            case 14 ->
                call(
                        ValueType.NUMBER,
                        pick(List.of(FormulaFunction.HOUR, FormulaFunction.MINUTE)),
                        tree(ValueType.DATETIME, depth));
            case 15 ->
                call(
                        ValueType.NUMBER,
                        FormulaFunction.DATECOMP,
                        tree(ValueType.DATETIME, depth),
                        tree(ValueType.DATETIME, depth));
            case 16 -> difference(depth);
            case 17, 18 -> choice(ValueType.NUMBER, depth);
            case 19 -> call(ValueType.NUMBER, FormulaFunction.POWER, n.get(), small.get());
            case 20 -> call(ValueType.NUMBER, pick(List.of(FormulaFunction.LN, FormulaFunction.LOG)), n.get());
            default -> call(ValueType.NUMBER, FormulaFunction.EXP, n.get());
        };
    }

    private Expression difference(int depth) {
        DateUnit unit = pick(Arrays.asList(DateUnit.values()));
        ValueType type = unit.isCalendar() ? ValueType.DATE : ValueType.DATETIME;
        return call(ValueType.NUMBER, FormulaFunction.DATEBETWEEN, tree(type, depth), tree(type, depth), name(unit));
    }

    private Expression text(int depth) {
        Supplier<Expression> t = () -> tree(ValueType.TEXT, depth);
        return switch (random.nextInt(11)) {
            case 0, 1 -> call(ValueType.TEXT, FormulaFunction.CONCAT, t.get(), t.get(), t.get());
            case 2 -> call(ValueType.TEXT, pick(List.of(FormulaFunction.LOWER, FormulaFunction.UPPER)), t.get());
            case 3 ->
                call(
                        ValueType.TEXT,
                        pick(List.of(FormulaFunction.TRIM, FormulaFunction.LTRIM, FormulaFunction.RTRIM)),
                        t.get());
            case 4 -> call(ValueType.TEXT, FormulaFunction.SUBSTRING, t.get(), tree(ValueType.NUMBER, depth));
            case 5 ->
                call(
                        ValueType.TEXT,
                        FormulaFunction.SUBSTRING,
                        t.get(),
                        Expression.number(random.nextInt(4)),
                        tree(ValueType.NUMBER, depth));
            case 6 -> call(ValueType.TEXT, FormulaFunction.REPLACE, t.get(), leaf(ValueType.TEXT), t.get());
            case 7, 8 ->
                call(
                        ValueType.TEXT,
                        FormulaFunction.TOSTRING,
                        tree(
                                pick(List.of(
                                        ValueType.NUMBER,
                                        ValueType.BOOLEAN,
                                        ValueType.DATE,
                                        ValueType.DATETIME,
                                        ValueType.CHOICES)),
                                depth));
            case 9 -> call(ValueType.TEXT, FormulaFunction.TIMEPART, tree(ValueType.DATETIME, depth));
            default -> choice(ValueType.TEXT, depth);
        };
    }

    private Expression time(ValueType type, int depth) {
        List<DateUnit> units = Arrays.stream(DateUnit.values())
                .filter(u -> type == ValueType.DATETIME || u.isCalendar())
                .toList();
        return switch (random.nextInt(8)) {
            case 0, 1, 2 ->
                call(
                        type,
                        FormulaFunction.ADDDATE,
                        tree(type, depth),
                        random.nextBoolean()
                                ? Expression.number(random.nextInt(60) - 30L)
                                : tree(ValueType.NUMBER, depth),
                        name(pick(units)));
            case 3 ->
                type == ValueType.DATE
                        ? call(type, FormulaFunction.DATEPART, tree(ValueType.DATETIME, depth))
                        : call(type, FormulaFunction.STARTOFDAY, tree(ValueType.DATE, depth));
            case 4, 5 -> newDate(type, depth);
            case 6 ->
                call(type, pick(List.of(FormulaFunction.MAX, FormulaFunction.MIN)), tree(type, depth), leaf(type));
            default -> choice(type, depth);
        };
    }

    private Expression newDate(ValueType type, int depth) {
        List<Expression> parts = new ArrayList<>(List.of(
                Expression.number(2020 + random.nextInt(10)),
                Expression.number(random.nextInt(14)),
                random.nextBoolean() ? Expression.number(25 + random.nextInt(8)) : tree(ValueType.NUMBER, depth)));
        if (type == ValueType.DATE) {
            return new Expression.Call(FormulaFunction.NEWDATE, parts, type);
        }
        parts.add(Expression.number(random.nextInt(25)));
        parts.add(random.nextBoolean() ? Expression.number(30) : tree(ValueType.NUMBER, depth));
        if (random.nextBoolean()) {
            parts.add(new Expression.Literal(new FieldValue.Text(random.nextBoolean() ? "AM" : "PM"), ValueType.TEXT));
        }
        return new Expression.Call(FormulaFunction.NEWDATETIME, parts, type);
    }

    private Expression choice(ValueType type, int depth) {
        return switch (random.nextInt(4)) {
            case 0 -> call(type, FormulaFunction.IFEMPTY, tree(type, depth), leaf(type));
            case 1 -> call(type, FormulaFunction.IF, tree(ValueType.BOOLEAN, depth), tree(type, depth));
            default ->
                call(type, FormulaFunction.IF, tree(ValueType.BOOLEAN, depth), tree(type, depth), tree(type, depth));
        };
    }

    private Expression truth(int depth) {
        return switch (random.nextInt(9)) {
            case 0 -> new Expression.All(trees(ValueType.BOOLEAN, depth, random.nextInt(4)));
            case 1 -> new Expression.Any(trees(ValueType.BOOLEAN, depth, random.nextInt(4)));
            case 2 -> new Expression.Not(tree(ValueType.BOOLEAN, depth));
            case 3 -> choice(ValueType.BOOLEAN, depth);
            case 4 -> within();
            default -> test(depth);
        };
    }

    /** A day of the moment, as criteria compare with it. */
    private Expression within() {
        ValueType type = random.nextBoolean() ? ValueType.DATE : ValueType.DATETIME;
        RelativeDate.Kind kind = pick(Arrays.asList(RelativeDate.Kind.values()));
        RelativeDate date = kind.counts() ? new RelativeDate(kind, 1 + random.nextInt(40)) : RelativeDate.of(kind);
        ContextTerm.End end = pick(Arrays.asList(ContextTerm.End.values()));
        return new Expression.Test(
                leaf(type),
                pick(List.of(Operator.GREATER_EQUAL, Operator.LESS_THAN)),
                List.of(new Expression.FromContext(new ContextTerm.Edge(date, end, type))));
    }

    private Expression test(int depth) {
        ValueType type = pick(List.of(
                ValueType.NUMBER,
                ValueType.TEXT,
                ValueType.TEXT,
                ValueType.BOOLEAN,
                ValueType.DATE,
                ValueType.DATETIME,
                ValueType.CHOICES,
                ValueType.REFERENCE));
        Operator operator = pick(
                Arrays.stream(Operator.values()).filter(each -> each.fits(type)).toList());
        int count = switch (operator) {
            case IS_EMPTY, IS_NOT_EMPTY -> 0;
            case BETWEEN, NOT_BETWEEN -> 2;
            case IN, NOT_IN -> 1 + random.nextInt(3);
            default -> 1;
        };
        ValueType operands = operator.operandType(type);
        // Half of them as criteria and queries write them: a field and what is written out.
        boolean plain = random.nextBoolean();
        List<Expression> sides = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sides.add(plain ? new Expression.Literal(literal(operands), operands) : tree(operands, depth));
        }
        return new Expression.Test(plain ? leaf(type) : tree(type, depth), operator, sides);
    }

    private List<Expression> trees(ValueType type, int depth, int count) {
        List<Expression> trees = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            trees.add(tree(type, depth));
        }
        return trees;
    }

    private static Expression call(ValueType type, FormulaFunction function, Expression... arguments) {
        return new Expression.Call(function, List.of(arguments), type);
    }

    private static Expression name(DateUnit unit) {
        return new Expression.Literal(new FieldValue.Text(unit.name()), ValueType.TEXT);
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
