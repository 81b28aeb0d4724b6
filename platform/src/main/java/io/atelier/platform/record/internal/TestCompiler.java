package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;

import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.Folding;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Compiles tests. One on an empty value is SQL's unknown, which is as good as false here; only the negative operators,
 * which an empty value does match, must be told so.
 */
final class TestCompiler {
    private final ExpressionCompiler expressions;

    TestCompiler(ExpressionCompiler expressions) {
        this.expressions = expressions;
    }

    Condition condition(Expression.Test test) {
        List<Expression> operands = test.operands();
        return switch (test.operator()) {
            case IS_EMPTY -> subject(test).isNull();
            case IS_NOT_EMPTY -> subject(test).isNotNull();
            case EQUALS, IN -> oneOf(test);
            case NOT_EQUAL, NOT_IN -> unlike(oneOf(test));
            case CONTAINS -> contains(test);
            case NOT_CONTAINS -> unlike(contains(test));
            case STARTS_WITH -> startsWith(test);
            case ENDS_WITH -> endsWith(test);
            case LIKE -> like(test);
            case NOT_LIKE -> unlike(like(test));
            case GREATER_THAN -> comparable(test).gt(operand(test, operands.getFirst()));
            case GREATER_EQUAL -> comparable(test).ge(operand(test, operands.getFirst()));
            case LESS_THAN -> comparable(test).lt(operand(test, operands.getFirst()));
            case LESS_EQUAL -> comparable(test).le(operand(test, operands.getFirst()));
            case BETWEEN -> between(test);
            case NOT_BETWEEN -> unlike(between(test));
        };
    }

    private Field<?> subject(Expression.Test test) {
        return expressions.value(test.subject());
    }

    private Condition between(Expression.Test test) {
        return comparable(test)
                .between(
                        operand(test, test.operands().getFirst()),
                        operand(test, test.operands().getLast()));
    }

    private Condition oneOf(Expression.Test test) {
        List<Expression> operands = test.operands();
        if (test.subject().type() == ValueType.CHOICES) {
            return DSL.or(
                    operands.stream().map(operand -> chosen(test, operand)).toList());
        }
        if (test.subject().type() == ValueType.USERS) {
            return DSL.or(operands.stream()
                    .map(operand -> DSL.condition("{0} = any({1})", expressions.value(operand), subject(test)))
                    .toList());
        }
        if (test.subject().type() != ValueType.TEXT) {
            return DSL.or(operands.stream()
                    .map(operand -> comparable(test).eq(operand(test, operand)))
                    .toList());
        }
        List<String> texts =
                operands.stream().flatMap(operand -> literal(operand).stream()).toList();
        if (texts.size() < operands.size()) {
            return DSL.or(operands.stream()
                    .map(operand -> folded(test.subject()).eq(folded(operand)))
                    .toList());
        }
        return texts.size() == 1
                ? folded(test.subject()).eq(texts.getFirst())
                : folded(test.subject()).eq(any(val(texts.toArray(String[]::new), SQLDataType.CLOB.array())));
    }

    private Condition contains(Expression.Test test) {
        Expression piece = test.operands().getFirst();
        if (test.subject().type() == ValueType.CHOICES) {
            return chosen(test, piece);
        }
        return literal(piece)
                .map(text -> folded(test.subject()).like("%" + escaped(text) + "%", '\\'))
                .orElseGet(() -> DSL.condition("strpos({0}, {1}) > 0", folded(test.subject()), folded(piece)));
    }

    private Condition startsWith(Expression.Test test) {
        Expression piece = test.operands().getFirst();
        return literal(piece)
                .map(text -> folded(test.subject()).like(escaped(text) + "%", '\\'))
                .orElseGet(() -> DSL.condition("starts_with({0}, {1})", folded(test.subject()), folded(piece)));
    }

    private Condition endsWith(Expression.Test test) {
        Expression piece = test.operands().getFirst();
        return literal(piece)
                .map(text -> folded(test.subject()).like("%" + escaped(text), '\\'))
                .orElseGet(() -> DSL.condition(
                        "starts_with(reverse({0}), reverse({1}))", folded(test.subject()), folded(piece)));
    }

    private Condition like(Expression.Test test) {
        Expression pattern = test.operands().getFirst();
        return literal(pattern)
                .map(text -> folded(test.subject()).like(onlyPercent(text), '\\'))
                .orElseGet(() -> DSL.condition(
                        "{0} like replace(replace({1}, {2}, {3}), '_', {4}) escape {2}",
                        folded(test.subject()),
                        folded(pattern),
                        DSL.inline("\\"),
                        DSL.inline("\\\\"),
                        DSL.inline("\\_")));
    }

    private Condition chosen(Expression.Test test, Expression wanted) {
        Field<String> choice = field(name("choice"), SQLDataType.CLOB);
        Field<String> folded = literal(wanted).<Field<String>>map(DSL::val).orElseGet(() -> folded(wanted));
        return exists(selectOne()
                .from(unnest(subject(test).coerce(SQLDataType.CLOB.array())).as("chosen", "choice"))
                .where(lower(choice).eq(folded)));
    }

    /** Turns SQL's unknown, where a side is empty, into a match: an empty city is not Rome. */
    private static Condition unlike(Condition condition) {
        return DSL.condition("({0}) is not true", condition);
    }

    private Field<String> folded(Expression text) {
        Field<?> value = expressions.value(text);
        return lower(value.coerce(SQLDataType.CLOB));
    }

    private static Optional<String> literal(Expression expression) {
        return expression instanceof Expression.Literal literal
                        && literal.value() instanceof FieldValue.Text(String text)
                ? Optional.of(Folding.folded(text))
                : Optional.empty();
    }

    /** A column of whole numbers is compared as such where the operands allow it: only so does its index serve. */
    private Optional<Field<?>> wholeColumn(Expression.Test test) {
        if (!(test.subject() instanceof Expression.Field field) || field.type() != ValueType.NUMBER) {
            return Optional.empty();
        }
        Field<?> column = expressions.stored(field.path());
        return test.operands().stream().allMatch(operand -> fits(operand, column.getType()))
                ? Optional.of(column)
                : Optional.empty();
    }

    private static boolean fits(Expression operand, Class<?> whole) {
        if (!(operand instanceof Expression.Literal literal)
                || !(literal.value() instanceof FieldValue.Number(BigDecimal number))) {
            return false;
        }
        long most = whole == Integer.class ? Integer.MAX_VALUE : Long.MAX_VALUE;
        return (whole == Integer.class || whole == Long.class)
                && number.scale() <= 0
                && number.abs().compareTo(BigDecimal.valueOf(most)) <= 0;
    }

    @SuppressWarnings("unchecked")
    private Field<Object> comparable(Expression.Test test) {
        return (Field<Object>) wholeColumn(test).orElseGet(() -> subject(test));
    }

    @SuppressWarnings("unchecked")
    private Field<Object> operand(Expression.Test test, Expression operand) {
        Optional<Field<?>> whole = wholeColumn(test);
        if (whole.isPresent()
                && operand instanceof Expression.Literal literal
                && literal.value() instanceof FieldValue.Number(BigDecimal number)) {
            boolean small = whole.get().getType() == Integer.class;
            Field<?> value = small ? val(number.intValueExact()) : val(number.longValueExact());
            return (Field<Object>) value;
        }
        return (Field<Object>) expressions.value(operand);
    }

    private static String escaped(String text) {
        return text.replaceAll("([\\\\%_])", "\\\\$1");
    }

    private static String onlyPercent(String pattern) {
        return pattern.replaceAll("([\\\\_])", "\\\\$1");
    }
}
