package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;
import static org.jooq.impl.DSL.val;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.org.OrgId;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
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

    static Table<Record> part(OrgId org, ModuleDef module, int part) {
        return table(name(org.schema(), SqlNames.partName(module, part)));
    }

    static Table<Record> users(OrgId org) {
        return table(name(org.schema(), "sys_user"));
    }

    /** One parameter, however many ids there are. */
    static Condition isOneOf(Field<Long> id, Collection<Long> ids) {
        return id.eq(DSL.any(val(ids.toArray(Long[]::new), SQLDataType.BIGINT.array())));
    }

    /** Forgets the type of a column that only the definition knows, so that it can be compared with a value of it. */
    @SuppressWarnings("unchecked")
    static Field<Object> untyped(Field<?> column) {
        return (Field<Object>) column;
    }

    /** Returns the column without its table, as insert and update name it. */
    static Field<?> column(FieldDef definition) {
        return field(name(definition.storage().column()), dataType(definition));
    }

    static DataType<?> dataType(FieldDef definition) {
        if (definition.encrypted()) {
            return SQLDataType.CLOB;
        }
        return switch (definition.kind()) {
            case TEXT, ANY_RECORD -> SQLDataType.CLOB;
            case NUMBER ->
                switch (SqlNames.columnType(definition)) {
                    case "integer" -> SQLDataType.INTEGER;
                    case "bigint" -> SQLDataType.BIGINT;
                    default -> SQLDataType.NUMERIC;
                };
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case DATE -> SQLDataType.LOCALDATE;
            case DATETIME -> SQLDataType.INSTANT;
            case CHOICES -> SQLDataType.CLOB.array();
            case RECORD, USER -> SQLDataType.BIGINT;
            case USERS, FILES -> SQLDataType.BIGINT.array();
            case ADDRESS, LINKS, ROWS -> throw notStored(definition);
        };
    }

    /** Returns the column's type, of {@link Types}. */
    static int sqlType(FieldDef definition) {
        return switch (SqlNames.columnType(definition)) {
            case "text" -> Types.VARCHAR;
            case "integer" -> Types.INTEGER;
            case "bigint" -> Types.BIGINT;
            case "numeric" -> Types.NUMERIC;
            case "boolean" -> Types.BOOLEAN;
            case "date" -> Types.DATE;
            case "timestamptz" -> Types.TIMESTAMP_WITH_TIMEZONE;
            default -> Types.OTHER;
        };
    }

    /** Returns the value as the column's Java type. */
    static @Nullable Object toColumn(FieldDef definition, FieldValue value) {
        return switch (value) {
            case FieldValue.Null _ -> null;
            case FieldValue.Text(String text) -> text;
            case FieldValue.Number(BigDecimal number) ->
                switch (SqlNames.columnType(definition)) {
                    case "integer" -> number.intValueExact();
                    case "bigint" -> number.longValueExact();
                    default -> number;
                };
            case FieldValue.Bool(boolean bool) -> bool;
            case FieldValue.Date(LocalDate date) -> date;
            case FieldValue.DateTime(Instant instant) -> instant;
            case FieldValue.MultiPicklist(List<String> values) -> values.toArray(String[]::new);
            case FieldValue.Lookup(long id) -> id;
            case FieldValue.AnyLookup(String module, long id) -> module + ":" + id;
            case FieldValue.Users(List<Long> ids) -> ids.toArray(Long[]::new);
            case FieldValue.Files(List<Long> ids) -> ids.toArray(Long[]::new);
            case FieldValue.Address _, FieldValue.Links _, FieldValue.Rows _ -> throw notStored(definition);
        };
    }

    static FieldValue fromColumn(FieldDef definition, @Nullable Object column) {
        if (column == null) {
            return FieldValue.NULL;
        }
        return switch (definition.kind()) {
            case TEXT -> new FieldValue.Text((String) column);
            case NUMBER -> new FieldValue.Number(number(column));
            case BOOLEAN -> new FieldValue.Bool((Boolean) column);
            case DATE -> new FieldValue.Date((LocalDate) column);
            case DATETIME -> new FieldValue.DateTime((Instant) column);
            case CHOICES -> new FieldValue.MultiPicklist(List.of((String[]) column));
            case RECORD, USER -> new FieldValue.Lookup((Long) column);
            case ANY_RECORD -> anyLookup((String) column);
            case USERS -> new FieldValue.Users(List.of((Long[]) column));
            case FILES -> new FieldValue.Files(List.of((Long[]) column));
            case ADDRESS, LINKS, ROWS -> throw notStored(definition);
        };
    }

    /** Reads a column of a field at a place. */
    static FieldValue read(FieldDef definition, ResultSet row, int place) throws SQLException {
        return switch (definition.kind()) {
            case TEXT -> {
                String text = row.getString(place);
                yield text == null ? FieldValue.NULL : new FieldValue.Text(text);
            }
            case NUMBER -> number(definition, row, place);
            case BOOLEAN -> {
                boolean value = row.getBoolean(place);
                yield row.wasNull() ? FieldValue.NULL : new FieldValue.Bool(value);
            }
            case DATE -> {
                LocalDate date = row.getObject(place, LocalDate.class);
                yield date == null ? FieldValue.NULL : new FieldValue.Date(date);
            }
            case DATETIME -> {
                OffsetDateTime time = row.getObject(place, OffsetDateTime.class);
                yield time == null ? FieldValue.NULL : new FieldValue.DateTime(time.toInstant());
            }
            case RECORD, USER -> {
                long id = row.getLong(place);
                yield row.wasNull() ? FieldValue.NULL : new FieldValue.Lookup(id);
            }
            case ANY_RECORD -> {
                String text = row.getString(place);
                yield text == null ? FieldValue.NULL : anyLookup(text);
            }
            case CHOICES, USERS, FILES -> {
                Array array = row.getArray(place);
                yield array == null ? FieldValue.NULL : fromColumn(definition, array.getArray());
            }
            case ADDRESS, LINKS, ROWS -> throw notStored(definition);
        };
    }

    private static FieldValue number(FieldDef definition, ResultSet row, int place) throws SQLException {
        return switch (SqlNames.columnType(definition)) {
            case "integer", "bigint" -> {
                long number = row.getLong(place);
                yield row.wasNull() ? FieldValue.NULL : new FieldValue.Number(BigDecimal.valueOf(number));
            }
            default -> {
                BigDecimal number = row.getBigDecimal(place);
                yield number == null ? FieldValue.NULL : new FieldValue.Number(number);
            }
        };
    }

    private static BigDecimal number(Object column) {
        return switch (column) {
            case Integer number -> BigDecimal.valueOf(number);
            case Long number -> BigDecimal.valueOf(number);
            case BigDecimal number -> number;
            default -> throw new IllegalStateException("no number: " + column.getClass());
        };
    }

    static FieldValue anyLookup(String column) {
        int colon = column.indexOf(':');
        return new FieldValue.AnyLookup(column.substring(0, colon), Long.parseLong(column.substring(colon + 1)));
    }

    private static IllegalStateException notStored(FieldDef definition) {
        return new IllegalStateException(definition.apiName() + " has no column");
    }
}
