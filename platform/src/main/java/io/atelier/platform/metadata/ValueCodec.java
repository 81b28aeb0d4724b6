package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads values in API form (text, numbers, booleans, lists, {@code {id: …}} of JSON) into typed ones, and back. Strict:
 * local formats are an importer's or a form's matter.
 */
public final class ValueCodec {
    private static final int MAX_CHOICES = 100;
    private static final int EARLIEST_YEAR = 1;
    private static final int LATEST_YEAR = 9999;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>()\\[\\]\\\\,;:\"]{1,64}@[^\\s@<>()\\[\\]\\\\,;:\"]{1,255}");
    private static final Pattern PHONE = Pattern.compile("[0-9+()\\-./ #*,;xXextEXT]*");
    private static final Pattern WEBSITE = Pattern.compile(
            "(https?://)?[\\p{L}\\p{N}][\\p{L}\\p{N}.\\-]*(:\\d{1,5})?([/?#]\\S*)?", Pattern.CASE_INSENSITIVE);

    private ValueCodec() {}

    /** A typed value, or what is wrong with the input. */
    public sealed interface Parsed {
        record Good(FieldValue value) implements Parsed {}

        /** The message says what would be right. */
        record Bad(ErrorCode code, String message) implements Parsed {}
    }

    /** Reads one value; null and empty text are {@link FieldValue.Null}. Does not ask whether a lookup's target exists. */
    public static Parsed parse(FieldDef field, @Nullable Object input) {
        if (input == null || input instanceof String text && text.isBlank()) {
            return new Parsed.Good(FieldValue.NULL);
        }
        return switch (field.type()) {
            case TEXT, TEXTAREA, AUTONUMBER -> text(field, input);
            case EMAIL -> shaped(field, input, EMAIL, "An e-mail address is written name@example.org.");
            case PHONE -> phone(field, input);
            case WEBSITE -> shaped(field, input, WEBSITE, "A web address is written https://example.org.");
            case PICKLIST -> picklist(field, input);
            case MULTISELECTPICKLIST -> choices(field, input);
            case INTEGER, BIGINT, DOUBLE, PERCENT, CURRENCY -> number(field, input);
            case DATE -> date(input);
            case DATETIME -> dateTime(input);
            case BOOLEAN -> bool(input);
            case LOOKUP, OWNERLOOKUP -> lookup(input);
        };
    }

    /** Returns the API form: text, {@code BigDecimal}, {@code Boolean}, a list of text, or null. */
    public static @Nullable Object toApi(FieldValue value) {
        return switch (value) {
            case FieldValue.Null _ -> null;
            case FieldValue.Text text -> text.text();
            case FieldValue.Number number -> number.number();
            case FieldValue.Bool bool -> bool.value();
            case FieldValue.Date date -> date.date().toString();
            case FieldValue.DateTime time -> time.instant().toString();
            case FieldValue.MultiPicklist choices -> choices.values();
            case FieldValue.Lookup lookup -> Long.toString(lookup.id());
        };
    }

    private static Parsed text(FieldDef field, Object input) {
        if (!(input instanceof String || input instanceof Number || input instanceof Boolean)) {
            return bad("A text is needed.");
        }
        String text = input.toString().replace("\u0000", "").strip();
        if (text.isEmpty()) {
            return new Parsed.Good(FieldValue.NULL);
        }
        if (text.codePointCount(0, text.length()) > field.length()) {
            return new Parsed.Bad(
                    ErrorCode.LIMIT_EXCEEDED, "At most " + field.length() + " characters fit; shorten the text.");
        }
        return new Parsed.Good(new FieldValue.Text(text));
    }

    private static Parsed shaped(FieldDef field, Object input, Pattern shape, String remedy) {
        Parsed parsed = text(field, input);
        if (parsed instanceof Parsed.Good(FieldValue.Text(String text))
                && !shape.matcher(text).matches()) {
            return bad(remedy);
        }
        return parsed;
    }

    private static Parsed phone(FieldDef field, Object input) {
        Parsed parsed = shaped(field, input, PHONE, "A phone number holds digits and + ( ) - . / only.");
        if (parsed instanceof Parsed.Good(FieldValue.Text(String text))
                && text.chars().noneMatch(Character::isDigit)) {
            return bad("A phone number needs at least one digit.");
        }
        return parsed;
    }

    private static Parsed picklist(FieldDef field, Object input) {
        String text = input.toString().strip();
        return field.findValue(text).isPresent()
                ? new Parsed.Good(new FieldValue.Text(text))
                : bad("This is none of the field's values.");
    }

    private static Parsed choices(FieldDef field, Object input) {
        Collection<?> items = input instanceof Collection<?> list
                ? list
                : List.of(input.toString().split(";"));
        if (items.size() > MAX_CHOICES) {
            return new Parsed.Bad(ErrorCode.LIMIT_EXCEEDED, "At most 100 values can be chosen.");
        }
        List<String> values = new ArrayList<>();
        for (Object item : items) {
            String text = String.valueOf(item).strip();
            if (!text.isEmpty() && field.findValue(text).isEmpty()) {
                return bad("One of the values is none of the field's.");
            }
            if (!text.isEmpty() && !values.contains(text)) {
                values.add(text);
            }
        }
        return new Parsed.Good(values.isEmpty() ? FieldValue.NULL : new FieldValue.MultiPicklist(values));
    }

    private static Parsed number(FieldDef field, Object input) {
        String text = input.toString().strip();
        // A longer text cannot be a number that fits, and 1E9999 must not become one.
        if (text.length() > 40 || !(input instanceof String || input instanceof Number)) {
            return bad("A number is needed.");
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException _) {
            return bad("A number is needed, with a point before its decimals.");
        }
        boolean tooLong = Math.abs((long) number.scale()) > 40;
        if (tooLong || wholeDigits(number) > field.precision() - field.scale()) {
            return new Parsed.Bad(
                    ErrorCode.LIMIT_EXCEEDED,
                    "At most " + (field.precision() - field.scale()) + " digits fit before the point.");
        }
        if (number.stripTrailingZeros().scale() > field.scale()) {
            return new Parsed.Bad(ErrorCode.LIMIT_EXCEEDED, "At most " + field.scale() + " decimals fit.");
        }
        return new Parsed.Good(new FieldValue.Number(number));
    }

    private static int wholeDigits(BigDecimal number) {
        return number.signum() == 0 ? 0 : Math.max(0, number.precision() - number.scale());
    }

    private static Parsed date(Object input) {
        try {
            LocalDate date = LocalDate.parse(input.toString().strip());
            return inRange(date) ? new Parsed.Good(new FieldValue.Date(date)) : bad("The year is 1 to 9999.");
        } catch (DateTimeParseException _) {
            return bad("A date is written 2026-12-31.");
        }
    }

    private static boolean inRange(LocalDate date) {
        return date.getYear() >= EARLIEST_YEAR && date.getYear() <= LATEST_YEAR;
    }

    private static Parsed dateTime(Object input) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(input.toString().strip());
            return inRange(time.toLocalDate())
                    ? new Parsed.Good(new FieldValue.DateTime(toMicros(time.toInstant())))
                    : bad("The year is 1 to 9999.");
        } catch (DateTimeException _) {
            return bad("A time is written 2026-12-31T23:59:00+01:00.");
        }
    }

    /** PostgreSQL keeps microseconds: more would make a value differ from itself after a round trip. */
    private static Instant toMicros(Instant instant) {
        return instant.minusNanos(instant.getNano() % 1_000);
    }

    private static Parsed bool(Object input) {
        return switch (input.toString().strip()) {
            case "true" -> new Parsed.Good(new FieldValue.Bool(true));
            case "false" -> new Parsed.Good(new FieldValue.Bool(false));
            default -> bad("The value is true or false.");
        };
    }

    private static Parsed lookup(Object input) {
        Object id = input instanceof Map<?, ?> map ? map.get("id") : input;
        try {
            long number = Long.parseLong(String.valueOf(id).strip());
            return number >= 0 ? new Parsed.Good(new FieldValue.Lookup(number)) : bad("An id is a positive number.");
        } catch (NumberFormatException _) {
            return bad("The id of a record is needed.");
        }
    }

    private static Parsed.Bad bad(String message) {
        return new Parsed.Bad(ErrorCode.INVALID_DATA, message);
    }
}
