package io.atelier.templates;

import io.atelier.templates.TemplateValues.Markup;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What {@code $format} does. A value of the wrong kind gives no result; the caller then warns the author. */
final class TemplateFormat {

    private static final int LONGEST_PATTERN = 60;
    private static final int MOST_DIGITS = 9;

    private final Locale locale;
    private final ZoneId zone;
    private final boolean html;

    TemplateFormat(TemplateSource source) {
        this.locale = source.locale();
        this.zone = source.zone();
        this.html = source.kind() == TemplateSource.Kind.HTML;
    }

    /** Applies a function to present arguments; empty if a value does not fit. */
    Optional<Object> apply(FormatFunction function, Object value, List<@Nullable Object> arguments) {
        Object option = arguments.size() > 1 ? arguments.get(1) : null;
        return switch (function) {
            case DATE -> moment(value, option, DateTimeFormatter.ofLocalizedDate(FormatStyle.MEDIUM));
            case TIME -> moment(value, option, DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT));
            case DATETIME ->
                moment(value, option, DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT));
            case NUMBER -> number(value, option);
            case MONEY -> money(value, option);
            case UPPER -> text(value).map(text -> text.toUpperCase(locale));
            case LOWER -> text(value).map(text -> text.toLowerCase(locale));
            case TRIM -> text(value).map(String::strip);
            case URL ->
                text(value)
                        .map(text ->
                                URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
            case JOIN -> join(value, option);
            case COUNT -> count(value);
            case LINES ->
                text(value)
                        .map(text -> html
                                ? new Markup(TemplateValues.escapeHtml(text).replaceAll("\\R", "<br>"))
                                : text);
            case RAW -> text(value).map(text -> html ? new Markup(HtmlCleaner.clean(text)) : text);
            case DEFAULT -> Optional.of(value);
        };
    }

    private Optional<Object> moment(Object value, @Nullable Object pattern, DateTimeFormatter byDefault) {
        TemporalAccessor moment = switch (value) {
            case LocalDate date -> date;
            case Instant instant -> instant.atZone(zone);
            default -> null;
        };
        if (moment == null) {
            return Optional.empty();
        }
        try {
            DateTimeFormatter formatter = byDefault;
            if (pattern != null) {
                if (!(pattern instanceof String text) || text.length() > LONGEST_PATTERN) {
                    return Optional.empty();
                }
                formatter = DateTimeFormatter.ofPattern(text);
            }
            return Optional.of(formatter.withLocale(locale).format(moment));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<Object> number(Object value, @Nullable Object digits) {
        if (!(value instanceof BigDecimal number)) {
            return Optional.empty();
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setRoundingMode(RoundingMode.HALF_UP);
        if (digits == null) {
            format.setMaximumFractionDigits(MOST_DIGITS);
        } else {
            if (!(digits instanceof BigDecimal count)
                    || count.signum() < 0
                    || count.compareTo(BigDecimal.valueOf(MOST_DIGITS)) > 0) {
                return Optional.empty();
            }
            format.setMinimumFractionDigits(count.intValue());
            format.setMaximumFractionDigits(count.intValue());
        }
        return Optional.of(format.format(number));
    }

    private Optional<Object> money(Object value, @Nullable Object code) {
        if (!(value instanceof BigDecimal number)) {
            return Optional.empty();
        }
        if (code == null) {
            return number(value, BigDecimal.TWO);
        }
        Optional<Currency> currency = Currency.availableCurrencies()
                .filter(candidate -> candidate.getCurrencyCode().equals(code))
                .findFirst();
        return currency.map(known -> {
            NumberFormat format = NumberFormat.getCurrencyInstance(locale);
            format.setCurrency(known);
            format.setRoundingMode(RoundingMode.HALF_UP);
            int digits = Math.max(0, known.getDefaultFractionDigits());
            format.setMinimumFractionDigits(digits);
            format.setMaximumFractionDigits(digits);
            return format.format(number);
        });
    }

    private static Optional<Object> join(Object value, @Nullable Object separator) {
        String between = separator == null ? ", " : TemplateValues.scalarText(separator);
        if (!(value instanceof List<?> list) || between == null) {
            return text(value).map(text -> text);
        }
        List<String> parts = new ArrayList<>();
        for (Object element : list) {
            String part = TemplateValues.scalarText(element);
            if (part != null) {
                parts.add(part);
            }
        }
        return Optional.of(String.join(between, parts));
    }

    private static Optional<Object> count(Object value) {
        return switch (value) {
            case List<?> list -> Optional.of(BigDecimal.valueOf(list.size()));
            case Map<?, ?> map -> Optional.of(BigDecimal.valueOf(map.size()));
            default -> Optional.empty();
        };
    }

    private static Optional<String> text(Object value) {
        return Optional.ofNullable(TemplateValues.scalarText(value));
    }
}
