package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;

import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Types of expressions in SQL, and their bounds. What is out of bounds becomes null without being written twice. */
final class Values {
    private Values() {}

    static DataType<?> dataType(ValueType type) {
        return switch (type) {
            case NUMBER -> SQLDataType.NUMERIC;
            case TEXT -> SQLDataType.CLOB;
            case BOOLEAN -> SQLDataType.BOOLEAN;
            case DATE -> SQLDataType.LOCALDATE;
            case DATETIME -> SQLDataType.INSTANT;
            case CHOICES -> SQLDataType.CLOB.array();
            case REFERENCE -> SQLDataType.BIGINT;
            case ANY_REFERENCE -> SQLDataType.CLOB;
            case USERS, FILES -> SQLDataType.BIGINT.array();
        };
    }

    static FieldValue read(ValueType type, @Nullable Object column) {
        if (column == null) {
            return FieldValue.NULL;
        }
        return switch (type) {
            case NUMBER -> new FieldValue.Number((BigDecimal) column);
            case TEXT -> new FieldValue.Text((String) column);
            case BOOLEAN -> new FieldValue.Bool((Boolean) column);
            case DATE -> new FieldValue.Date((LocalDate) column);
            case DATETIME -> new FieldValue.DateTime((Instant) column);
            case CHOICES -> new FieldValue.MultiPicklist(List.of((String[]) column));
            case REFERENCE -> new FieldValue.Lookup((Long) column);
            case ANY_REFERENCE -> Tables.anyLookup((String) column);
            case USERS -> new FieldValue.Users(List.of((Long[]) column));
            case FILES -> new FieldValue.Files(List.of((Long[]) column));
        };
    }

    static Field<BigDecimal> numeric(String template, QueryPart... parts) {
        return field(template, SQLDataType.NUMERIC, parts);
    }

    static Field<String> text(String template, QueryPart... parts) {
        return field(template, SQLDataType.CLOB, parts);
    }

    static Field<LocalDate> date(String template, QueryPart... parts) {
        return field(template, SQLDataType.LOCALDATE, parts);
    }

    static Field<Instant> dateTime(String template, QueryPart... parts) {
        return field(template, SQLDataType.INSTANT, parts);
    }

    /** A number of more than 30 digits before the point is null. */
    static Field<BigDecimal> bounded(Field<?> number) {
        return numeric("nullif(nullif(greatest(least({0}, 1e30), -1e30), 1e30), -1e30)", number);
    }

    /** A date outside of the years 1 to 9999 is null. */
    static Field<LocalDate> boundedDate(Field<?> date) {
        return date(
                "nullif(nullif(greatest(least({0}, date '10000-01-01'), date '0001-12-31 BC'), date '10000-01-01'),"
                        + " date '0001-12-31 BC')",
                date);
    }

    /** A time outside of the years 1 to 9999 is null. */
    static Field<Instant> boundedDateTime(Field<?> time) {
        return dateTime(
                "nullif(nullif(greatest(least({0}, timestamptz '10000-01-01 00:00:00+00'),"
                        + " timestamptz '0001-12-31 23:59:59.999999+00 BC'), timestamptz '10000-01-01 00:00:00+00'),"
                        + " timestamptz '0001-12-31 23:59:59.999999+00 BC')",
                time);
    }

    /** The number without its decimals; null outside of the bounds. */
    static Field<Integer> whole(Field<?> number, int least, int most) {
        return field(
                "cast(nullif(nullif(greatest(least(trunc({0}), {1}), {2}), {1}), {2}) as integer)",
                SQLDataType.INTEGER, number, inline(most + 1), inline(least - 1));
    }
}
