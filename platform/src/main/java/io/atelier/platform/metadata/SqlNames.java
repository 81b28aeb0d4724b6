package io.atelier.platform.metadata;

import io.atelier.platform.org.OrgId;

/**
 * The one quoting gate: turns definitions of a snapshot into SQL identifiers. Takes definitions, not text, so that no
 * name from outside can reach a statement.
 */
public final class SqlNames {
    public static final String ID = "\"id\"";
    public static final String VERSION = "\"sys_version\"";
    public static final String DELETED_TIME = "\"sys_deleted_time\"";
    public static final String DELETED_BY = "\"sys_deleted_by\"";

    private SqlNames() {}

    /** Returns the schema-qualified table of the module. */
    public static String table(OrgId org, ModuleDef module) {
        return org.schema() + "." + quoted(module.apiName());
    }

    /** Returns the table that holds the part of the module's fields; part 0 is {@link #table}. */
    public static String table(OrgId org, ModuleDef module, int part) {
        return part == 0 ? table(org, module) : org.schema() + "." + quoted(partName(module, part));
    }

    /** Returns the plain name of the table of a part; API names cannot hold two underscores, so none is like it. */
    public static String partName(ModuleDef module, int part) {
        return part == 0 ? module.apiName() : module.apiName() + "__" + part;
    }

    public static String column(FieldDef field) {
        return quoted(field.storage().column());
    }

    /** Returns the PostgreSQL type of a stored field's column. */
    public static String columnType(FieldDef field) {
        if (field.encrypted()) {
            return "text";
        }
        return switch (field.kind()) {
            case TEXT, ANY_RECORD -> "text";
            case NUMBER ->
                field.type() == FieldType.INTEGER ? "integer" : field.type() == FieldType.BIGINT ? "bigint" : "numeric";
            case BOOLEAN -> "boolean";
            case DATE -> "date";
            case DATETIME -> "timestamptz";
            case CHOICES -> "text[]";
            case RECORD, USER -> "bigint";
            case USERS, FILES -> "bigint[]";
            case ADDRESS, LINKS, ROWS -> throw new IllegalStateException(field.type() + " has no column");
        };
    }

    /** Returns the plain name of the index that keeps a field's values unique; found again by a violation's report. */
    public static String uniqueIndex(ModuleDef module, FieldDef field) {
        return "unique_" + module.id() + "_" + field.id();
    }

    /** Returns the plain name of the trigger that watches a column while it is converted into that of {@code next}. */
    public static String watch(FieldDef next) {
        return "sys_watch_" + next.id();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
