package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The functions on dates and date-times, in the organization's zone. None of the arguments is empty. */
final class DateFunctions {
    private static final int LAST_YEAR = 9_999;
    private static final int MONTHS = 12;
    private static final int DAYS_OF_MONTH = 31;
    private static final int HOURS_OF_DAY = 23;
    private static final int MINUTES_OF_HOUR = 59;
    private static final int DAYS_OF_WEEK = 7;
    private static final int HOURS_OF_DIAL = 12;
    private static final Instant FIRST =
            Calendars.BEFORE_FIRST.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final Instant BEHIND = Calendars.BEHIND_LAST.atStartOfDay().toInstant(ZoneOffset.UTC);

    private final ZoneId zone;

    DateFunctions(ZoneId zone) {
        this.zone = zone;
    }

    FieldValue evaluate(Expression.Call call, List<FieldValue> values) {
        FieldValue first = values.getFirst();
        return switch (call.function()) {
            case ADDDATE ->
                added(first, values.get(1), DateUnit.of(call.arguments().get(2)));
            case DATECOMP -> number(between(instant(values.get(1)), instant(first), DateUnit.MINUTE));
            case DATEBETWEEN ->
                number(between(
                        first, values.get(1), DateUnit.of(call.arguments().get(2))));
            case NEWDATE ->
                newDate(values).<FieldValue>map(FieldValue.Date::new).orElse(FieldValue.NULL);
            case NEWDATETIME -> newDateTime(values);
            case DATEPART -> date(local(first).toLocalDate());
            case TIMEPART ->
                new FieldValue.Text(local(first)
                        .toLocalTime()
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString());
            case STARTOFDAY -> dateTime(Calendars.startOfDay(day(first), zone));
            case YEAR -> number(day(first).getYear());
            case MONTHOFYEAR -> number(day(first).getMonthValue());
            case DAYOFMONTH -> number(day(first).getDayOfMonth());
            case HOUR -> number(local(first).getHour());
            case MINUTE -> number(local(first).getMinute());
            case WEEKDAY -> number(day(first).getDayOfWeek().getValue() % DAYS_OF_WEEK + 1L);
            default -> throw new IllegalStateException(call.function() + " is no function on dates");
        };
    }

    private FieldValue added(FieldValue start, FieldValue amount, DateUnit unit) {
        Optional<Integer> count = Decimals.whole(FunctionEvaluator.decimal(amount), -unit.most(), unit.most());
        if (count.isEmpty()) {
            return FieldValue.NULL;
        }
        if (start instanceof FieldValue.Date(LocalDate day)) {
            return date(day.plus(count.get(), chrono(unit)));
        }
        return dateTime(
                unit.isCalendar()
                        ? Calendars.instant(local(start).plus(count.get(), chrono(unit)), zone)
                        : instant(start).plus(count.get(), chrono(unit)));
    }

    private static long between(FieldValue start, FieldValue end, DateUnit unit) {
        return start instanceof FieldValue.Date(LocalDate day)
                ? chrono(unit).between(day, day(end))
                : between(instant(start), instant(end), unit);
    }

    private static long between(Instant start, Instant end, DateUnit unit) {
        return Duration.between(start, end).dividedBy(chrono(unit).getDuration());
    }

    private static Optional<LocalDate> newDate(List<FieldValue> values) {
        Optional<Integer> year = whole(values, 0, 1, LAST_YEAR);
        Optional<Integer> month = whole(values, 1, 1, MONTHS);
        Optional<Integer> day = whole(values, 2, 1, DAYS_OF_MONTH);
        if (year.isEmpty() || month.isEmpty() || day.isEmpty()) {
            return Optional.empty();
        }
        LocalDate first = LocalDate.of(year.get(), month.get(), 1);
        return day.get() <= first.lengthOfMonth() ? Optional.of(first.withDayOfMonth(day.get())) : Optional.empty();
    }

    private FieldValue newDateTime(List<FieldValue> values) {
        boolean dial = values.size() > 5;
        Optional<LocalDate> day = newDate(values);
        Optional<Integer> hour = dial ? whole(values, 3, 1, HOURS_OF_DIAL) : whole(values, 3, 0, HOURS_OF_DAY);
        Optional<Integer> minute = whole(values, 4, 0, MINUTES_OF_HOUR);
        if (day.isEmpty() || hour.isEmpty() || minute.isEmpty()) {
            return FieldValue.NULL;
        }
        boolean afternoon = dial && values.get(5).equals(new FieldValue.Text("PM"));
        int ofDay = dial ? hour.get() % HOURS_OF_DIAL + (afternoon ? HOURS_OF_DIAL : 0) : hour.get();
        return dateTime(Calendars.instant(day.get().atTime(ofDay, minute.get()), zone));
    }

    private static Optional<Integer> whole(List<FieldValue> values, int index, int least, int most) {
        return Decimals.whole(FunctionEvaluator.decimal(values.get(index)), least, most);
    }

    private static ChronoUnit chrono(DateUnit unit) {
        return switch (unit) {
            case YEAR -> ChronoUnit.YEARS;
            case MONTH -> ChronoUnit.MONTHS;
            case WEEK -> ChronoUnit.WEEKS;
            case DAY -> ChronoUnit.DAYS;
            case HOUR -> ChronoUnit.HOURS;
            case MINUTE -> ChronoUnit.MINUTES;
        };
    }

    private LocalDateTime local(FieldValue value) {
        return LocalDateTime.ofInstant(instant(value), zone);
    }

    private static LocalDate day(FieldValue value) {
        return ((FieldValue.Date) value).date();
    }

    private static Instant instant(FieldValue value) {
        return ((FieldValue.DateTime) value).instant();
    }

    private static FieldValue number(long number) {
        return new FieldValue.Number(BigDecimal.valueOf(number));
    }

    private static FieldValue date(LocalDate day) {
        return Calendars.holds(day) ? new FieldValue.Date(day) : FieldValue.NULL;
    }

    private static FieldValue dateTime(Instant instant) {
        return instant.isBefore(FIRST) || !instant.isBefore(BEHIND)
                ? FieldValue.NULL
                : new FieldValue.DateTime(instant);
    }
}
