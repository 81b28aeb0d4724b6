package io.atelier.platform.expression;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Days named by their distance from today, as Zoho names them: {@code TODAY}, {@code LASTMONTH}, {@code LASTNDAYS:7}.
 *
 * @param days how many, for the kinds that count; else 0
 */
public record RelativeDate(Kind kind, int days) {
    public static final int MAX_DAYS = 10_000;

    private static final Pattern WRITTEN = Pattern.compile("([A-Z]{1,20})(?::(\\d{1,6}))?");
    private static final int MONTHS_OF_QUARTER = 3;

    public RelativeDate {
        if (days < kind.fewest || days > kind.most) {
            throw new IllegalArgumentException(kind + " of " + days + " days");
        }
    }

    /** Which days. */
    public enum Kind {
        TODAY,
        YESTERDAY,
        TOMORROW,
        THISWEEK,
        LASTWEEK,
        NEXTWEEK,
        THISMONTH,
        LASTMONTH,
        NEXTMONTH,
        THISQUARTER,
        LASTQUARTER,
        NEXTQUARTER,
        THISYEAR,
        LASTYEAR,
        NEXTYEAR,
        /** Today and the days before it, so many in all. */
        LASTNDAYS(1, MAX_DAYS),
        /** Today and the days after it, so many in all. */
        NEXTNDAYS(1, MAX_DAYS),
        /** The one day that is so many days ago. */
        AGEINDAYS(0, MAX_DAYS),
        /** The one day that is so many days ahead. */
        DUEINDAYS(0, MAX_DAYS);

        private final int fewest;
        private final int most;

        Kind() {
            this(0, 0);
        }

        Kind(int fewest, int most) {
            this.fewest = fewest;
            this.most = most;
        }

        /** Says whether the name is followed by a number of days. */
        public boolean counts() {
            return most > 0;
        }
    }

    /** A range of days without its end. */
    public record Range(LocalDate first, LocalDate behind) {}

    public static RelativeDate of(Kind kind) {
        return new RelativeDate(kind, 0);
    }

    /** Reads {@code LASTNDAYS:7}, in letters of either case; empty where there is no such date. */
    public static Optional<RelativeDate> find(String text) {
        Matcher written = WRITTEN.matcher(text.toUpperCase(Locale.ROOT));
        if (!written.matches()) {
            return Optional.empty();
        }
        int days = written.group(2) == null ? 0 : Integer.parseInt(written.group(2));
        boolean counted = written.group(2) != null;
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.name().equals(written.group(1)) && kind.counts() == counted)
                .filter(kind -> days >= kind.fewest && days <= kind.most)
                .map(kind -> new RelativeDate(kind, days))
                .findFirst();
    }

    public String text() {
        return kind.counts() ? kind.name() + ":" + days : kind.name();
    }

    public Range range(LocalDate today, DayOfWeek weekStart) {
        LocalDate week = today.with(TemporalAdjusters.previousOrSame(weekStart));
        LocalDate month = today.withDayOfMonth(1);
        LocalDate quarter = month.minusMonths((month.getMonthValue() - 1) % MONTHS_OF_QUARTER);
        LocalDate year = today.withDayOfYear(1);
        return switch (kind) {
            case TODAY -> days(today, 1);
            case YESTERDAY -> days(today.minusDays(1), 1);
            case TOMORROW -> days(today.plusDays(1), 1);
            case THISWEEK -> new Range(week, week.plusWeeks(1));
            case LASTWEEK -> new Range(week.minusWeeks(1), week);
            case NEXTWEEK -> new Range(week.plusWeeks(1), week.plusWeeks(2));
            case THISMONTH -> months(month, 1);
            case LASTMONTH -> months(month.minusMonths(1), 1);
            case NEXTMONTH -> months(month.plusMonths(1), 1);
            case THISQUARTER -> months(quarter, MONTHS_OF_QUARTER);
            case LASTQUARTER -> months(quarter.minusMonths(MONTHS_OF_QUARTER), MONTHS_OF_QUARTER);
            case NEXTQUARTER -> months(quarter.plusMonths(MONTHS_OF_QUARTER), MONTHS_OF_QUARTER);
            case THISYEAR -> new Range(year, year.plusYears(1));
            case LASTYEAR -> new Range(year.minusYears(1), year);
            case NEXTYEAR -> new Range(year.plusYears(1), year.plusYears(2));
            case LASTNDAYS -> days(today.minusDays(days - 1L), days);
            case NEXTNDAYS -> days(today, days);
            case AGEINDAYS -> days(today.minusDays(days), 1);
            case DUEINDAYS -> days(today.plusDays(days), 1);
        };
    }

    private static Range days(LocalDate first, int count) {
        return new Range(first, first.plusDays(count));
    }

    private static Range months(LocalDate first, int count) {
        return new Range(first, first.plusMonths(count));
    }
}
