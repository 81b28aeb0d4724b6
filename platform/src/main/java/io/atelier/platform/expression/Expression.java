package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/**
 * The one typed tree: formulas, criteria and the conditions of queries. {@link ExpressionEvaluator} says what it means in
 * Java, the query compiler of {@code record} says the same in SQL. Every value may be empty; what is true or false never
 * is: an empty condition counts as false.
 */
public sealed interface Expression {
    /** Most levels of a tree. */
    int MAX_DEPTH = 100;

    /** Most nodes of a tree. */
    int MAX_NODES = 1_000;

    ValueType type();

    /** Returns the expressions that this one is made of, in order. */
    List<Expression> children();

    record Literal(FieldValue value, ValueType type) implements Expression {
        public Literal {
            require(type.holds(value), "a literal that is no " + type);
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }
    }

    record Field(FieldPath path, ValueType type) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of();
        }
    }

    /** What only the moment of evaluation knows. */
    record FromContext(ContextTerm term) implements Expression {
        @Override
        public ValueType type() {
            return term.type();
        }

        @Override
        public List<Expression> children() {
            return List.of();
        }
    }

    /** Empty where a side is empty. */
    record Arithmetic(ArithmeticOperator operator, Expression left, Expression right) implements Expression {
        public Arithmetic {
            require(left.type() == ValueType.NUMBER && right.type() == ValueType.NUMBER, "arithmetic with no numbers");
        }

        @Override
        public ValueType type() {
            return ValueType.NUMBER;
        }

        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }
    }

    /** The function says what it makes of empty arguments. */
    record Call(FormulaFunction function, List<Expression> arguments, ValueType type) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public List<Expression> children() {
            return arguments;
        }
    }

    /** An empty subject or operand matches only as the operator says. */
    record Test(Expression subject, Operator operator, List<Expression> operands) implements Expression {
        public Test {
            operands = List.copyOf(operands);
            require(operator.takes(operands.size()), operator + " with " + operands.size() + " operands");
            require(operator.fits(subject.type()), operator + " on " + subject.type());
            ValueType wanted = operator.operandType(subject.type());
            require(
                    operands.stream().allMatch(o -> o.type() == wanted),
                    operator + " of something that is no " + wanted);
        }

        @Override
        public ValueType type() {
            return ValueType.BOOLEAN;
        }

        @Override
        public List<Expression> children() {
            return Stream.concat(Stream.of(subject), operands.stream()).toList();
        }
    }

    /** True where every part is; true without parts. */
    record All(List<Expression> parts) implements Expression {
        public All {
            parts = List.copyOf(parts);
            require(areBoolean(parts), "a conjunction of what is not true or false");
        }

        @Override
        public ValueType type() {
            return ValueType.BOOLEAN;
        }

        @Override
        public List<Expression> children() {
            return parts;
        }
    }

    /** True where some part is; false without parts. */
    record Any(List<Expression> parts) implements Expression {
        public Any {
            parts = List.copyOf(parts);
            require(areBoolean(parts), "a disjunction of what is not true or false");
        }

        @Override
        public ValueType type() {
            return ValueType.BOOLEAN;
        }

        @Override
        public List<Expression> children() {
            return parts;
        }
    }

    /** True where the part is false or empty. */
    record Not(Expression part) implements Expression {
        public Not {
            require(areBoolean(List.of(part)), "the negation of what is not true or false");
        }

        @Override
        public ValueType type() {
            return ValueType.BOOLEAN;
        }

        @Override
        public List<Expression> children() {
            return List.of(part);
        }
    }

    /** A figure of a group of records. Only queries have groups; no formula and no criteria hold this. */
    record Aggregated(Aggregate aggregate, Optional<Expression> of, ValueType type) implements Expression {
        @Override
        public List<Expression> children() {
            return of.stream().toList();
        }
    }

    /** Matches every record. */
    static Expression everything() {
        return new All(List.of());
    }

    static Expression number(long number) {
        return new Literal(new FieldValue.Number(BigDecimal.valueOf(number)), ValueType.NUMBER);
    }

    /** Returns the fields that the value depends on, each once, in the order of reading. */
    default SequencedSet<FieldPath> fields() {
        SequencedSet<FieldPath> found = new LinkedHashSet<>();
        collect(this, found);
        return found;
    }

    private static void collect(Expression expression, SequencedSet<FieldPath> found) {
        if (expression instanceof Field(FieldPath path, ValueType _)) {
            found.add(path);
        }
        expression.children().forEach(child -> collect(child, found));
    }

    /** Says whether the value can change while no field does: it asks for the time or for who is looking. */
    default boolean isVolatile() {
        return this instanceof FromContext || children().stream().anyMatch(Expression::isVolatile);
    }

    default boolean isAggregated() {
        return this instanceof Aggregated || children().stream().anyMatch(Expression::isAggregated);
    }

    /** Returns the number of levels; 1 for a leaf. */
    default int depth() {
        return 1 + children().stream().mapToInt(Expression::depth).max().orElse(0);
    }

    /** Returns the number of nodes. */
    default int size() {
        return 1 + children().stream().mapToInt(Expression::size).sum();
    }

    private static boolean areBoolean(List<Expression> parts) {
        return parts.stream().allMatch(part -> part.type() == ValueType.BOOLEAN);
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("the checker lets nothing through that is " + otherwise);
        }
    }
}
