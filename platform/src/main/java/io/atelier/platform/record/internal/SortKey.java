package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ValueKind;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Row2;
import org.jooq.SortField;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * What a list is ordered by; equal values are ordered by id, empty ones come last.
 *
 * @param neverEmpty the order of an index serves it, without a word on empty values
 */
record SortKey(FieldDef field, Field<?> key, boolean neverEmpty) {
    static SortKey of(FieldPath path, Field<?> column) {
        return new SortKey(
                path.field(),
                ordered(path.field(), column),
                path.isOwn() && path.field().system());
    }

    /** Returns the same order of rows that have the key in another column. */
    SortKey of(Field<?> column) {
        return new SortKey(field, ordered(field, column), neverEmpty);
    }

    List<SortField<?>> order(Field<Long> id, boolean descending) {
        return List.of(first(descending), descending ? id.desc() : id.asc());
    }

    /** Returns the order without regard to equal values. */
    SortField<?> first(boolean descending) {
        SortField<?> first = descending ? key.desc() : key.asc();
        return neverEmpty ? first : first.nullsLast();
    }

    /** Returns the condition of the records that come after the cursor's. */
    Condition behind(Field<Long> id, boolean descending, Cursor cursor) {
        Condition laterId = descending ? id.lt(cursor.id()) : id.gt(cursor.id());
        if (cursor.value().isNull()) {
            return key.isNull().and(laterId);
        }
        Field<Object> own = Tables.untyped(key);
        Field<Object> last =
                Tables.untyped(ordered(field, val(Tables.toColumn(field, cursor.value()), Tables.dataType(field))));
        if (neverEmpty) {
            // One comparison of pairs, as an index can begin behind the last record only by that.
            Row2<Object, Long> here = DSL.row(own, id);
            Row2<Object, Long> there = DSL.row(last, val(cursor.id()));
            return descending ? here.lt(there) : here.gt(there);
        }
        Condition later = descending ? own.lt(last) : own.gt(last);
        return later.or(own.eq(last).and(laterId)).or(key.isNull());
    }

    /** People expect a, B, ç: the language-neutral ICU order, not that of code points. */
    static Field<?> ordered(FieldDef field, Field<?> value) {
        return field.kind() == ValueKind.TEXT ? value.coerce(SQLDataType.CLOB).collate(name("und-x-icu")) : value;
    }
}
