package io.atelier.templates;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values a template works with: text, number, truth, date, moment, list, map, and missing (null). Every number is a
 * {@link BigDecimal} of at most 34 digits and a size that can be written out.
 */
final class TemplateValues {

    private static final MathContext PRECISION = MathContext.DECIMAL128;
    private static final int LARGEST_EXPONENT = 40;
    private static final int DEEPEST = 20;

    private TemplateValues() {}

    /** Text that is HTML already. Only {@code $format} makes it, and only printing looks at it. */
    record Markup(String html) {}

    /**
     * Copies what a template may see.
     *
     * @throws IllegalArgumentException if there is anything else than plain data
     */
    static Map<String, @Nullable Object> copyModel(Map<String, ?> model) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        model.forEach((name, value) -> {
            if (name.equals(TemplateEngine.FORMAT) || name.equals(TemplateEngine.LOOP)) {
                throw new IllegalArgumentException("the name '" + name + "' belongs to templates");
            }
            copy.put(name, copy(name, value, 0));
        });
        return copy;
    }

    private static @Nullable Object copy(String path, @Nullable Object value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException(path + " is nested deeper than " + DEEPEST);
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean truth -> truth;
            case LocalDate date -> date;
            case Instant moment -> moment;
            case Number number -> number(path, number);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                for (Object element : list) {
                    copy.add(copy(path + "[]", element, depth + 1));
                }
                yield Collections.unmodifiableList(copy);
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> copy = new LinkedHashMap<>();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    if (!(entry.getKey() instanceof String key)) {
                        throw new IllegalArgumentException(path + " has a key that is not text");
                    }
                    copy.put(key, copy(path + "." + key, entry.getValue(), depth + 1));
                }
                yield Collections.unmodifiableMap(copy);
            }
            default ->
                throw new IllegalArgumentException(
                        path + " is a " + value.getClass().getName() + "; templates see plain data only");
        };
    }

    private static BigDecimal number(String path, Number number) {
        BigDecimal decimal = switch (number) {
            case BigDecimal exact when exact.getClass() == BigDecimal.class -> exact;
            case BigInteger whole
            when whole.getClass() == BigInteger.class && whole.bitLength() <= 256 -> new BigDecimal(whole);
            case Integer whole -> BigDecimal.valueOf(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case Short whole -> BigDecimal.valueOf(whole);
            case Byte whole -> BigDecimal.valueOf(whole);
            case Double real when Double.isFinite(real) -> BigDecimal.valueOf(real);
            case Float real when Float.isFinite(real) -> new BigDecimal(real.toString());
            default -> throw new IllegalArgumentException(path + " is not a number that templates can show");
        };
        if (!isBounded(decimal)) {
            throw new IllegalArgumentException(path + " is too large or too fine a number to show");
        }
        return decimal;
    }

    /** Rounds a computed number to the digits we keep; refuses one that is too large. */
    static BigDecimal bounded(BigDecimal number, Position position) {
        BigDecimal rounded = number.round(PRECISION);
        if (rounded.scale() > LARGEST_EXPONENT) {
            rounded = rounded.setScale(LARGEST_EXPONENT, RoundingMode.HALF_EVEN);
        }
        if (!isBounded(rounded)) {
            throw position.limit("A number is larger than 10 to the power of " + LARGEST_EXPONENT);
        }
        return rounded;
    }

    private static boolean isBounded(BigDecimal number) {
        return number.scale() <= LARGEST_EXPONENT
                && (long) number.precision() - number.scale() <= LARGEST_EXPONENT
                && number.scale() >= -LARGEST_EXPONENT;
    }

    static BigDecimal divide(BigDecimal left, BigDecimal right) {
        return left.divide(right, PRECISION);
    }

    /** Tells whether a condition holds: false, 0, an empty text or list, and a missing value do not. */
    static boolean isTrue(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean truth -> truth;
            case BigDecimal number -> number.signum() != 0;
            case String text -> !text.isEmpty();
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            default -> true;
        };
    }

    /** Compares plain values; two lists or maps are equal only if they are the same. */
    static boolean areEqual(@Nullable Object left, @Nullable Object right) {
        if (left instanceof BigDecimal a && right instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        if (left == null || right == null || isContainer(left) || isContainer(right)) {
            return left == right;
        }
        return Objects.equals(scalarText(left), scalarText(right));
    }

    static boolean isContainer(@Nullable Object value) {
        return value instanceof List<?> || value instanceof Map<?, ?>;
    }

    /** Writes a single value; null for a list, a map or a missing value. */
    static @Nullable String scalarText(@Nullable Object value) {
        return switch (value) {
            case String text -> text;
            case BigDecimal number -> plain(number);
            case Boolean truth -> truth.toString();
            case LocalDate date -> date.toString();
            case Instant moment -> moment.toString();
            case Markup markup -> markup.html();
            case null, default -> null;
        };
    }

    private static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    /** Makes text harmless in HTML, between tags and in quoted attributes. */
    static String escapeHtml(String text) {
        StringBuilder result = null;
        for (int i = 0; i < text.length(); i++) {
            String replacement = switch (text.charAt(i)) {
                case '&' -> "&amp;";
                case '<' -> "&lt;";
                case '>' -> "&gt;";
                case '"' -> "&quot;";
                case '\'' -> "&#39;";
                case '`' -> "&#96;";
                default -> null;
            };
            if (replacement != null && result == null) {
                result = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (result != null) {
                if (replacement == null) {
                    result.append(text.charAt(i));
                } else {
                    result.append(replacement);
                }
            }
        }
        return result == null ? text : result.toString();
    }
}
