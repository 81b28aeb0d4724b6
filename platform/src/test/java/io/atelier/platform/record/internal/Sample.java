package io.atelier.platform.record.internal;

import io.atelier.platform.common.Label;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldStorage;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** Rows with a field of each type, in memory and as a derived table. */
final class Sample {
    static final EvaluationContext CONTEXT = new EvaluationContext(
            Instant.parse("2026-11-23T21:30:15.123456Z"), ZoneId.of("Europe/Berlin"), new UserId(7));

    static final List<FieldDef> FIELDS = List.of(
            field("Text_A", FieldType.TEXT),
            field("Text_B", FieldType.TEXTAREA),
            field("Status", FieldType.PICKLIST),
            field("Choices", FieldType.MULTISELECTPICKLIST),
            field("Whole", FieldType.INTEGER),
            field("Large", FieldType.BIGINT),
            field("Amount", FieldType.CURRENCY),
            field("Rate", FieldType.DOUBLE),
            field("Day_A", FieldType.DATE),
            field("Day_B", FieldType.DATE),
            field("Time_A", FieldType.DATETIME),
            field("Time_B", FieldType.DATETIME),
            field("Flag", FieldType.BOOLEAN),
            field("Parent", FieldType.LOOKUP),
            field("Owner", FieldType.OWNERLOOKUP));

    private Sample() {}

    static FieldNames names() {
        return FieldNames.own(
                name -> FIELDS.stream().filter(f -> f.apiName().equals(name)).findFirst());
    }

    static FieldDef field(String name) {
        return FIELDS.stream().filter(f -> f.apiName().equals(name)).findFirst().orElseThrow();
    }

    private static FieldDef field(String name, FieldType type) {
        return FieldDef.of(name, Label.of(name, name), type).withStorage(new FieldStorage(name, 0));
    }

    static FieldValue value(Map<String, FieldValue> row, FieldPath path) {
        return row.getOrDefault(path.field().apiName(), FieldValue.NULL);
    }

    static Field<?> column(FieldPath path) {
        return DSL.field(DSL.name("r", path.field().apiName()), Tables.dataType(path.field()));
    }

    /** Evaluates columns over rows; the answer has the rows in order. */
    static List<Record> select(DSLContext sql, List<? extends Field<?>> columns, List<Map<String, FieldValue>> rows) {
        Select<? extends Record> table = null;
        for (int i = 0; i < rows.size(); i++) {
            List<Field<?>> cells = new ArrayList<>();
            cells.add(DSL.inline(i).as("position"));
            for (FieldDef field : FIELDS) {
                FieldValue value = rows.get(i).getOrDefault(field.apiName(), FieldValue.NULL);
                cells.add(cell(field, value).as(field.apiName()));
            }
            Select<? extends Record> row = sql.select(cells);
            table = table == null ? row : unionAll(table, row);
        }
        if (table == null) {
            throw new IllegalArgumentException("no rows");
        }
        return List.copyOf(sql.with("r")
                .asMaterialized(table)
                .select(columns)
                .from(DSL.table(DSL.name("r")))
                .orderBy(DSL.field(DSL.name("r", "position")))
                .fetch());
    }

    private static Field<?> cell(FieldDef field, FieldValue value) {
        return DSL.val(Tables.toColumn(field, value), Tables.dataType(field)).cast(Tables.dataType(field));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Select<? extends Record> unionAll(Select<? extends Record> one, Select<? extends Record> two) {
        return ((Select) one).unionAll((Select) two);
    }

    static Map<String, FieldValue> row(Object... namesAndValues) {
        Map<String, FieldValue> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], (FieldValue) namesAndValues[i + 1]);
        }
        return row;
    }
}
