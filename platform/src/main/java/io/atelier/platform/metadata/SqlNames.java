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

    public static String column(FieldDef field) {
        return quoted(field.apiName());
    }

    /** Returns the PostgreSQL type that stores values of this type. */
    public static String columnType(FieldType type) {
        return switch (type) {
            case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST, AUTONUMBER -> "text";
            case MULTISELECTPICKLIST -> "text[]";
            case INTEGER -> "integer";
            case BIGINT, LOOKUP, OWNERLOOKUP -> "bigint";
            case DOUBLE, PERCENT, CURRENCY -> "numeric";
            case DATE -> "date";
            case DATETIME -> "timestamptz";
            case BOOLEAN -> "boolean";
        };
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
