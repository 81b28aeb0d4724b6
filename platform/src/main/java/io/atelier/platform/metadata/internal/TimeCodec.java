package io.atelier.platform.metadata.internal;

import static io.atelier.platform.metadata.ValueCodec.bad;

import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec.Parsed;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Reads dates and times of the years 1 to 9999. */
public final class TimeCodec {
    private static final int EARLIEST_YEAR = 1;
    private static final int LATEST_YEAR = 9999;

    private TimeCodec() {}

    public static Parsed date(Object input) {
        try {
            LocalDate date = LocalDate.parse(input.toString().strip());
            return inRange(date) ? new Parsed.Good(new FieldValue.Date(date)) : bad("The year is 1 to 9999.");
        } catch (DateTimeParseException _) {
            return bad("A date is written 2026-12-31.");
        }
    }

    public static Parsed dateTime(Object input) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(input.toString().strip());
            return inRange(time.toLocalDate())
                    ? new Parsed.Good(new FieldValue.DateTime(toMicros(time.toInstant())))
                    : bad("The year is 1 to 9999.");
        } catch (DateTimeException _) {
            return bad("A time is written 2026-12-31T23:59:00+01:00.");
        }
    }

    private static boolean inRange(LocalDate date) {
        return date.getYear() >= EARLIEST_YEAR && date.getYear() <= LATEST_YEAR;
    }

    /** PostgreSQL keeps microseconds: more would make a value differ from itself after a round trip. */
    private static Instant toMicros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }
}
