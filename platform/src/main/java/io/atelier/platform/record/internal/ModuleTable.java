package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SearchColumn;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.OrgId;
import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.SQLDataType;

/**
 * A module in a statement, under an alias. Notes which of the module's tables the columns asked for stand in, so that
 * {@link #joined} joins these and no others: ask for the columns first.
 */
final class ModuleTable {
    private final OrgId org;
    private final ModuleDef module;
    private final String alias;
    private final SortedSet<Integer> parts = new TreeSet<>();

    private ModuleTable(OrgId org, ModuleDef module, String alias) {
        this.org = org;
        this.module = module;
        this.alias = alias;
    }

    static ModuleTable of(OrgId org, ModuleDef module, String alias) {
        return new ModuleTable(org, module, alias);
    }

    ModuleDef module() {
        return module;
    }

    Field<Long> id() {
        return own("id", Long.class);
    }

    Field<Long> version() {
        return own("sys_version", Long.class);
    }

    Field<Instant> deletedTime() {
        return field(name(alias, "sys_deleted_time"), SQLDataType.INSTANT);
    }

    /** Returns the column that {@link SearchColumn} tells of. */
    Field<String> search() {
        return own("sys_search", String.class);
    }

    Field<Long> owner() {
        return own(SystemField.OWNER.apiName(), Long.class);
    }

    /** Returns the column of a stored field. */
    Field<?> column(FieldDef definition) {
        int part = definition.storage().part();
        if (part > 0) {
            parts.add(part);
        }
        return field(name(aliasOf(part), definition.storage().column()), Tables.dataType(definition));
    }

    /** Returns the further tables that the columns asked for so far stand in. */
    SortedSet<Integer> parts() {
        return parts;
    }

    /** Returns the main table alone, under the alias. */
    Table<Record> main() {
        return table(name(org.schema(), module.apiName())).as(alias);
    }

    /** Returns the main table with the others that the columns asked for so far stand in. */
    Table<?> joined() {
        return withParts(main());
    }

    /** Returns the other table with this one's, where they have a row that meets the condition. */
    Table<?> joinedTo(Table<?> other, Condition condition) {
        return withParts(other.leftJoin(main()).on(condition));
    }

    private Table<?> withParts(Table<?> start) {
        Table<?> joined = start;
        for (int part : parts) {
            Table<Record> other =
                    table(name(org.schema(), SqlNames.partName(module, part))).as(aliasOf(part));
            joined = joined.leftJoin(other)
                    .on(field(name(aliasOf(part), "id"), Long.class).eq(id()));
        }
        return joined;
    }

    private <T> Field<T> own(String column, Class<T> type) {
        return field(name(alias, column), type);
    }

    private String aliasOf(int part) {
        return part == 0 ? alias : alias + part;
    }
}
