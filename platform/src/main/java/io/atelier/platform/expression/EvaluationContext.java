package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.UserId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * When, where and for whom an expression is evaluated.
 *
 * @param now to the microsecond: what is finer the database does not keep
 * @param zone the organization's, in which days begin and end
 * @param weekStart the first day of a week
 */
public record EvaluationContext(Instant now, ZoneId zone, UserId user, DayOfWeek weekStart) {
    public EvaluationContext {
        now = now.truncatedTo(ChronoUnit.MICROS);
    }

    /** Makes a context in which weeks begin on Monday. */
    public EvaluationContext(Instant now, ZoneId zone, UserId user) {
        this(now, zone, user, DayOfWeek.MONDAY);
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now, zone);
    }

    public FieldValue value(ContextTerm term) {
        return switch (term) {
            case ContextTerm.Now _ -> new FieldValue.DateTime(now);
            case ContextTerm.Today _ -> new FieldValue.Date(today());
            case ContextTerm.CurrentUser _ -> new FieldValue.Lookup(user.value());
            case ContextTerm.Edge(RelativeDate date, ContextTerm.End end, ValueType type) -> {
                RelativeDate.Range range = date.range(today(), weekStart);
                LocalDate day = end == ContextTerm.End.FIRST ? range.first() : range.behind();
                yield type == ValueType.DATE
                        ? new FieldValue.Date(day)
                        : new FieldValue.DateTime(Calendars.startOfDay(day, zone));
            }
        };
    }
}
