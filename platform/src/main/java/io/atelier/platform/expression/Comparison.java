package io.atelier.platform.expression;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldValue;
import java.util.List;
import java.util.function.Function;

/** Makes typed tests, and of tests against days that move with today what they stand for. */
final class Comparison {
    private Comparison() {}

    /** One of the things that a value is compared with. */
    sealed interface Side {}

    record Value(Expression expression) implements Side {}

    record Days(RelativeDate date) implements Side {}

    /**
     * Returns the test.
     *
     * @param problem makes the failure of a message, knowing the place
     */
    static Expression of(
            Expression subject, Operator operator, List<Side> sides, Function<String, PlatformException> problem) {
        if (!operator.takes(sides.size())) {
            throw problem.apply("The operator " + operator.apiName() + " does not take " + sides.size() + " values.");
        }
        if (!operator.fits(subject.type())) {
            throw problem.apply("The operator " + operator.apiName() + " does not fit a "
                    + subject.type().label() + ".");
        }
        if (sides.stream().anyMatch(Days.class::isInstance)) {
            if (!subject.type().isTime()) {
                throw problem.apply("Relative dates are compared with dates and times only.");
            }
            return within(subject, operator, sides, problem);
        }
        return plain(subject, operator, sides, problem);
    }

    private static Expression plain(
            Expression subject, Operator operator, List<Side> sides, Function<String, PlatformException> problem) {
        List<Expression> operands =
                sides.stream().map(side -> ((Value) side).expression()).toList();
        boolean widened = subject.type() == ValueType.DATE
                && operands.stream().anyMatch(operand -> operand.type() == ValueType.DATETIME);
        Expression compared = widened ? Checker.startOfDay(subject) : subject;
        ValueType wanted = operator.operandType(compared.type());
        List<Expression> typed = operands.stream()
                .map(operand -> wanted == ValueType.DATETIME && operand.type() == ValueType.DATE
                        ? startOfDay(operand)
                        : operand)
                .toList();
        if (typed.stream().anyMatch(operand -> operand.type() != wanted)) {
            throw problem.apply("A " + compared.type().label() + " is compared with a " + wanted.label() + " only.");
        }
        return new Expression.Test(compared, operator, typed);
    }

    private static Expression startOfDay(Expression date) {
        return Checker.startOfDay(date);
    }

    /** A day, week or month is a range: equal means within, greater means behind its end. */
    private static Expression within(
            Expression subject, Operator operator, List<Side> sides, Function<String, PlatformException> problem) {
        Side first = sides.getFirst();
        Side last = sides.getLast();
        return switch (operator) {
            case EQUALS, IN ->
                new Expression.Any(sides.stream()
                        .map(side -> between(subject, side, side, problem))
                        .toList());
            case NOT_EQUAL, NOT_IN -> new Expression.Not(within(subject, Operator.IN, sides, problem));
            case BETWEEN -> between(subject, first, last, problem);
            case NOT_BETWEEN -> new Expression.Not(between(subject, first, last, problem));
            case GREATER_THAN -> from(subject, first, ContextTerm.End.BEHIND, problem);
            case GREATER_EQUAL -> from(subject, first, ContextTerm.End.FIRST, problem);
            case LESS_THAN -> until(subject, first, ContextTerm.End.FIRST, problem);
            case LESS_EQUAL -> until(subject, first, ContextTerm.End.BEHIND, problem);
            case CONTAINS, NOT_CONTAINS, STARTS_WITH, ENDS_WITH, LIKE, NOT_LIKE, IS_EMPTY, IS_NOT_EMPTY ->
                throw problem.apply("The operator " + operator.apiName() + " does not fit a date.");
        };
    }

    private static Expression between(
            Expression subject, Side first, Side last, Function<String, PlatformException> problem) {
        return new Expression.All(List.of(
                from(subject, first, ContextTerm.End.FIRST, problem),
                until(subject, last, ContextTerm.End.BEHIND, problem)));
    }

    private static Expression from(
            Expression subject, Side side, ContextTerm.End end, Function<String, PlatformException> problem) {
        return switch (side) {
            case Days(RelativeDate date) -> edge(subject, Operator.GREATER_EQUAL, date, end);
            case Value value -> plain(subject, Operator.GREATER_EQUAL, List.of(value), problem);
        };
    }

    private static Expression until(
            Expression subject, Side side, ContextTerm.End end, Function<String, PlatformException> problem) {
        return switch (side) {
            case Days(RelativeDate date) -> edge(subject, Operator.LESS_THAN, date, end);
            case Value value -> plain(subject, Operator.LESS_EQUAL, List.of(value), problem);
        };
    }

    private static Expression edge(Expression subject, Operator operator, RelativeDate date, ContextTerm.End end) {
        ContextTerm term = new ContextTerm.Edge(date, end, subject.type());
        return new Expression.Test(subject, operator, List.of(new Expression.FromContext(term)));
    }

    /** Returns the literal of a value. */
    static Side literal(FieldValue value, ValueType type) {
        return new Value(new Expression.Literal(value, type));
    }
}
