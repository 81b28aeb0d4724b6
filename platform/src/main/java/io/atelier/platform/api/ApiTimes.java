package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** Times as requests and answers write them. */
public final class ApiTimes {
    private static final String SINCE = "If-Modified-Since";
    private static final int LONGEST = 40;

    private ApiTimes() {}

    /** Returns the header's time, be it ISO 8601 as Zoho's clients write it or a date of HTTP. */
    public static Optional<Instant> modifiedSince(HttpServletRequest request) {
        String text = request.getHeader(SINCE);
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(instant(SINCE, text.strip()));
    }

    /** Returns {@code 2026-12-31T23:59:00+01:00}; a formatter would take half of the time of a page. */
    static String text(ZonedDateTime time) {
        StringBuilder text = new StringBuilder(25);
        append(text, time.getYear(), 4).append('-');
        append(text, time.getMonthValue(), 2).append('-');
        append(text, time.getDayOfMonth(), 2).append('T');
        append(text, time.getHour(), 2).append(':');
        append(text, time.getMinute(), 2).append(':');
        append(text, time.getSecond(), 2);
        int offset = time.getOffset().getTotalSeconds();
        text.append(offset < 0 ? '-' : '+');
        append(text, Math.abs(offset) / 3_600, 2).append(':');
        return append(text, Math.abs(offset) / 60 % 60, 2).toString();
    }

    private static StringBuilder append(StringBuilder text, int number, int digits) {
        String plain = Integer.toString(number);
        text.repeat("0", Math.max(0, digits - plain.length()));
        return text.append(plain);
    }

    private static Instant instant(String name, String text) {
        if (text.length() <= LONGEST) {
            try {
                return text.contains(",")
                        ? DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from)
                        : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException _) {
                // said below
            }
        }
        throw new PlatformException(
                ErrorCode.INVALID_DATA,
                "a time such as 2026-12-31T23:59:00+01:00 is needed",
                Map.of("param_name", name, "expected_data_type", "datetime"));
    }
}
