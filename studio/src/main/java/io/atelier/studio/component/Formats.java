package io.atelier.studio.component;

import io.atelier.platform.identity.UserFormats;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.util.Currency;
import java.util.Locale;

/** Writes dates and numbers as a person has chosen, or as is usual in their country. */
public final class Formats {
    private final Locale locale;
    private final ZoneId zone;
    private final UserFormats chosen;

    public Formats(Locale language, ZoneId zone, UserFormats chosen) {
        this.locale = chosen.country().isEmpty() ? language : Locale.of(language.getLanguage(), chosen.country());
        this.zone = zone;
        this.chosen = chosen;
    }

    /** Returns language and country together. */
    public Locale locale() {
        return locale;
    }

    public String date(LocalDate date) {
        return dates().format(date);
    }

    /** Writes a time as the clock of the person's zone shows it, to the minute. */
    public String dateTime(Instant time) {
        boolean asInCountry =
                chosen.date() == UserFormats.DateStyle.COUNTRY && chosen.clock() == UserFormats.ClockStyle.COUNTRY;
        DateTimeFormatter format = asInCountry
                ? DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                : new DateTimeFormatterBuilder()
                        .append(dates())
                        .appendLiteral(' ')
                        .append(times())
                        .toFormatter(locale);
        return format.withZone(zone).format(time);
    }

    /** Writes the hour and minute that the clock of the person's zone shows. */
    public String time(Instant time) {
        return times().withZone(zone).format(time);
    }

    public NumberFormat number() {
        return styled(NumberFormat.getNumberInstance(locale));
    }

    public NumberFormat money(Currency currency) {
        NumberFormat format = styled(NumberFormat.getCurrencyInstance(locale));
        format.setCurrency(currency);
        return format;
    }

    private DateTimeFormatter dates() {
        return switch (chosen.date()) {
            case COUNTRY ->
                DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM).withLocale(locale);
            case YEAR_MONTH_DAY -> pattern("uuuu-MM-dd");
            case DAY_MONTH_YEAR_DOTS -> pattern("dd.MM.uuuu");
            case DAY_MONTH_YEAR_SLASHES -> pattern("dd/MM/uuuu");
            case MONTH_DAY_YEAR_SLASHES -> pattern("MM/dd/uuuu");
        };
    }

    private DateTimeFormatter times() {
        return switch (chosen.clock()) {
            case COUNTRY -> DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale);
            case HOURS_12 -> pattern("h:mm a");
            case HOURS_24 -> pattern("HH:mm");
        };
    }

    private DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, locale);
    }

    private NumberFormat styled(NumberFormat format) {
        return switch (chosen.number()) {
            case COUNTRY -> format;
            case COMMA_POINT -> signs(format, ',', '.');
            case POINT_COMMA -> signs(format, '.', ',');
            case SPACE_COMMA -> signs(format, '\u00a0', ',');
        };
    }

    private static NumberFormat signs(NumberFormat format, char grouping, char decimal) {
        if (format instanceof DecimalFormat decimals) {
            DecimalFormatSymbols symbols = decimals.getDecimalFormatSymbols();
            symbols.setGroupingSeparator(grouping);
            symbols.setDecimalSeparator(decimal);
            symbols.setMonetaryGroupingSeparator(grouping);
            symbols.setMonetaryDecimalSeparator(decimal);
            decimals.setDecimalFormatSymbols(symbols);
        }
        return format;
    }
}
