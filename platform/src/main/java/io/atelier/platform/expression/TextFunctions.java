package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The functions on texts. Places and lengths count characters, not UTF-16 units. An empty text is an empty value. */
public final class TextFunctions {
    /** Most characters of a text that a formula makes; a longer one is empty. */
    public static final int MAX_TEXT = 32_000;

    /** Most that a place, a length or a count may be. */
    public static final int MAX_PLACE = 1_000_000;

    /** What {@code Trim} takes away. */
    public static final String BLANKS = " \t\n\r";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final ZoneId zone;

    TextFunctions(ZoneId zone) {
        this.zone = zone;
    }

    FieldValue evaluate(FormulaFunction function, List<FieldValue> values) {
        FieldValue first = values.getFirst();
        return switch (function) {
            case CONCAT -> fitting(values.stream().map(TextFunctions::text).collect(Collectors.joining()));
            case LEN -> count(length(text(first)));
            case LOWER -> value(Folding.folded(text(first)));
            case UPPER -> value(Folding.raised(text(first)));
            case TRIM -> value(trimmed(text(first), true, true));
            case LTRIM -> value(trimmed(text(first), true, false));
            case RTRIM -> value(trimmed(text(first), false, true));
            case TOSTRING -> value(written(first));
            case REPLACE -> replaced(text(first), text(values.get(1)), text(values.get(2)));
            case FIND -> values.stream().anyMatch(FieldValue::isNull) ? FieldValue.NULL : found(values);
            case SUBSTRING -> values.stream().anyMatch(FieldValue::isNull) ? FieldValue.NULL : piece(values);
            default -> throw new IllegalStateException(function + " is no function on texts");
        };
    }

    private static FieldValue found(List<FieldValue> values) {
        String text = Folding.folded(text(values.getFirst()));
        String wanted = Folding.folded(text(values.get(1)));
        int occurrence = values.size() < 3
                ? 1
                : Decimals.whole(FunctionEvaluator.decimal(values.get(2)), 1, MAX_PLACE)
                        .orElse(0);
        if (occurrence == 0) {
            return FieldValue.NULL;
        }
        int at = text.indexOf(wanted);
        for (int i = 1; i < occurrence && at >= 0; i++) {
            at = text.indexOf(wanted, at + wanted.length());
        }
        return count(at < 0 ? 0 : text.codePointCount(0, at) + 1);
    }

    private static FieldValue piece(List<FieldValue> values) {
        int[] text = text(values.getFirst()).codePoints().toArray();
        int start = Decimals.whole(FunctionEvaluator.decimal(values.get(1)), 1, MAX_PLACE)
                .orElse(0);
        int length = values.size() < 3
                ? MAX_PLACE
                : Decimals.whole(FunctionEvaluator.decimal(values.get(2)), 0, MAX_PLACE)
                        .orElse(-1);
        if (start == 0 || length < 0 || start > text.length) {
            return FieldValue.NULL;
        }
        return value(new String(text, start - 1, Math.min(length, text.length - start + 1)));
    }

    private static FieldValue replaced(String text, String wanted, String replacement) {
        if (wanted.isEmpty()) {
            return value(text);
        }
        long length = length(text);
        long growth = length(replacement) - length(wanted);
        for (int at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length())) {
            length += growth;
        }
        return length > MAX_TEXT ? FieldValue.NULL : value(text.replace(wanted, replacement));
    }

    private String written(FieldValue value) {
        return switch (value) {
            case FieldValue.Null _ -> "";
            case FieldValue.Text(String text) -> text;
            case FieldValue.Number(BigDecimal number) -> number.toPlainString();
            case FieldValue.Bool(boolean bool) -> Boolean.toString(bool);
            case FieldValue.Date(var date) -> date.toString();
            case FieldValue.DateTime(var instant) -> TIME.format(LocalDateTime.ofInstant(instant, zone));
            case FieldValue.MultiPicklist(List<String> chosen) -> String.join(";", chosen);
            case FieldValue.Lookup _,
                    FieldValue.AnyLookup _,
                    FieldValue.Users _,
                    FieldValue.Files _,
                    FieldValue.Address _,
                    FieldValue.Links _,
                    FieldValue.Rows _ -> throw new IllegalStateException("the checker lets no reference through");
        };
    }

    private static String trimmed(String text, boolean before, boolean behind) {
        int from = 0;
        int to = text.length();
        while (before && from < to && BLANKS.indexOf(text.charAt(from)) >= 0) {
            from++;
        }
        while (behind && to > from && BLANKS.indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    private static String text(FieldValue value) {
        return value instanceof FieldValue.Text(String text) ? text : "";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static FieldValue count(long number) {
        return new FieldValue.Number(BigDecimal.valueOf(number));
    }

    private static FieldValue fitting(String text) {
        return length(text) > MAX_TEXT ? FieldValue.NULL : value(text);
    }

    private static FieldValue value(String text) {
        return text.isEmpty() ? FieldValue.NULL : new FieldValue.Text(text);
    }
}
