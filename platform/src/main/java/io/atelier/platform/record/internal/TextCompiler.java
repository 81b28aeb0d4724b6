package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.inline;

import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.TextFunctions;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jooq.QueryPart;

/** Compiles calls of the functions on texts. An empty text becomes null. */
final class TextCompiler {
    private static final long UNKNOWN = 100L * 1_000;

    private final DateCompiler dates;

    TextCompiler(DateCompiler dates) {
        this.dates = dates;
    }

    Field<?> value(Expression.Call call, List<Field<?>> arguments) {
        Field<?> first = arguments.getFirst();
        return switch (call.function()) {
            case CONCAT -> concatenation(call, arguments);
            case FIND -> arguments.size() == 2 ? place(first, arguments.get(1)) : nthPlace(arguments);
            case LEN -> Values.numeric("cast(coalesce(length({0}), 0) as numeric)", first);
            case LOWER -> Values.text("lower({0})", first);
            case UPPER -> Values.text("upper({0})", first);
            case TRIM -> Values.text("nullif(btrim({0}, {1}), '')", first, inline(TextFunctions.BLANKS));
            case LTRIM -> Values.text("nullif(ltrim({0}, {1}), '')", first, inline(TextFunctions.BLANKS));
            case RTRIM -> Values.text("nullif(rtrim({0}, {1}), '')", first, inline(TextFunctions.BLANKS));
            case SUBSTRING -> piece(arguments);
            case REPLACE -> replaced(call, arguments);
            case TOSTRING -> written(call.arguments().getFirst(), first);
            default -> throw new IllegalStateException(call.function() + " is no function on texts");
        };
    }

    private static Field<?> concatenation(Expression.Call call, List<Field<?>> arguments) {
        String pieces = IntStream.range(0, arguments.size())
                .mapToObj(i -> "coalesce({" + i + "}, '')")
                .collect(Collectors.joining(" || "));
        Field<?> joined = Values.text("nullif(" + pieces + ", '')", arguments.toArray(QueryPart[]::new));
        return longest(call) <= TextFunctions.MAX_TEXT
                ? joined
                : Values.text("""
                        (with bound as materialized (select {0} as t)
                        select case when length(t) <= {1} then t end from bound)""", joined, inline(TextFunctions.MAX_TEXT));
    }

    private static Field<?> place(Field<?> text, Field<?> wanted) {
        return Values.numeric("cast(strpos(lower({0}), lower({1})) as numeric)", text, wanted);
    }

    private static Field<?> nthPlace(List<Field<?>> arguments) {
        return Values.numeric(
                """
                (with bound as materialized (select lower({0}) as t, lower({1}) as w, {2} as n),
                split as materialized (select string_to_array(t, w) as p, w, n from bound)
                select case
                    when p is null or w is null or n is null then null
                    when cardinality(p) > n then cast(length(array_to_string(p[1 : n], w)) + 1 as numeric)
                    else 0
                end from split)""", arguments.get(0), arguments.get(1), Values.whole(arguments.get(2), 1, TextFunctions.MAX_PLACE));
    }

    private static Field<?> piece(List<Field<?>> arguments) {
        Field<?> start = Values.whole(arguments.get(1), 1, TextFunctions.MAX_PLACE);
        return arguments.size() == 2
                ? Values.text("nullif(substr({0}, {1}), '')", arguments.getFirst(), start)
                : Values.text(
                        "nullif(substr({0}, {1}, {2}), '')",
                        arguments.getFirst(), start, Values.whole(arguments.get(2), 0, TextFunctions.MAX_PLACE));
    }

    private static Field<?> replaced(Expression.Call call, List<Field<?>> arguments) {
        if (longest(call) <= TextFunctions.MAX_TEXT) {
            return Values.text(
                    "nullif(replace({0}, coalesce({1}, ''), coalesce({2}, '')), '')",
                    arguments.get(0), arguments.get(1), arguments.get(2));
        }
        // The length is known before the text is made: one that is too long must not come to be.
        return Values.text("""
                (with bound as materialized (select {0} as t, coalesce({1}, '') as w, coalesce({2}, '') as r)
                select case
                    when w = '' then t
                    when length(t) + (length(t) - length(replace(t, w, ''))) / length(w) * (length(r) - length(w)) <= {3}
                        then nullif(replace(t, w, r), '')
                end from bound)""", arguments.get(0), arguments.get(1), arguments.get(2), inline(TextFunctions.MAX_TEXT));
    }

    private Field<?> written(Expression expression, Field<?> value) {
        return switch (expression.type()) {
            case TEXT -> value;
            case NUMBER -> Values.text("cast(trim_scale({0}) as text)", value);
            case BOOLEAN -> Values.text("cast({0} as text)", value);
            case DATE -> Values.text("to_char({0}, 'YYYY-MM-DD')", value);
            case DATETIME -> Values.text("to_char({0}, 'YYYY-MM-DD HH24:MI:SS')", dates.local(value));
            case CHOICES -> Values.text("array_to_string({0}, ';')", value);
            case REFERENCE, ANY_REFERENCE, USERS, FILES ->
                throw new IllegalStateException("the checker lets no reference through");
        };
    }

    /** Returns the most characters that the text can have, so that only those that may be too long are measured. */
    private static long longest(Expression text) {
        return switch (text) {
            case Expression.Literal(FieldValue.Text(String literal), ValueType _) -> literal.length();
            case Expression.Literal _ -> 0;
            case Expression.Field field -> longestOf(field.path().field().type());
            case Expression.Call call -> longestResult(call);
            case Expression.FromContext _,
                    Expression.Arithmetic _,
                    Expression.Test _,
                    Expression.All _,
                    Expression.Any _,
                    Expression.Not _,
                    Expression.Aggregated _ -> UNKNOWN;
        };
    }

    private static long longestOf(FieldType type) {
        return type.maxLength() > 0 ? type.maxLength() : UNKNOWN;
    }

    private static long longestResult(Expression.Call call) {
        List<Expression> arguments = call.arguments();
        return switch (call.function()) {
            case CONCAT -> arguments.stream().mapToLong(TextCompiler::longest).sum();
            case IF, IFEMPTY ->
                arguments.stream()
                        .filter(argument -> argument.type() == ValueType.TEXT)
                        .mapToLong(TextCompiler::longest)
                        .max()
                        .orElse(0);
            case LOWER, UPPER, TRIM, LTRIM, RTRIM, SUBSTRING -> longest(arguments.getFirst());
            case REPLACE -> longest(arguments.getFirst()) * Math.max(1, longest(arguments.get(2)));
            default -> UNKNOWN;
        };
    }
}
