package io.atelier.platform.api.settings;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a module's list as the one view that every Zoho module has: all records. Its id is the module's. */
final class CustomViewJson {
    private final SettingsView view;

    CustomViewJson(SettingsView view) {
        this.view = view;
    }

    Map<String, @Nullable Object> of(ModuleDef module) {
        List<Map<String, Object>> columns = module.listView().columns().stream()
                .flatMap(name -> view.findField(module, name).stream())
                .map(CustomViewJson::reference)
                .toList();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(module.id()));
        json.put("name", "All " + module.plural().english());
        json.put("display_value", module.plural().in(view.language()));
        json.put("system_name", "ALLVIEWS");
        json.put("default", true);
        json.put("system_defined", true);
        json.put("category", "public_views");
        json.put("access_type", "public");
        json.put("shared_to", null);
        json.put("criteria", null);
        json.put("fields", columns);
        json.put(
                "sort_by",
                view.findField(module, module.listView().sortField())
                        .map(CustomViewJson::reference)
                        .orElse(null));
        json.put("sort_order", module.listView().descending() ? "desc" : "asc");
        json.put("favorite", null);
        json.put("offline", false);
        json.put("locked", false);
        return json;
    }

    private static Map<String, Object> reference(FieldDef field) {
        return Map.of("api_name", field.apiName(), "id", FieldJson.id(field));
    }
}
