package io.atelier.platform.transfer.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/** Reads dates and times by patterns, strictly: 31 February is none. */
final class DateText {
    /** What columns are tried for. Where a column leaves it open, the earlier one holds. */
    static final List<String> DATE_PATTERNS = List.of(
            "uuuu-M-d",
            "M/d/uuuu",
            "d/M/uuuu",
            "d.M.uuuu",
            "uuuu/M/d",
            "uuuu.M.d",
            "d-M-uuuu",
            "M-d-uuuu",
            "d MMM uuuu",
            "d-MMM-uuuu",
            "MMM d, uuuu",
            "d MMMM uuuu",
            "MMMM d, uuuu",
            "uuuuMMdd");

    static final List<String> TIME_PATTERNS = DATE_PATTERNS.stream()
            .filter(pattern -> !pattern.contains("MMM"))
            .flatMap(pattern ->
                    List.of(pattern + " H:mm", pattern + " H:mm:ss", pattern + " h:mm a", pattern + " h:mm:ss a")
                            .stream())
            .toList();

    private static final Pattern ISO_WITH_OFFSET = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d.*(Z|[+-]\\d\\d.*)");
    private static final Pattern ISO_DAY = Pattern.compile("^(\\d{4}-\\d{1,2}-\\d{1,2})T");
    private static final int MAX_LENGTH = 40;
    private static final int MAX_PATTERNS_KEPT = 500;
    private static final ConcurrentMap<String, DateTimeFormatter> FORMATTERS = new ConcurrentHashMap<>();

    private DateText() {}

    static boolean isPattern(String pattern) {
        try {
            formatter(pattern);
            return pattern.length() <= MAX_LENGTH;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    static Optional<LocalDate> date(String text, List<String> patterns) {
        String trimmed = text.strip();
        for (String pattern : patterns) {
            Optional<LocalDate> date = date(trimmed, pattern);
            if (date.isPresent()) {
                return date;
            }
        }
        return Optional.empty();
    }

    /** Reads an ISO time with an offset always, else by the patterns in the zone. */
    static Optional<OffsetDateTime> time(String text, List<String> patterns, ZoneId zone) {
        String trimmed = text.strip();
        if (trimmed.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (ISO_WITH_OFFSET.matcher(trimmed).matches()) {
            try {
                return Optional.of(OffsetDateTime.parse(trimmed.replace(' ', 'T')));
            } catch (DateTimeException _) {
                // not ISO after all: one of the column's own patterns
            }
        }
        String local = ISO_DAY.matcher(trimmed).replaceFirst("$1 ");
        for (String pattern : patterns) {
            if (!couldMatch(local, pattern)) {
                continue;
            }
            try {
                return Optional.of(LocalDateTime.parse(local, formatter(pattern))
                        .atZone(zone)
                        .toOffsetDateTime());
            } catch (DateTimeException _) {
                // the next pattern
            }
        }
        return date(trimmed, DATE_PATTERNS.subList(0, 1))
                .map(date -> date.atStartOfDay(zone).toOffsetDateTime());
    }

    private static Optional<LocalDate> date(String text, String pattern) {
        if (text.length() > MAX_LENGTH || !couldMatch(text, pattern)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(text, formatter(pattern)));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    /** Spares most of the exceptions: a wrong beginning or separator is seen without parsing. */
    private static boolean couldMatch(String text, String pattern) {
        if (text.isEmpty() || Character.isDigit(text.charAt(0)) == pattern.startsWith("MMM")) {
            return false;
        }
        for (char separator : new char[] {'/', '.', '-', ' '}) {
            if (pattern.indexOf(separator) >= 0 != text.indexOf(separator) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static DateTimeFormatter formatter(String pattern) {
        DateTimeFormatter known = FORMATTERS.get(pattern);
        if (known != null) {
            return known;
        }
        DateTimeFormatter made = new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT);
        if (FORMATTERS.size() < MAX_PATTERNS_KEPT) {
            FORMATTERS.put(pattern, made);
        }
        return made;
    }
}
