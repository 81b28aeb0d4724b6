package io.atelier.platform.record.internal;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.metadata.ValueCodec.Parsed;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns a value of one field into a value of another: what people read as the same. The new field's own codec has the last
 * word, so that nothing passes that could not have been entered.
 */
final class ValueConversion {
    /** Reads dates as every date field does. */
    private static final FieldDef DAY = FieldDef.of("Day", Label.of("Day"), FieldType.DATE);

    private final FieldDef to;
    private final ZoneId zone;

    /**
     * @param zone the organization's: in it a time falls on a date
     */
    ValueConversion(FieldDef to, ZoneId zone) {
        this.to = to;
        this.zone = zone;
    }

    /**
     * @param names what the records or people are called that values point to
     */
    Parsed convert(FieldValue value, Map<Long, String> names) {
        if (value.isNull()) {
            return new Parsed.Good(value);
        }
        return ValueCodec.parse(
                to,
                switch (to.kind()) {
                    case TEXT -> text(value, names);
                    case NUMBER -> number(value, names);
                    case BOOLEAN -> bool(value, names);
                    case DATE -> date(value, names);
                    case DATETIME -> time(value, names);
                    case CHOICES -> value instanceof FieldValue.MultiPicklist(var values) ? values : text(value, names);
                    case RECORD, ANY_RECORD, USER, USERS, FILES, ADDRESS, LINKS, ROWS ->
                        throw new IllegalStateException("the planner lets nothing become " + to.kind());
                });
    }

    static String text(FieldValue value, Map<Long, String> names) {
        return switch (value) {
            case FieldValue.Null _ -> "";
            case FieldValue.Text(String text) -> text;
            case FieldValue.Number(BigDecimal number) -> number.toPlainString();
            case FieldValue.Bool(boolean bool) -> Boolean.toString(bool);
            case FieldValue.Date(LocalDate date) -> date.toString();
            case FieldValue.DateTime(Instant instant) -> instant.toString();
            case FieldValue.MultiPicklist(List<String> values) -> String.join(";", values);
            case FieldValue.Lookup(long id) -> names.getOrDefault(id, "");
            case FieldValue.AnyLookup _,
                    FieldValue.Users _,
                    FieldValue.Files _,
                    FieldValue.Address _,
                    FieldValue.Links _,
                    FieldValue.Rows _ ->
                throw new IllegalStateException("the planner lets no value convert that is several");
        };
    }

    /** Blanks that group digits are no part of the number. */
    private static Object number(FieldValue value, Map<Long, String> names) {
        return switch (value) {
            case FieldValue.Number(BigDecimal number) -> number;
            case FieldValue.Bool(boolean bool) -> bool ? 1 : 0;
            case FieldValue _ -> text(value, names).replaceAll("[\\s\\u00a0\\u202f]", "");
        };
    }

    private static Object bool(FieldValue value, Map<Long, String> names) {
        String text = text(value, names).strip().toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "yes", "1", "да" -> true;
            case "false", "no", "0", "нет" -> false;
            default -> text;
        };
    }

    private @Nullable Object date(FieldValue value, Map<Long, String> names) {
        if (value instanceof FieldValue.DateTime(Instant instant)) {
            return LocalDate.ofInstant(instant, zone).toString();
        }
        String text = text(value, names).strip();
        // A time that names its own zone falls on the date that it names.
        return text.length() > "2026-12-31".length() && text.charAt(10) == 'T' ? text.substring(0, 10) : text;
    }

    private Object time(FieldValue value, Map<Long, String> names) {
        String text = text(value, names).strip();
        if (text.length() != "2026-12-31".length()) {
            return text;
        }
        return ValueCodec.parse(DAY, text) instanceof Parsed.Good(FieldValue.Date(LocalDate date))
                ? date.atStartOfDay(zone).toInstant().atOffset(ZoneOffset.UTC).toString()
                : text;
    }
}
