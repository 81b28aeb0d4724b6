package io.atelier.platform.metadata;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one column that search for a part of a word looks into: a module's searched fields in lower case, one below the other,
 * kept by the database. A module has it if its head names the fields.
 */
public final class SearchColumn {
    public static final String NAME = "\"sys_search\"";

    private SearchColumn() {}

    public static boolean exists(ModuleDef module) {
        return !module.head().searchFields().isEmpty();
    }

    /** Returns the fields that search looks into, the chosen ones or the usual ones. */
    public static List<FieldDef> fields(ModuleDef module) {
        return exists(module)
                ? module.head().searchFields().stream()
                        .flatMap(name -> module.findField(name).stream())
                        .toList()
                : usual(module);
    }

    /** Returns what people search by: names, e-mail addresses and phone numbers. */
    public static List<FieldDef> usual(ModuleDef module) {
        Optional<FieldDef> display = module.findField(module.displayField());
        return Stream.concat(display.stream(), module.fields().stream().filter(SearchColumn::isUsual))
                .filter(SearchColumn::isFit)
                .distinct()
                .limit(ModuleHead.MAX_SEARCH_FIELDS)
                .toList();
    }

    private static boolean isUsual(FieldDef field) {
        return switch (field.type()) {
            case EMAIL, PHONE -> true;
            // What a composed name is made of is in the name.
            case TEXT ->
                field.composedOf().isEmpty()
                        && (field.apiName().equals("Company")
                                || field.apiName().equals("Name")
                                || field.apiName().endsWith("_Name")
                                        && !field.apiName().equals("First_Name")
                                        && !field.apiName().equals("Last_Name"));
            default -> false;
        };
    }

    /** Says whether the database can make the column of the field. */
    public static boolean isFit(FieldDef field) {
        return field.kind() == ValueKind.TEXT
                && field.isFilterable()
                && field.storage().part() == 0;
    }

    /** Returns the column's definition in SQL. */
    public static String definition(ModuleDef module) {
        String texts = fields(module).stream()
                .map(field -> "coalesce(" + SqlNames.column(field) + ", '')")
                .collect(Collectors.joining(" || E'\\n' || "));
        return NAME + " text generated always as (lower(" + texts + ")) stored";
    }
}
