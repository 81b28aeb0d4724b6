package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.FormulaSafe;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.transfer.ValueFormat;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns the cells of one column into values in API form. Not thread-safe. */
final class CellReader {
    private static final Set<String> YES = Set.of("y", "yes", "true", "t", "1", "x", "on", "да", "д", "+");
    private static final Set<String> NO = Set.of("n", "no", "false", "f", "0", "off", "нет", "н", "-");

    private final FieldDef field;
    private final ValueFormat format;
    private final ZoneId zone;
    private final boolean marked;
    private final Map<String, String> choices = new HashMap<>();

    /** @param marked an apostrophe may stand before what a spreadsheet would run, and is no part of the value */
    CellReader(FieldDef field, ValueFormat format, ZoneId zone, boolean marked) {
        this.field = field;
        this.format = format;
        this.zone = zone;
        this.marked = marked;
        for (PicklistValue value : field.values()) {
            Label label = value.label();
            label.texts().values().forEach(text -> choices.putIfAbsent(key(text), value.value()));
        }
        field.values().forEach(value -> choices.put(key(value.value()), value.value()));
    }

    /** A value, or why there is none. */
    sealed interface Outcome {
        record Value(Object value) implements Outcome {}

        record Empty() implements Outcome {}

        record Unreadable(String reason) implements Outcome {}
    }

    Outcome read(String cell) {
        String text = (marked ? FormulaSafe.unmark(cell) : cell).strip();
        if (text.isEmpty()) {
            return new Outcome.Empty();
        }
        return switch (field.kind()) {
            case NUMBER -> number(text);
            case DATE -> date(text);
            case DATETIME -> time(text);
            case BOOLEAN -> bool(text);
            case CHOICES -> choices(text);
            case TEXT, RECORD, ANY_RECORD, USER, USERS, FILES, ADDRESS, LINKS, ROWS ->
                new Outcome.Value(field.type().isPicklist() ? choices.getOrDefault(key(text), text) : text);
        };
    }

    private Outcome number(String text) {
        char decimal = format.kind() == ValueFormat.Kind.NUMBER_COMMA ? ',' : '.';
        Optional<BigDecimal> number = NumberText.read(text, decimal);
        return number.<Outcome>map(Outcome.Value::new)
                .orElseGet(() -> new Outcome.Unreadable("This is no number in the format of the column."));
    }

    private Outcome date(String text) {
        return DateText.date(text, format.patterns())
                .or(() -> DateText.date(text, DateText.DATE_PATTERNS.subList(0, 1)))
                .or(() -> DateText.time(text, format.patterns(), zone)
                        .map(time -> time.atZoneSameInstant(zone).toLocalDate()))
                .<Outcome>map(date -> new Outcome.Value(date.toString()))
                .orElseGet(() -> new Outcome.Unreadable("This is no date in the format of the column."));
    }

    private Outcome time(String text) {
        return DateText.time(text, format.patterns(), zone)
                .or(() -> DateText.date(text, format.patterns())
                        .map(date -> date.atStartOfDay(zone).toOffsetDateTime()))
                .<Outcome>map(time -> new Outcome.Value(time.toString()))
                .orElseGet(() -> new Outcome.Unreadable("This is no time in the format of the column."));
    }

    private static Outcome bool(String text) {
        String word = key(text);
        if (YES.contains(word)) {
            return new Outcome.Value(true);
        }
        return NO.contains(word) ? new Outcome.Value(false) : new Outcome.Unreadable("This is neither yes nor no.");
    }

    private Outcome choices(String text) {
        StringBuilder joined = new StringBuilder();
        for (String part : text.split(";")) {
            joined.append(joined.isEmpty() ? "" : ";").append(choices.getOrDefault(key(part), part.strip()));
        }
        return new Outcome.Value(joined.toString());
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT);
    }
}
