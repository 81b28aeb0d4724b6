package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.org.OrgId;
import java.util.ArrayList;
import java.util.List;

/** Writes the statements of indexes beside the usual ones; names come from definitions only. */
public final class IndexDdl {
    /** Begins the names of all indexes made here; a number follows. */
    public static final String PREFIX = "adviser_";

    private IndexDdl() {}

    public static String create(OrgId org, long number, ModuleDef module, IndexDef index, List<FieldDef> fields) {
        return "create index concurrently " + PREFIX + number + " on " + SqlNames.table(org, module, part(fields)) + " "
                + definition(index, fields);
    }

    public static String drop(OrgId org, long number) {
        return "drop index concurrently if exists " + org.schema() + "." + PREFIX + number;
    }

    /** Returns the columns and the condition, as people may read them too. */
    public static String definition(IndexDef index, List<FieldDef> fields) {
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(key(index.keys().get(i).use(), fields.get(i)));
        }
        switch (index.keys().getLast().use()) {
            case ASCENDING -> columns.add(SqlNames.ID);
            case DESCENDING -> columns.add(SqlNames.ID + " desc");
            case VALUE, FOLDED -> {}
        }
        String all = "(" + String.join(", ", columns) + ")";
        return part(fields) == 0 ? all + " where " + SqlNames.DELETED_TIME + " is null" : all;
    }

    /** Writes a key just as conditions and orders of lists write it, or the index would not serve them. */
    private static String key(IndexDef.Use use, FieldDef field) {
        String column = SqlNames.column(field);
        return switch (use) {
            case VALUE -> column;
            case FOLDED -> "lower(" + column + ")";
            case ASCENDING -> ordered(field, column);
            // Fields of the system are never empty, and lists say nothing on empty values of theirs.
            case DESCENDING -> ordered(field, column) + (field.system() ? " desc" : " desc nulls last");
        };
    }

    private static String ordered(FieldDef field, String column) {
        return SqlNames.columnType(field).equals("text") ? column + " collate \"und-x-icu\"" : column;
    }

    private static int part(List<FieldDef> fields) {
        return fields.getFirst().storage().part();
    }
}
