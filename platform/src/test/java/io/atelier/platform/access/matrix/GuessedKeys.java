package io.atelier.platform.access.matrix;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What somebody sends along who hopes that more than the form's fields is written. */
final class GuessedKeys {
    private static final List<String> WORDS = List.of(
            "Owner",
            "Created By",
            "Created Time",
            "Modified By",
            "Modified Time",
            "Deleted Time",
            "Deleted By",
            "Deleted",
            "Role",
            "Profile",
            "Admin",
            "Administrator",
            "Permissions",
            "Scopes",
            "Org",
            "Organization",
            "Tenant",
            "Schema",
            "User",
            "Version",
            "Sys Version",
            "Sys Deleted Time",
            "Sys Deleted By",
            "Locked",
            "Lock",
            "Approved",
            "Approval State",
            "Review",
            "Tag",
            "Tags",
            "Layout",
            "Territory",
            "Territories",
            "Shared With",
            "Sharing",
            "Access Level",
            "Record Image",
            "Converted",
            "Score",
            "Status",
            "Exchange Rate",
            "Password",
            "Token",
            "Email Opt Out By",
            "Last Activity Time",
            "Operation",
            "Search",
            "Part",
            "Class");

    private GuessedKeys() {}

    /** Returns the words in the spellings that programs know, with what is no field at all. */
    static Set<String> all() {
        Set<String> keys = new LinkedHashSet<>(List.of(
                "",
                " ",
                "__proto__",
                "constructor",
                "prototype",
                "id ",
                "ID",
                "Id",
                "\"id\"",
                "id;--",
                "r.id",
                "$id",
                "@type",
                "class.module.classLoader",
                "data",
                "data[0]",
                "Vendor_Name.Owner",
                "Owner.id",
                "Owner[id]",
                "Owner.full_name",
                "City",
                "Category",
                "Owner\u0000"));
        for (String word : WORDS) {
            String snake = word.replace(' ', '_');
            String low = snake.toLowerCase(Locale.ROOT);
            String camel = word.substring(0, 1).toLowerCase(Locale.ROOT)
                    + word.substring(1).replace(" ", "");
            keys.addAll(List.of(snake, low, camel, low + "_id", "sys_" + low, "$" + low, "is_" + low));
        }
        return keys;
    }

    /** Returns the value as it is, as an object and as a list, as fields of several kinds take it. */
    static List<Object> forms(String value) {
        List<Object> forms = new ArrayList<>();
        forms.add(value);
        forms.add(Map.of("id", value, "name", "Mine"));
        forms.add(List.of(Map.of("id", value)));
        return forms;
    }
}
