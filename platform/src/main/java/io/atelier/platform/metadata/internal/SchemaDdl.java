package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SearchColumn;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.org.OrgId;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the statements that make tables, columns and indexes; names come from definitions only. */
final class SchemaDdl {
    private final OrgId org;

    SchemaDdl(OrgId org) {
        this.org = org;
    }

    /** Makes the main table with its row's own columns, those of the system and those of the fields of part 0. */
    String createTable(ModuleDef module) {
        return "create table " + SqlNames.table(org, module) + " (\n    " + SqlNames.ID + " bigint primary key,\n    "
                + SqlNames.VERSION + " bigint not null,\n    " + SqlNames.DELETED_TIME + " timestamptz,\n    "
                + SqlNames.DELETED_BY + " bigint,\n    "
                + module.allFields().stream()
                        .filter(field -> field.isStored() && field.storage().part() == 0)
                        .map(SchemaDdl::column)
                        .collect(Collectors.joining(",\n    "))
                + (SearchColumn.exists(module) ? ",\n    " + SearchColumn.definition(module) : "")
                + "\n)";
    }

    String addSearch(ModuleDef module) {
        return "alter table " + SqlNames.table(org, module) + " add column " + SearchColumn.definition(module);
    }

    String dropSearch(ModuleDef module) {
        return "alter table " + SqlNames.table(org, module) + " drop column " + SearchColumn.NAME;
    }

    /** PostgreSQL names the index itself; that of search is made only where the database has the extension for it. */
    String index(StandardIndex index) {
        String on = "create index on " + index.table(org) + " ";
        if (!index.search()) {
            return on + index.on();
        }
        return "do $do$ declare operators text; begin select quote_ident(n.nspname) || '.gin_trgm_ops' into operators"
                + " from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';"
                + " if operators is not null then execute $ddl$" + on + "using gin (" + index.on()
                + " $ddl$ || operators || ')'; end if; end $do$";
    }

    /** Makes the table of a further part, a row of which goes with its row in the main one. */
    String createPart(ModuleDef module, int part, List<FieldDef> fields) {
        return "create table " + SqlNames.table(org, module, part) + " (\n    " + SqlNames.ID
                + " bigint primary key references " + SqlNames.table(org, module) + " on delete cascade"
                + fields.stream().map(field -> ",\n    " + column(field)).collect(Collectors.joining()) + "\n)";
    }

    String dropTable(ModuleDef module, int part) {
        return "drop table " + SqlNames.table(org, module, part);
    }

    String addColumn(ModuleDef module, FieldDef field) {
        return "alter table " + SqlNames.table(org, module, field.storage().part()) + " add column " + column(field);
    }

    String dropColumn(ModuleDef module, FieldDef field) {
        return "alter table " + SqlNames.table(org, module, field.storage().part()) + " drop column "
                + SqlNames.column(field);
    }

    /** Holds what the pipeline checks also against two writers at once. */
    String uniqueIndex(ModuleDef module, FieldDef field) {
        String column = SqlNames.column(field);
        String key = field.options().unique() == Uniqueness.IGNORE_CASE
                        && SqlNames.columnType(field).equals("text")
                ? "lower(" + column + ")"
                : column;
        return "create unique index " + SqlNames.uniqueIndex(module, field) + " on " + SqlNames.table(org, module)
                + " (" + key + ") where " + SqlNames.DELETED_TIME + " is null and " + column + " is not null";
    }

    String dropUniqueIndex(ModuleDef module, FieldDef field) {
        return "drop index if exists " + org.schema() + "." + SqlNames.uniqueIndex(module, field);
    }

    /** Notes writes of the old column, so that the new one can be brought in step with them. */
    String watchColumn(ModuleDef module, FieldDef old, FieldDef next) {
        return "create trigger " + SqlNames.watch(next) + " after insert or update of " + SqlNames.column(old) + " on "
                + SqlNames.table(org, module, old.storage().part()) + " for each row execute function " + org.schema()
                + ".sys_watch_column(" + next.id() + ")";
    }

    String unwatchColumn(ModuleDef module, FieldDef old, FieldDef next) {
        return "drop trigger if exists " + SqlNames.watch(next) + " on "
                + SqlNames.table(org, module, old.storage().part());
    }

    /** No pair of records is linked twice. */
    String uniquePair(ModuleDef linking, FieldDef one, FieldDef other) {
        return "create unique index on " + SqlNames.table(org, linking) + " (" + SqlNames.column(one) + ", "
                + SqlNames.column(other) + ") where " + SqlNames.DELETED_TIME + " is null";
    }

    private static String column(FieldDef field) {
        return SqlNames.column(field) + " " + SqlNames.columnType(field) + (field.system() ? " not null" : "");
    }
}
