package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Module tables and their columns as jOOQ sees them; names come from definitions only and are always quoted. */
final class Tables {
    static final Field<Long> ID = field(name("id"), SQLDataType.BIGINT);
    static final Field<Long> VERSION = field(name("sys_version"), SQLDataType.BIGINT);
    static final Field<Instant> DELETED_TIME = field(name("sys_deleted_time"), SQLDataType.INSTANT);
    static final Field<Long> DELETED_BY = field(name("sys_deleted_by"), SQLDataType.BIGINT);
    static final Field<Long> OWNER = field(name("Owner"), SQLDataType.BIGINT);

    private Tables() {}

    static Table<Record> of(OrgId org, ModuleDef module) {
        return table(name(org.schema(), module.apiName()));
    }

    static Table<Record> users(OrgId org) {
        return table(name(org.schema(), "sys_user"));
    }

    static Field<?> column(FieldDef definition) {
        return field(name(definition.apiName()), dataType(definition.type()));
    }

    static DataType<?> dataType(FieldType type) {
        return switch (type) {
            case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST, AUTONUMBER -> SQLDataType.CLOB;
            case MULTISELECTPICKLIST -> SQLDataType.CLOB.array();
            case INTEGER -> SQLDataType.INTEGER;
            case BIGINT, LOOKUP, OWNERLOOKUP -> SQLDataType.BIGINT;
            case DOUBLE, PERCENT, CURRENCY -> SQLDataType.NUMERIC;
            case DATE -> SQLDataType.LOCALDATE;
            case DATETIME -> SQLDataType.INSTANT;
            case BOOLEAN -> SQLDataType.BOOLEAN;
        };
    }

    /** Returns the value as the column's Java type. */
    static @Nullable Object toColumn(FieldDef definition, FieldValue value) {
        return switch (value) {
            case FieldValue.Null _ -> null;
            case FieldValue.Text(String text) -> text;
            case FieldValue.Number(BigDecimal number) ->
                switch (definition.type()) {
                    case INTEGER -> number.intValueExact();
                    case BIGINT -> number.longValueExact();
                    case DOUBLE, PERCENT, CURRENCY -> number;
                    case TEXT,
                            TEXTAREA,
                            EMAIL,
                            PHONE,
                            WEBSITE,
                            PICKLIST,
                            AUTONUMBER,
                            MULTISELECTPICKLIST,
                            DATE,
                            DATETIME,
                            BOOLEAN,
                            LOOKUP,
                            OWNERLOOKUP ->
                        throw new IllegalStateException("a number in a field of type " + definition.type());
                };
            case FieldValue.Bool(boolean bool) -> bool;
            case FieldValue.Date(LocalDate date) -> date;
            case FieldValue.DateTime(Instant instant) -> instant;
            case FieldValue.MultiPicklist(List<String> values) -> values.toArray(String[]::new);
            case FieldValue.Lookup(long id) -> id;
        };
    }

    static FieldValue fromColumn(FieldDef definition, @Nullable Object column) {
        if (column == null) {
            return FieldValue.NULL;
        }
        return switch (definition.type()) {
            case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST, AUTONUMBER -> new FieldValue.Text((String) column);
            case MULTISELECTPICKLIST -> new FieldValue.MultiPicklist(List.of((String[]) column));
            case INTEGER -> new FieldValue.Number(BigDecimal.valueOf((Integer) column));
            case BIGINT -> new FieldValue.Number(BigDecimal.valueOf((Long) column));
            case DOUBLE, PERCENT, CURRENCY -> new FieldValue.Number((BigDecimal) column);
            case DATE -> new FieldValue.Date((LocalDate) column);
            case DATETIME -> new FieldValue.DateTime((Instant) column);
            case BOOLEAN -> new FieldValue.Bool((Boolean) column);
            case LOOKUP, OWNERLOOKUP -> new FieldValue.Lookup((Long) column);
        };
    }
}
