package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Reads values that are written out in expressions. */
final class Literals {
    private static final int LONGEST = 100;

    private Literals() {}

    /** Returns the value that the text stands for where one of the type is needed; empty where it stands for none. */
    static Optional<FieldValue> read(String text, ValueType type) {
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            return switch (type) {
                case NUMBER -> Decimals.bounded(number(text)).map(FieldValue.Number::new);
                case BOOLEAN ->
                    switch (text) {
                        case "true" -> Optional.of(new FieldValue.Bool(true));
                        case "false" -> Optional.of(new FieldValue.Bool(false));
                        default -> Optional.empty();
                    };
                case DATE ->
                    Optional.of(LocalDate.parse(text)).filter(Calendars::holds).map(FieldValue.Date::new);
                case DATETIME -> {
                    OffsetDateTime time = OffsetDateTime.parse(text);
                    Instant instant = time.toInstant().truncatedTo(ChronoUnit.MICROS);
                    yield Calendars.holds(time.toLocalDate())
                            ? Optional.of(new FieldValue.DateTime(instant))
                            : Optional.empty();
                }
                case ANY_REFERENCE -> anyReference(text);
                case FILES -> Optional.empty();
                case REFERENCE, USERS -> {
                    long id = Long.parseLong(text);
                    yield id >= 0 ? Optional.of(new FieldValue.Lookup(id)) : Optional.empty();
                }
                case TEXT, CHOICES -> Optional.of(new FieldValue.Text(text));
            };
        } catch (DateTimeException | NumberFormatException _) {
            return Optional.empty();
        }
    }

    private static Optional<FieldValue> anyReference(String text) {
        int colon = text.indexOf(':');
        return colon <= 0
                ? Optional.empty()
                : Optional.of(
                        new FieldValue.AnyLookup(text.substring(0, colon), Long.parseLong(text.substring(colon + 1))));
    }

    /** Refuses exponents that make endless numbers of short texts. */
    private static BigDecimal number(String text) {
        BigDecimal number = new BigDecimal(text);
        if (Math.abs((long) number.scale()) > LONGEST) {
            throw new NumberFormatException("out of bounds");
        }
        return number;
    }

    static String remedy(ValueType type) {
        return switch (type) {
            case NUMBER -> "A number is needed, with a point before its decimals.";
            case BOOLEAN -> "The value is true or false.";
            case DATE -> "A date is written 2026-12-31.";
            case DATETIME -> "A time is written 2026-12-31T23:59:00+01:00.";
            case ANY_REFERENCE -> "A record is written Accounts:1.";
            case FILES -> "Files are compared with nothing.";
            case REFERENCE, USERS -> "The id of a record or user is needed.";
            case TEXT, CHOICES -> "A text is needed.";
        };
    }
}
