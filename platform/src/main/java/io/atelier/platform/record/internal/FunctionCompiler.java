package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import io.atelier.platform.expression.DateUnit;
import io.atelier.platform.expression.Decimals;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FormulaFunction;
import io.atelier.platform.expression.ValueType;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.QueryPart;

/** Compiles calls. What needs an argument twice binds it to a name first. */
final class FunctionCompiler {
    private static final int LEAST_DECIMALS = -Decimals.WHOLE_DIGITS;

    private final ExpressionCompiler expressions;
    private final DateCompiler dates;
    private final TextCompiler texts;

    FunctionCompiler(ExpressionCompiler expressions, Supplier<ZoneId> zone) {
        this.expressions = expressions;
        this.dates = new DateCompiler(zone);
        this.texts = new TextCompiler(dates);
    }

    Field<?> value(Expression.Call call) {
        if (call.function() == FormulaFunction.IF) {
            return choice(call);
        }
        List<Field<?>> arguments =
                call.arguments().stream().<Field<?>>map(expressions::value).toList();
        return switch (call.function()) {
            case IF -> throw new IllegalStateException("handled above");
            case IFEMPTY ->
                field("coalesce(" + places(arguments) + ")", Values.dataType(call.type()), parts(arguments));
            case MAX -> field("greatest(" + places(arguments) + ")", Values.dataType(call.type()), parts(arguments));
            case MIN -> field("least(" + places(arguments) + ")", Values.dataType(call.type()), parts(arguments));
            case ABS, CEIL, FLOOR, ROUND, SQRT, POWER, EXP, LN, LOG -> numeric(call.function(), arguments);
            case CONCAT, FIND, LEN, LOWER, UPPER, TRIM, LTRIM, RTRIM, SUBSTRING, REPLACE, TOSTRING ->
                texts.value(call, arguments);
            case ADDDATE,
                    DATECOMP,
                    DATEBETWEEN,
                    NEWDATE,
                    NEWDATETIME,
                    DATEPART,
                    TIMEPART,
                    STARTOFDAY,
                    YEAR,
                    MONTHOFYEAR,
                    DAYOFMONTH,
                    HOUR,
                    MINUTE,
                    WEEKDAY -> dates.value(call, arguments);
        };
    }

    private Field<?> choice(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        QueryPart condition = expressions.condition(arguments.getFirst());
        Field<?> then = expressions.value(arguments.get(1));
        return arguments.size() < 3
                ? field("case when {0} then {1} end", Values.dataType(call.type()), condition, then)
                : field(
                        "case when {0} then {1} else {2} end",
                        Values.dataType(call.type()), condition, then, expressions.value(arguments.get(2)));
    }

    private static Field<?> numeric(FormulaFunction function, List<Field<?>> arguments) {
        Field<?> first = arguments.getFirst();
        return switch (function) {
            case ABS -> Values.numeric("abs({0})", first);
            case CEIL -> Values.bounded(Values.numeric("ceil({0})", first));
            case FLOOR -> Values.bounded(Values.numeric("floor({0})", first));
            case ROUND -> Values.bounded(Values.numeric("round({0}, {1})", first, scale(arguments)));
            // A number that is negative is no greater than the smallest that there is.
            case SQRT -> Values.numeric("round(sqrt(round(nullif(greatest({0}, -1e-18), -1e-18), 60)), 18)", first);
            case EXP -> settled(Values.numeric("exp(round(greatest(least({0}, 100), -100), 80))", first));
            case LN -> settled(Values.numeric("round(ln(round(nullif(greatest({0}, 0), 0), 60)), 60)", first));
            case LOG -> settled(Values.numeric("round(log(round(nullif(greatest({0}, 0), 0), 60)), 60)", first));
            case POWER -> settled(power(first, arguments.get(1)));
            default -> throw new IllegalStateException(function + " makes no number of numbers");
        };
    }

    private static Field<Integer> scale(List<Field<?>> arguments) {
        return arguments.size() == 1 ? inline(0) : Values.whole(arguments.get(1), LEAST_DECIMALS, Decimals.SCALE);
    }

    private static Field<?> power(Field<?> base, Field<?> exponent) {
        return Values.numeric("""
                (with bound as materialized (select {0} as b, {1} as e)
                select case
                    when b is null or e is null or abs(e) > 999999999 then null
                    when e = 0 then 1
                    when b = 0 and e > 0 then 0
                    when b = 0 or b < 0 and e <> trunc(e) then null
                    else case when b < 0 and mod(trunc(e), 2) <> 0 then -1 else 1 end
                        * exp(greatest(least(round(round(ln(round(abs(b), 90)), 90) * e, 80), 100), -100))
                end from bound)""", base, exponent);
    }

    /** Rounds twice, so that a half that was nearly met counts as one in either back end. */
    private static Field<?> settled(Field<?> number) {
        return Values.bounded(Values.numeric("round(round({0}, 40), 18)", number));
    }

    private static String places(List<Field<?>> arguments) {
        return IntStream.range(0, arguments.size()).mapToObj(i -> "{" + i + "}").collect(Collectors.joining(", "));
    }

    private static QueryPart[] parts(List<Field<?>> arguments) {
        return arguments.toArray(QueryPart[]::new);
    }

    /** Returns the unit of a date function, which its last argument names. */
    static DateUnit unit(Expression.Call call) {
        return DateUnit.of(call.arguments().get(2));
    }

    static boolean isDate(Expression expression) {
        return expression.type() == ValueType.DATE;
    }
}
