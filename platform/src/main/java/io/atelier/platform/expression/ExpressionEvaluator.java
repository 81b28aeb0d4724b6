package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Evaluates expressions on values in memory, exactly as PostgreSQL does on rows. */
public final class ExpressionEvaluator {
    private final Function<FieldPath, FieldValue> record;
    private final EvaluationContext context;
    private final FunctionEvaluator functions;

    private ExpressionEvaluator(Function<FieldPath, FieldValue> record, EvaluationContext context) {
        this.record = record;
        this.context = context;
        this.functions = new FunctionEvaluator(context.zone());
    }

    /**
     * Returns the value, empty where it has none.
     *
     * @param record gives the values of the paths that {@link Expression#fields()} names
     */
    public static FieldValue evaluate(
            Expression expression, Function<FieldPath, FieldValue> record, EvaluationContext context) {
        return new ExpressionEvaluator(record, context).value(expression);
    }

    /** Returns whether the expression, which is boolean, is true; an empty one is not. */
    public static boolean matches(
            Expression condition, Function<FieldPath, FieldValue> record, EvaluationContext context) {
        return new ExpressionEvaluator(record, context).isTrue(condition);
    }

    private FieldValue value(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Field field -> record.apply(field.path());
            case Expression.FromContext fromContext -> context.value(fromContext.term());
            case Expression.Arithmetic arithmetic -> calculate(arithmetic);
            case Expression.Call call -> call(call);
            case Expression.Test(Expression subject, Operator operator, List<Expression> operands) ->
                new FieldValue.Bool(test(
                        value(subject),
                        operator,
                        operands.stream().map(this::value).toList()));
            case Expression.All all -> new FieldValue.Bool(all.parts().stream().allMatch(this::isTrue));
            case Expression.Any any -> new FieldValue.Bool(any.parts().stream().anyMatch(this::isTrue));
            case Expression.Not not -> new FieldValue.Bool(!isTrue(not.part()));
            case Expression.Aggregated _ -> throw new IllegalStateException("a single record has no groups");
        };
    }

    private boolean isTrue(Expression condition) {
        return value(condition) instanceof FieldValue.Bool(boolean holds) && holds;
    }

    private FieldValue calculate(Expression.Arithmetic arithmetic) {
        if (value(arithmetic.left()) instanceof FieldValue.Number(BigDecimal left)
                && value(arithmetic.right()) instanceof FieldValue.Number(BigDecimal right)) {
            return Decimals.calculate(arithmetic.operator(), left, right)
                    .<FieldValue>map(FieldValue.Number::new)
                    .orElse(FieldValue.NULL);
        }
        return FieldValue.NULL;
    }

    private FieldValue call(Expression.Call call) {
        if (call.function() == FormulaFunction.IF) {
            Optional<Expression> chosen = isTrue(call.arguments().getFirst())
                    ? Optional.of(call.arguments().get(1))
                    : call.arguments().stream().skip(2).findFirst();
            return chosen.map(this::value).orElse(FieldValue.NULL);
        }
        return functions.evaluate(
                call, call.arguments().stream().map(this::value).toList());
    }

    private static boolean test(FieldValue subject, Operator operator, List<FieldValue> operands) {
        return switch (operator) {
            case IS_EMPTY -> subject.isNull();
            case IS_NOT_EMPTY -> !subject.isNull();
            case EQUALS, IN -> operands.stream().anyMatch(operand -> equal(subject, operand));
            case NOT_EQUAL, NOT_IN -> operands.stream().noneMatch(operand -> equal(subject, operand));
            case CONTAINS -> contains(subject, operands.getFirst());
            case NOT_CONTAINS -> !contains(subject, operands.getFirst());
            case STARTS_WITH -> areTexts(subject, operands) && folded(subject).startsWith(folded(operands.getFirst()));
            case ENDS_WITH -> areTexts(subject, operands) && folded(subject).endsWith(folded(operands.getFirst()));
            case LIKE -> areTexts(subject, operands) && isLike(folded(subject), folded(operands.getFirst()));
            case NOT_LIKE -> !areTexts(subject, operands) || !isLike(folded(subject), folded(operands.getFirst()));
            case GREATER_THAN -> areFull(subject, operands) && compare(subject, operands.getFirst()) > 0;
            case GREATER_EQUAL -> areFull(subject, operands) && compare(subject, operands.getFirst()) >= 0;
            case LESS_THAN -> areFull(subject, operands) && compare(subject, operands.getFirst()) < 0;
            case LESS_EQUAL -> areFull(subject, operands) && compare(subject, operands.getFirst()) <= 0;
            case BETWEEN -> isBetween(subject, operands);
            case NOT_BETWEEN -> !isBetween(subject, operands);
        };
    }

    private static boolean isBetween(FieldValue subject, List<FieldValue> ends) {
        return areFull(subject, ends)
                && compare(subject, ends.getFirst()) >= 0
                && compare(subject, ends.getLast()) <= 0;
    }

    private static boolean areFull(FieldValue subject, List<FieldValue> operands) {
        return !subject.isNull() && operands.stream().noneMatch(FieldValue::isNull);
    }

    private static boolean areTexts(FieldValue subject, List<FieldValue> operands) {
        return subject instanceof FieldValue.Text && operands.getFirst() instanceof FieldValue.Text;
    }

    private static boolean equal(FieldValue subject, FieldValue operand) {
        return switch (subject) {
            case FieldValue.Null _ -> false;
            case FieldValue.Text text ->
                operand instanceof FieldValue.Text && folded(text).equals(folded(operand));
            case FieldValue.MultiPicklist(List<String> chosen) -> isAmong(chosen, operand);
            case FieldValue.Number _,
                    FieldValue.Bool _,
                    FieldValue.Date _,
                    FieldValue.DateTime _,
                    FieldValue.Lookup _,
                    FieldValue.AnyLookup _ -> subject.equals(operand);
            case FieldValue.Users(List<Long> ids) -> operand instanceof FieldValue.Lookup(long id) && ids.contains(id);
            case FieldValue.Files _, FieldValue.Address _, FieldValue.Links _, FieldValue.Rows _ -> false;
        };
    }

    private static boolean contains(FieldValue subject, FieldValue piece) {
        return switch (subject) {
            case FieldValue.Text text ->
                piece instanceof FieldValue.Text && folded(text).contains(folded(piece));
            case FieldValue.MultiPicklist(List<String> chosen) -> isAmong(chosen, piece);
            case FieldValue.Null _,
                    FieldValue.Number _,
                    FieldValue.Bool _,
                    FieldValue.Date _,
                    FieldValue.DateTime _,
                    FieldValue.Lookup _,
                    FieldValue.AnyLookup _,
                    FieldValue.Users _,
                    FieldValue.Files _,
                    FieldValue.Address _,
                    FieldValue.Links _,
                    FieldValue.Rows _ -> false;
        };
    }

    private static boolean isAmong(List<String> chosen, FieldValue wanted) {
        return wanted instanceof FieldValue.Text
                && chosen.stream()
                        .map(Folding::folded)
                        .collect(Collectors.toSet())
                        .contains(folded(wanted));
    }

    private static boolean isLike(String text, String pattern) {
        String[] pieces = pattern.split("%", -1);
        if (pieces.length == 1) {
            return text.equals(pattern);
        }
        String last = pieces[pieces.length - 1];
        int from = pieces[0].length();
        int to = text.length() - last.length();
        if (from > to || !text.startsWith(pieces[0]) || !text.endsWith(last)) {
            return false;
        }
        for (int i = 1; i < pieces.length - 1; i++) {
            int found = text.indexOf(pieces[i], from);
            if (found < 0 || found + pieces[i].length() > to) {
                return false;
            }
            from = found + pieces[i].length();
        }
        return true;
    }

    private static int compare(FieldValue subject, FieldValue operand) {
        return switch (subject) {
            case FieldValue.Number(var number) -> number.compareTo(((FieldValue.Number) operand).number());
            case FieldValue.Date(var date) -> date.compareTo(((FieldValue.Date) operand).date());
            case FieldValue.DateTime(var instant) -> instant.compareTo(((FieldValue.DateTime) operand).instant());
            case FieldValue.Null _,
                    FieldValue.Text _,
                    FieldValue.Bool _,
                    FieldValue.MultiPicklist _,
                    FieldValue.Lookup _,
                    FieldValue.AnyLookup _,
                    FieldValue.Users _,
                    FieldValue.Files _,
                    FieldValue.Address _,
                    FieldValue.Links _,
                    FieldValue.Rows _ ->
                throw new IllegalStateException("the checker lets no order on " + subject.getClass() + " through");
        };
    }

    private static String folded(FieldValue value) {
        return Folding.folded(((FieldValue.Text) value).text());
    }
}
