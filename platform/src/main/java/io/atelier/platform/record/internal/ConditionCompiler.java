package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;

import io.atelier.platform.expression.Condition;
import io.atelier.platform.expression.ConditionEvaluator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueKind;
import java.util.List;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Compiles conditions to SQL; {@link ConditionEvaluator} says the same in Java. A test on an empty column is SQL's unknown,
 * which no row matches; only the negative operators, which an empty column does match, must be told so.
 */
final class ConditionCompiler {
    private final ModuleTable table;

    private ConditionCompiler(ModuleTable table) {
        this.table = table;
    }

    static org.jooq.Condition compile(Condition condition, ModuleTable table) {
        return new ConditionCompiler(table).compile(condition);
    }

    private org.jooq.Condition compile(Condition condition) {
        return switch (condition) {
            case Condition.Everything _ -> noCondition();
            case Condition.All all ->
                DSL.and(all.parts().stream().map(this::compile).toList());
            case Condition.Any any ->
                DSL.or(any.parts().stream().map(this::compile).toList());
            case Condition.Test test -> test(test);
        };
    }

    private org.jooq.Condition test(Condition.Test test) {
        FieldDef definition = test.field();
        Field<?> column = table.column(definition);
        List<FieldValue> values = test.values();
        return switch (test.operator()) {
            case IS_EMPTY -> column.isNull();
            case IS_NOT_EMPTY -> column.isNotNull();
            case EQUALS, IN -> oneOf(definition, values);
            case NOT_EQUAL, NOT_IN -> unlike(oneOf(definition, values));
            case CONTAINS -> contains(definition, values);
            case NOT_CONTAINS -> unlike(contains(definition, values));
            case STARTS_WITH -> folded(column).like(pattern(values, "", "%"), '\\');
            case ENDS_WITH -> folded(column).like(pattern(values, "%", ""), '\\');
            case GREATER_THAN -> typed(column).gt(value(definition, values.getFirst()));
            case GREATER_EQUAL -> typed(column).ge(value(definition, values.getFirst()));
            case LESS_THAN -> typed(column).lt(value(definition, values.getFirst()));
            case LESS_EQUAL -> typed(column).le(value(definition, values.getFirst()));
            case BETWEEN ->
                typed(column).between(value(definition, values.getFirst()), value(definition, values.getLast()));
        };
    }

    private org.jooq.Condition oneOf(FieldDef definition, List<FieldValue> values) {
        Field<?> column = table.column(definition);
        if (definition.type() == FieldType.MULTISELECTPICKLIST) {
            return DSL.or(values.stream().map(v -> chosen(column, text(v))).toList());
        }
        if (definition.kind() == ValueKind.USERS) {
            return DSL.or(values.stream().map(v -> among(column, v)).toList());
        }
        if (definition.kind() == ValueKind.TEXT) {
            String[] texts = values.stream().map(ConditionCompiler::text).toArray(String[]::new);
            return texts.length == 1
                    ? folded(column).eq(texts[0])
                    : folded(column).eq(any(val(texts, SQLDataType.CLOB.array())));
        }
        return DSL.or(values.stream()
                .map(value -> typed(column).eq(value(definition, value)))
                .toList());
    }

    private org.jooq.Condition contains(FieldDef definition, List<FieldValue> values) {
        Field<?> column = table.column(definition);
        return definition.type() == FieldType.MULTISELECTPICKLIST
                ? chosen(column, text(values.getFirst()))
                : folded(column).like(pattern(values, "%", "%"), '\\');
    }

    private static org.jooq.Condition among(Field<?> column, FieldValue wanted) {
        Long[] ids = ((FieldValue.Users) wanted).ids().toArray(Long[]::new);
        return DSL.arrayOverlap(column.coerce(SQLDataType.BIGINT.array()), ids);
    }

    private static org.jooq.Condition chosen(Field<?> column, String wanted) {
        Field<String> choice = field(name("choice"), SQLDataType.CLOB);
        return exists(selectOne()
                .from(unnest(column.coerce(SQLDataType.CLOB.array())).as("chosen", "choice"))
                .where(lower(choice).eq(wanted)));
    }

    /** Turns SQL's unknown, where the column is empty, into a match: an empty city is not Rome. */
    private static org.jooq.Condition unlike(org.jooq.Condition condition) {
        return DSL.coalesce(field(condition), DSL.inline(false)).isFalse();
    }

    private static Field<String> folded(Field<?> column) {
        return lower(column.coerce(SQLDataType.CLOB));
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> typed(Field<?> column) {
        return (Field<Object>) column;
    }

    private static Field<?> valueField(FieldDef definition, FieldValue value) {
        return val(Tables.toColumn(definition, value), Tables.dataType(definition));
    }

    @SuppressWarnings("unchecked")
    private static Field<Object> value(FieldDef definition, FieldValue value) {
        return (Field<Object>) valueField(definition, value);
    }

    private static String pattern(List<FieldValue> values, String before, String behind) {
        return before + text(values.getFirst()).replaceAll("([\\\\%_])", "\\\\$1") + behind;
    }

    private static String text(FieldValue value) {
        return ConditionEvaluator.folded(((FieldValue.Text) value).text());
    }
}
