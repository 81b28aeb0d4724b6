package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.val;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.metadata.ValueKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** Knows which records hold the values of unique fields, whoever may see them. */
final class UniqueHolders {
    private final DSLContext sql;
    private final OrgModel model;

    UniqueHolders(DSLContext sql, OrgModel model) {
        this.sql = sql;
        this.model = model;
    }

    /** Returns the ids of the records in use that hold one of the values, by value. */
    Map<FieldValue, Set<Long>> of(ModuleDef module, FieldDef field, List<FieldValue> values) {
        ModuleTable table = ModuleTable.of(model.org(), module, ActorView.ROW);
        Field<?> column = table.column(field);
        Field<?> key = field.options().unique() == Uniqueness.IGNORE_CASE && field.kind() == ValueKind.TEXT
                ? DSL.lower(column.coerce(String.class))
                : column;
        List<Field<?>> wanted = values.stream()
                .<Field<?>>map(value -> val(Tables.toColumn(field, value), Tables.dataType(field)))
                .toList();
        Map<FieldValue, Set<Long>> holders = new HashMap<>();
        sql.select(key.as("value"), table.id())
                .from(table.main())
                .where(table.deletedTime().isNull().and(Tables.untyped(key).in(wanted)))
                .forEach(
                        row -> holders.computeIfAbsent(Tables.fromColumn(field, row.get("value")), _ -> new HashSet<>())
                                .add(row.get(table.id())));
        return holders;
    }
}
