package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.val;

import io.atelier.platform.expression.Folding;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.ValueMatch;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Finds records by the values of a field, many values at once. */
final class ValueMatches {
    private final DSLContext sql;
    private final ActorView view;

    ValueMatches(DSLContext sql, ActorView view) {
        this.sql = sql;
        this.view = view;
    }

    /**
     * Returns, for each of the values that a field of records in use in the actor's sight has, the first record's id and how
     * many there are. Texts are told apart without their case, and stand folded in the answer.
     */
    Map<FieldValue, ValueMatch> of(String moduleName, String fieldName, Collection<FieldValue> values) {
        ModuleDef module = view.readable(moduleName);
        FieldDef field = view.visibleField(module, fieldName);
        ModuleTable table = view.table(module);
        boolean text = field.kind() == ValueKind.TEXT;
        Field<?> key = text ? DSL.lower(table.column(field).coerce(SQLDataType.CLOB)) : table.column(field);
        Condition wanted = text
                ? key.coerce(SQLDataType.CLOB).eq(DSL.any(val(folded(values), SQLDataType.CLOB.array())))
                : Tables.untyped(key)
                        .in(values.stream()
                                .<Field<?>>map(value -> val(Tables.toColumn(field, value), Tables.dataType(field)))
                                .toList());
        Map<FieldValue, ValueMatch> matches = new HashMap<>();
        sql.select(key.as("value"), DSL.min(table.id()), DSL.count())
                .from(table.joined())
                .where(view.scope(table, Bin.LIVE).and(wanted))
                .groupBy(key)
                .forEach(row -> matches.put(
                        Tables.fromColumn(field, row.get("value")), new ValueMatch(row.value2(), row.value3())));
        return matches;
    }

    private static String[] folded(Collection<FieldValue> values) {
        return values.stream()
                .map(value -> value instanceof FieldValue.Text(String text) ? Folding.folded(text) : "")
                .toArray(String[]::new);
    }
}
