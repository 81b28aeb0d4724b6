package io.atelier.templates;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template computes. No case reaches into a Java object. */
sealed interface TemplateExpression {

    /** A text, number or truth value that the author wrote. */
    record Constant(Object value) implements TemplateExpression {}

    /** A text in double quotes with references inside. */
    record Interpolated(List<TemplateNode> parts, Position position) implements TemplateExpression {
        public Interpolated {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A merge field.
     *
     * @param quiet whether the author wrote {@code $!}, so that a missing value is no news
     * @param fallback the {@code b} of {@code ${a|b}}
     */
    record Reference(
            String root,
            List<Step> steps,
            boolean quiet,
            @Nullable TemplateExpression fallback,
            String source,
            Position position)
            implements TemplateExpression {
        public Reference {
            steps = List.copyOf(steps);
        }
    }

    /** One step from a value to a part of it: an entry of a map or an element of a list. */
    sealed interface Step {
        /** {@code .name}. */
        record Name(String name) implements Step {}

        /** {@code [index]}. */
        record Index(TemplateExpression index) implements Step {}
    }

    /** {@code $format.name(arguments)}. */
    record Call(FormatFunction function, List<TemplateExpression> arguments, String source, Position position)
            implements TemplateExpression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    /** Logical not. */
    record Not(TemplateExpression operand) implements TemplateExpression {}

    /** Logical and, or. */
    record Logic(boolean and, TemplateExpression left, TemplateExpression right) implements TemplateExpression {}

    /** A comparison. */
    record Compare(Comparison operator, TemplateExpression left, TemplateExpression right, Position position)
            implements TemplateExpression {}

    /** A calculation. */
    record Calculate(Operator operator, TemplateExpression left, TemplateExpression right, Position position)
            implements TemplateExpression {}

    /** {@code -x}. */
    record Minus(TemplateExpression operand, Position position) implements TemplateExpression {}

    /** {@code [a, b]}. */
    record ListOf(List<TemplateExpression> elements, Position position) implements TemplateExpression {
        public ListOf {
            elements = List.copyOf(elements);
        }
    }

    /** <code>{'a': b}</code>: keys and values in turn. */
    record MapOf(List<TemplateExpression> keysAndValues, Position position) implements TemplateExpression {
        public MapOf {
            keysAndValues = List.copyOf(keysAndValues);
        }
    }

    /** {@code [1..9]}. */
    record Range(TemplateExpression first, TemplateExpression last, Position position) implements TemplateExpression {}

    /** The comparisons. */
    enum Comparison {
        EQUAL,
        NOT_EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL
    }

    /** The calculations. */
    enum Operator {
        ADD,
        SUBTRACT,
        MULTIPLY,
        DIVIDE,
        REMAINDER
    }
}
