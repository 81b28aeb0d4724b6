package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes criteria in the JSON form of Zoho's custom views: groups of {@code {"group_operator": "and", "group":
 * […]}} around comparisons of {@code {"field": {"api_name": "City"}, "comparator": "equal", "value": "Rome"}}. Values are
 * written as {@link Operand#written} says. At most 25 comparisons and 25 levels.
 */
public final class CriteriaJson {
    private static final String EMPTY = "${EMPTY}";
    private static final String NOT_EMPTY = "${NOTEMPTY}";

    private int comparisons;

    private CriteriaJson() {}

    /** Returns the tree, or fails with {@link ErrorCode#INVALID_QUERY} and the {@code json_path}. */
    public static Criteria read(Map<?, ?> json) {
        return json.isEmpty() ? Criteria.everything() : new CriteriaJson().criteria(json, "$", 1);
    }

    /** Returns the JSON form, with its keys in order; empty for {@link Criteria.Everything}. */
    public static Map<String, Object> write(Criteria criteria) {
        return switch (criteria) {
            case Criteria.Everything _ -> Map.of();
            case Criteria.All all -> group("and", all.parts());
            case Criteria.Any any -> group("or", any.parts());
            case Criteria.Compare(String field, Operator operator, List<Operand> values) -> {
                Map<String, Object> leaf = new LinkedHashMap<>();
                leaf.put("comparator", operator == Operator.EQUALS ? "equal" : operator.apiName());
                leaf.put("field", Map.of("api_name", field));
                List<String> texts = values.stream().map(Operand::written).toList();
                if (!texts.isEmpty()) {
                    leaf.put("value", operator.takes(2) ? texts : texts.getFirst());
                }
                yield leaf;
            }
        };
    }

    private static Map<String, Object> group(String word, List<Criteria> parts) {
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("group_operator", word);
        group.put("group", parts.stream().map(CriteriaJson::write).toList());
        return group;
    }

    private Criteria criteria(Map<?, ?> json, String path, int depth) {
        if (depth > Criteria.MAX_DEPTH) {
            throw limit("Criteria nest at most 25 levels deep.", Criteria.MAX_DEPTH, path);
        }
        return json.containsKey("group") ? group(json, path, depth) : comparison(json, path);
    }

    private Criteria group(Map<?, ?> json, String path, int depth) {
        if (!(json.get("group") instanceof List<?> members) || members.isEmpty()) {
            throw invalid("A group is a list of at least one comparison or group.", path + ".group");
        }
        List<Criteria> parts = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            String at = path + ".group[" + i + "]";
            if (!(members.get(i) instanceof Map<?, ?> member)) {
                throw invalid("A comparison or group is an object.", at);
            }
            parts.add(criteria(member, at, depth + 1));
        }
        return switch (String.valueOf(json.get("group_operator")).toLowerCase(Locale.ROOT)) {
            case "and" -> new Criteria.All(parts);
            case "or" -> new Criteria.Any(parts);
            default -> throw invalid("A group is joined by and, or by or.", path + ".group_operator");
        };
    }

    private Criteria comparison(Map<?, ?> json, String path) {
        if (++comparisons > Criteria.MAX_COMPARISONS) {
            throw limit("Criteria have at most 25 comparisons.", Criteria.MAX_COMPARISONS, path);
        }
        String field = name(json.get("field") == null ? json.get("api_name") : json.get("field"), path + ".field");
        String comparator = String.valueOf(json.get("comparator")).toLowerCase(Locale.ROOT);
        List<Operand> values = values(json.get("value"), path + ".value");
        Optional<Operator> emptiness = emptiness(comparator, json.get("value"));
        if (emptiness.isPresent()) {
            return new Criteria.Compare(field, emptiness.get(), List.of());
        }
        return switch (comparator) {
            case "equal" -> compare(field, Operator.EQUALS, values, path);
            case "include_any" -> compare(field, Operator.IN, values, path);
            case "exclude_all" -> compare(field, Operator.NOT_IN, values, path);
            case "include_all" -> new Criteria.All(each(field, Operator.CONTAINS, values, path));
            case "exclude_any" -> new Criteria.Any(each(field, Operator.NOT_CONTAINS, values, path));
            default ->
                compare(
                        field,
                        Operator.of(comparator)
                                .orElseThrow(() -> invalid(
                                        "There is no such comparator; use equal, contains, starts_with, greater_than, in,"
                                                + " between and so on.",
                                        path + ".comparator")),
                        values,
                        path);
        };
    }

    private List<Criteria> each(String field, Operator operator, List<Operand> values, String path) {
        comparisons += Math.max(0, values.size() - 1);
        if (values.isEmpty()) {
            throw invalid("A value is needed.", path + ".value");
        }
        if (comparisons > Criteria.MAX_COMPARISONS) {
            throw limit("Criteria have at most 25 comparisons.", Criteria.MAX_COMPARISONS, path);
        }
        return values.stream()
                .<Criteria>map(value -> new Criteria.Compare(field, operator, List.of(value)))
                .toList();
    }

    /** Zoho has no comparator for emptiness but a value. */
    private static Optional<Operator> emptiness(String comparator, @Nullable Object value) {
        boolean equal = comparator.equals("equal") || comparator.equals("equals");
        boolean unequal = comparator.equals("not_equal");
        if (!equal && !unequal || value != null && !value.equals(EMPTY) && !value.equals(NOT_EMPTY)) {
            return Optional.empty();
        }
        return Optional.of(equal == NOT_EMPTY.equals(value) ? Operator.IS_NOT_EMPTY : Operator.IS_EMPTY);
    }

    private static Criteria compare(String field, Operator operator, List<Operand> values, String path) {
        if (!operator.takes(values.size())) {
            throw invalid("The comparator does not take " + values.size() + " values.", path + ".value");
        }
        return new Criteria.Compare(field, operator, values);
    }

    private static String name(@Nullable Object field, String path) {
        Object name = field instanceof Map<?, ?> map ? map.get("api_name") : field;
        if (!(name instanceof String text) || text.isBlank()) {
            throw invalid("The field is named by its api_name.", path);
        }
        return text.strip();
    }

    private static List<Operand> values(@Nullable Object value, String path) {
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            return value.equals(EMPTY) || value.equals(NOT_EMPTY) ? List.of() : List.of(operand(value, path));
        }
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            operands.add(operand(list.get(i), path + "[" + i + "]"));
        }
        return operands;
    }

    private static Operand operand(@Nullable Object value, String path) {
        return switch (value) {
            case String text ->
                Operand.parse(text)
                        .orElseThrow(() -> invalid(
                                "There is no such value; use ${TODAY}, ${LASTNDAYS:7}, ${CURRENTUSER} or ${field:City}, or"
                                        + " write \\${ for a text that begins so.",
                                path));
            case BigDecimal number -> Operand.literal(number.toPlainString());
            case Number number -> Operand.literal(number.toString());
            case Boolean bool -> Operand.literal(bool.toString());
            case Map<?, ?> map when map.get("api_name") instanceof String field -> Operand.field(field);
            case Map<?, ?> map when map.get("id") != null -> Operand.literal(String.valueOf(map.get("id")));
            case null, default -> throw invalid("A value is a text, a number, true or false, or a field.", path);
        };
    }

    private static PlatformException limit(String message, int limit, String path) {
        return new PlatformException(ErrorCode.LIMIT_EXCEEDED, message, Map.of("limit", limit, "json_path", path));
    }

    private static PlatformException invalid(String message, String path) {
        return new PlatformException(ErrorCode.INVALID_QUERY, message, Map.of("json_path", path));
    }
}
