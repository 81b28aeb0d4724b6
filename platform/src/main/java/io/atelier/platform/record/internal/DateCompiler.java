package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import io.atelier.platform.expression.DateUnit;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.metadata.FieldValue;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.impl.SQLDataType;

/** Compiles calls of the functions on dates and date-times, in one zone. */
final class DateCompiler {
    private final Supplier<ZoneId> zone;

    DateCompiler(Supplier<ZoneId> zone) {
        this.zone = zone;
    }

    Field<?> value(Expression.Call call, List<Field<?>> arguments) {
        Field<?> first = arguments.getFirst();
        return switch (call.function()) {
            case ADDDATE -> added(call, arguments);
            case DATECOMP -> Values.numeric("div(extract(epoch from ({0} - {1})), 60)", first, arguments.get(1));
            case DATEBETWEEN -> between(FunctionCompiler.unit(call), first, arguments.get(1));
            case NEWDATE -> newDate(arguments);
            case NEWDATETIME -> newDateTime(call, arguments);
            case DATEPART -> Values.boundedDate(Values.date("cast({0} as date)", local(first)));
            case TIMEPART -> Values.text("to_char({0}, 'HH24:MI')", local(first));
            case STARTOFDAY ->
                Values.boundedDateTime(instant(field("cast({0} as timestamp)", SQLDataType.LOCALDATETIME, first)));
            case YEAR -> Values.numeric("extract(year from {0})", first);
            case MONTHOFYEAR -> Values.numeric("extract(month from {0})", first);
            case DAYOFMONTH -> Values.numeric("extract(day from {0})", first);
            case HOUR -> Values.numeric("extract(hour from {0})", local(first));
            case MINUTE -> Values.numeric("extract(minute from {0})", local(first));
            case WEEKDAY -> Values.numeric("(extract(dow from {0}) + 1)", first);
            default -> throw new IllegalStateException(call.function() + " is no function on dates");
        };
    }

    /** Returns the local time of an instant. */
    Field<LocalDateTime> local(Field<?> instant) {
        return field("timezone({0}, {1})", SQLDataType.LOCALDATETIME, zone(), instant);
    }

    /** PostgreSQL knows the names of regions; of offsets it has the sign the other way round. */
    private Field<?> zone() {
        return zone.get().normalized() instanceof ZoneOffset offset
                ? field("make_interval(secs => {0})", SQLDataType.INTERVAL, inline(offset.getTotalSeconds()))
                : inline(zone.get().getId());
    }

    private Field<?> instant(Field<?> local) {
        return Values.dateTime("timezone({0}, {1})", zone(), local);
    }

    private Field<?> added(Expression.Call call, List<Field<?>> arguments) {
        DateUnit unit = FunctionCompiler.unit(call);
        Field<?> start = arguments.getFirst();
        Field<?> span = span(unit, Values.whole(arguments.get(1), -unit.most(), unit.most()));
        if (FunctionCompiler.isDate(call)) {
            return Values.boundedDate(Values.date("cast({0} + {1} as date)", start, span));
        }
        Field<?> sum = unit.isCalendar()
                ? instant(field("({0} + {1})", SQLDataType.LOCALDATETIME, local(start), span))
                : Values.dateTime("({0} + {1})", start, span);
        return Values.boundedDateTime(sum);
    }

    private static Field<?> span(DateUnit unit, Field<Integer> count) {
        String argument = switch (unit) {
            case YEAR -> "years";
            case MONTH -> "months";
            case WEEK -> "weeks";
            case DAY -> "days";
            case HOUR -> "hours";
            case MINUTE -> "mins";
        };
        return field("make_interval(" + argument + " => {0})", SQLDataType.INTERVAL, count);
    }

    private static Field<?> between(DateUnit unit, Field<?> start, Field<?> end) {
        return switch (unit) {
            case DAY -> Values.numeric("cast({1} - {0} as numeric)", start, end);
            case WEEK -> Values.numeric("div({1} - {0}, 7)", start, end);
            case MONTH -> months(start, end, 1);
            case YEAR -> months(start, end, 12);
            case HOUR -> Values.numeric("div(extract(epoch from ({1} - {0})), 3600)", start, end);
            case MINUTE -> Values.numeric("div(extract(epoch from ({1} - {0})), 60)", start, end);
        };
    }

    /** A month is whole when its day is reached: months are compared with 32 days each. */
    private static Field<?> months(Field<?> start, Field<?> end, int each) {
        return Values.numeric("""
                (with bound as materialized (select {0} as a, {1} as b)
                select div(div(
                    (extract(year from b) * 12 + extract(month from b)) * 32 + extract(day from b)
                    - (extract(year from a) * 12 + extract(month from a)) * 32 - extract(day from a), 32), {2})
                from bound)""", start, end, inline(each));
    }

    private static Field<?> newDate(List<Field<?>> arguments) {
        return Values.date(
                """
                (with bound as materialized (select {0} as y, {1} as m, {2} as d)
                select case when extract(month from make_date(y, m, 1) + (d - 1)) = m then make_date(y, m, 1) + (d - 1) end
                from bound)""",
                Values.whole(arguments.get(0), 1, 9_999),
                Values.whole(arguments.get(1), 1, 12),
                Values.whole(arguments.get(2), 1, 31));
    }

    private Field<?> newDateTime(Expression.Call call, List<Field<?>> arguments) {
        boolean dial = arguments.size() > 5;
        Field<?> hour = dial ? ofDay(call, arguments.get(3)) : Values.whole(arguments.get(3), 0, 23);
        Field<?> local = field(
                "({0} + make_interval(hours => {1}, mins => {2}))",
                SQLDataType.LOCALDATETIME, newDate(arguments), hour, Values.whole(arguments.get(4), 0, 59));
        return Values.boundedDateTime(instant(local));
    }

    /** Twelve o'clock is the hour zero of its half of the day. */
    private static Field<?> ofDay(Expression.Call call, Field<?> hour) {
        boolean afternoon = call.arguments().get(5) instanceof Expression.Literal literal
                && literal.value().equals(new FieldValue.Text("PM"));
        return field(
                "(mod({0}, 12) + {1})", SQLDataType.INTEGER, Values.whole(hour, 1, 12), inline(afternoon ? 12 : 0));
    }
}
