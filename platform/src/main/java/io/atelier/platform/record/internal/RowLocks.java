package io.atelier.platform.record.internal;

import io.atelier.platform.access.Verb;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.internal.SelectShape.Column;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.DSLContext;

/** Reads rows that a write depends on, and keeps others from changing them before the transaction ends. */
final class RowLocks {
    private static final String BY_IDS = "\"r\".\"id\" = any(?)";

    private final RecordSql plain;
    private final DSLContext sql;
    private final ActorView view;
    private final SelectMaker selects;
    private final FieldCipher cipher;

    /** How a row is locked for writing. */
    enum Strength {
        /** Others may go on to point to the record. */
        CHANGE,
        /** Nobody may come to point to the record. */
        REMOVE
    }

    RowLocks(RecordSql plain, ActorView view, SelectMaker selects, FieldCipher cipher) {
        this.plain = plain;
        this.sql = plain.sql();
        this.view = view;
        this.selects = selects;
        this.cipher = cipher;
    }

    /**
     * Reads whole rows for writing and locks them, in the order of their ids so that two writers cannot wait for each
     * other; hidden fields too. Rows out of the actor's scope are missing.
     */
    Map<Long, StoredRow> lock(ModuleDef module, Collection<Long> ids, Strength strength) {
        SelectShape shape = selects.get(module, List.of(), "lock", List.of(), () -> {
            ModuleTable table = view.table(module);
            List<Column> read = selects.columns(module, SelectMaker.own(module.allFields()));
            return selects.made(
                    view.paths(table), view.owned(table), List.of(table.id().asc()), List.of(), read);
        });
        String locking = switch (strength) {
            case CHANGE -> " for no key update of \"" + ActorView.ROW + "\"";
            case REMOVE -> " for update of \"" + ActorView.ROW + "\"";
        };
        Map<Long, StoredRow> rows = new HashMap<>();
        // The list of one is asked for as such: for any list PostgreSQL plans anew each time, and takes longer than it
        // reads.
        List<Row> found = ids.size() == 1
                ? plain.rows(shape, RecordSelect.BY_ID, List.copyOf(ids), locking)
                : plain.rows(shape, BY_IDS, List.of((Object) ids.toArray(Long[]::new)), locking);
        found.forEach(row -> rows.put(row.id(), stored(module, shape, row)));
        return rows;
    }

    private StoredRow stored(ModuleDef module, SelectShape shape, Row row) {
        Map<String, FieldValue> values = new HashMap<>();
        for (Column column : shape.columns()) {
            values.put(column.name(), cipher.opened(module, column.field(), row.id(), row.value(column.name())));
        }
        return new StoredRow(row.version(), row.isDeleted(), values);
    }

    /**
     * Returns which of the ids are records in use that the actor may see and that match, and keeps them from being deleted
     * or merged away before the transaction ends: whoever points to them may rely on it.
     *
     * @param criteria the organization's, so that it may look at fields that are hidden from the actor
     */
    Collection<Long> keep(ModuleDef module, Collection<Long> ids, Criteria criteria) {
        if (!view.access().may(module, Verb.READ)) {
            return Set.of();
        }
        ModuleTable table = view.table(module);
        PathTables paths = view.allPaths(table);
        Condition where =
                view.scope(table, Bin.LIVE).and(view.condition(paths, criteria)).and(Tables.isOneOf(table.id(), ids));
        return sql.select(table.id())
                .from(paths.joined())
                .where(where)
                .orderBy(table.id())
                .forKeyShare()
                .of(table.main())
                .fetchSet(table.id());
    }
}
