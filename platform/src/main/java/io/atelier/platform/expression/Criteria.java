package io.atelier.platform.expression;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Criteria as written: names and values are text, not yet held against a module. */
public sealed interface Criteria {
    int MAX_COMPARISONS = 25;
    int MAX_DEPTH = 25;

    /** Matches every record. */
    record Everything() implements Criteria {}

    record All(List<Criteria> parts) implements Criteria {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Criteria> parts) implements Criteria {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Compares a field.
     *
     * @param field API name, or a path over lookups: {@code Account_Name.Industry}
     */
    record Compare(String field, Operator operator, List<Operand> values) implements Criteria {
        public Compare {
            values = List.copyOf(values);
        }
    }

    static Criteria everything() {
        return new Everything();
    }

    /** Compares with values that are meant literally, whatever characters they hold. */
    static Criteria compare(String field, Operator operator, String... values) {
        return compare(field, operator, Arrays.asList(values));
    }

    /** Compares with values that are meant literally, whatever characters they hold. */
    static Criteria compare(String field, Operator operator, List<String> values) {
        return new Compare(
                field, operator, values.stream().map(Operand::literal).toList());
    }

    static Criteria compare(String field, Operator operator, Operand value) {
        return new Compare(field, operator, List.of(value));
    }

    /** Joins by AND; everything among the parts falls away. */
    static Criteria all(List<Criteria> parts) {
        List<Criteria> real =
                parts.stream().filter(part -> !(part instanceof Everything)).toList();
        return switch (real.size()) {
            case 0 -> new Everything();
            case 1 -> real.getFirst();
            default -> new All(real);
        };
    }

    /** Returns the names of all fields that are compared, as they are written. */
    default Stream<String> fields() {
        return switch (this) {
            case Everything _ -> Stream.empty();
            case All all -> all.parts().stream().flatMap(Criteria::fields);
            case Any any -> any.parts().stream().flatMap(Criteria::fields);
            case Compare compare ->
                Stream.concat(
                        Stream.of(compare.field()),
                        compare.values().stream()
                                .flatMap(value -> value instanceof Operand.Field(String path)
                                        ? Stream.of(path)
                                        : Stream.empty()));
        };
    }

    /** Returns the text form that {@link CriteriaParser} reads; empty for {@link Everything}. */
    default String toText() {
        return switch (this) {
            case Everything _ -> "";
            case All all -> joined(all.parts(), "and");
            case Any any -> joined(any.parts(), "or");
            case Compare(String field, Operator operator, List<Operand> values) ->
                "(" + escaped(field) + ":" + operator.apiName()
                        + (values.isEmpty() ? "" : ":")
                        + values.stream().map(Criteria::written).collect(Collectors.joining(",")) + ")";
        };
    }

    private static String joined(List<Criteria> parts, String word) {
        return parts.stream().map(Criteria::toText).collect(Collectors.joining(word, "(", ")"));
    }

    private static String written(Operand value) {
        return value instanceof Operand.Literal(String text) ? escaped(text) : value.written();
    }

    private static String escaped(String text) {
        return text.replaceAll("([():,\\\\]|\\$(?=\\{))", "\\\\$1");
    }
}
