package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.val;

import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Compiles expressions to SQL; {@link io.atelier.platform.expression.ExpressionEvaluator} says the same in Java. Each
 * operand is written once, so that the text grows no faster than the tree.
 */
final class ExpressionCompiler {
    private final Function<FieldPath, Field<?>> columns;
    private final Supplier<EvaluationContext> context;
    private final TestCompiler tests;
    private final FunctionCompiler functions;

    /**
     * @param columns gives the column at the end of a path
     * @param context asked for only where an expression needs it
     */
    ExpressionCompiler(Function<FieldPath, Field<?>> columns, Supplier<EvaluationContext> context) {
        this.columns = columns;
        this.context = context;
        this.tests = new TestCompiler(this);
        this.functions = new FunctionCompiler(this, () -> context.get().zone());
    }

    /** Returns a condition for places where SQL's unknown is as good as false. Plain comparisons find their index. */
    Condition condition(Expression expression) {
        return switch (expression) {
            case Expression.All all when all.parts().isEmpty() -> DSL.trueCondition();
            case Expression.All all ->
                DSL.and(all.parts().stream().map(this::condition).toList());
            case Expression.Any any ->
                DSL.or(any.parts().stream().map(this::condition).toList());
            case Expression.Test test -> tests.condition(test);
            case Expression.Not _,
                    Expression.Literal _,
                    Expression.Field _,
                    Expression.FromContext _,
                    Expression.Arithmetic _,
                    Expression.Call _,
                    Expression.Aggregated _ -> known(expression);
        };
    }

    /** Returns a condition that is never unknown, so that its negation is right. */
    private Condition known(Expression expression) {
        return switch (expression) {
            case Expression.All all when all.parts().isEmpty() -> DSL.trueCondition();
            case Expression.All all ->
                DSL.and(all.parts().stream().map(this::known).toList());
            case Expression.Any any ->
                DSL.or(any.parts().stream().map(this::known).toList());
            case Expression.Not(Expression part) -> DSL.not(known(part));
            case Expression.Test test -> DSL.condition("({0}) is true", tests.condition(test));
            case Expression.Literal _,
                    Expression.Field _,
                    Expression.FromContext _,
                    Expression.Arithmetic _,
                    Expression.Call _,
                    Expression.Aggregated _ -> DSL.condition("({0}) is true", value(expression));
        };
    }

    /** Returns the value; numbers are of type numeric whatever the type of their column. */
    Field<?> value(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> literal(literal.value(), literal);
            case Expression.Field field ->
                field.type() == ValueType.NUMBER ? number(columns.apply(field.path())) : columns.apply(field.path());
            case Expression.FromContext fromContext -> literal(context.get().value(fromContext.term()), expression);
            case Expression.Arithmetic arithmetic -> arithmetic(arithmetic);
            case Expression.Call call -> functions.value(call);
            case Expression.Test _, Expression.All _, Expression.Any _, Expression.Not _ -> field(known(expression));
            case Expression.Aggregated aggregated -> aggregated(aggregated);
        };
    }

    /** Returns the column as it is stored, for comparisons that an index serves. */
    Field<?> stored(FieldPath path) {
        return columns.apply(path);
    }

    private static Field<?> number(Field<?> column) {
        Class<?> type = column.getType();
        return type == Integer.class || type == Long.class ? column.cast(SQLDataType.NUMERIC) : column;
    }

    static Field<?> literal(FieldValue value, Expression expression) {
        return switch (value) {
            case FieldValue.Null _ -> DSL.castNull(Values.dataType(expression.type()));
            case FieldValue.Text(String text) -> val(text, SQLDataType.CLOB).cast(SQLDataType.CLOB);
            case FieldValue.Number(BigDecimal number) -> val(number, SQLDataType.NUMERIC);
            case FieldValue.Bool(boolean bool) -> inline(bool);
            case FieldValue.Date(var date) -> val(date, SQLDataType.LOCALDATE);
            case FieldValue.DateTime(var instant) -> val(instant, SQLDataType.INSTANT);
            case FieldValue.MultiPicklist(List<String> chosen) ->
                val(chosen.toArray(String[]::new), SQLDataType.CLOB.array());
            case FieldValue.Lookup(long id) -> val(id, SQLDataType.BIGINT);
            case FieldValue.AnyLookup(String module, long id) -> val(module + ":" + id, SQLDataType.CLOB);
            case FieldValue.Users _, FieldValue.Files _, FieldValue.Address _, FieldValue.Links _, FieldValue.Rows _ ->
                throw new IllegalStateException("no literal is of this kind");
        };
    }

    private Field<?> arithmetic(Expression.Arithmetic arithmetic) {
        Field<?> left = value(arithmetic.left());
        Field<?> right = value(arithmetic.right());
        return Values.bounded(
                switch (arithmetic.operator()) {
                    case PLUS, MINUS, TIMES ->
                        Values.numeric("round({0} " + arithmetic.operator().symbol() + " {1}, 18)", left, right);
                    // The quotient is cut off behind one digit more than is kept, so that rounding sees the true digit.
                    case DIVIDED -> Values.numeric("round(div({0} * 1e19, nullif({1}, 0)) * 1e-19, 18)", left, right);
                    case MODULO -> Values.numeric("mod({0}, nullif({1}, 0))", left, right);
                });
    }

    private Field<?> aggregated(Expression.Aggregated aggregated) {
        Field<?> of = aggregated.of().<Field<?>>map(this::value).orElseGet(() -> inline(1));
        return switch (aggregated.aggregate()) {
            case COUNT -> Values.numeric("cast(count({0}) as numeric)", of);
            case SUM -> Values.numeric("sum({0})", of);
            case AVG -> Values.numeric("round(avg({0}), 18)", of);
            case MIN -> field("min({0})", Values.dataType(aggregated.type()), of);
            case MAX -> field("max({0})", Values.dataType(aggregated.type()), of);
        };
    }
}
