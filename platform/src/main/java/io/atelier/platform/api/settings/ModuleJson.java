package io.atelier.platform.api.settings;

import io.atelier.platform.access.Verb;
import io.atelier.platform.api.ApiPage;
import io.atelier.platform.metadata.ModuleDef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows modules as Zoho's clients know them. */
final class ModuleJson {
    private final SettingsView view;

    ModuleJson(SettingsView view) {
        this.view = view;
    }

    Map<String, @Nullable Object> of(ModuleDef module) {
        boolean shown = module.head().isOrdinary() && !module.head().hidden();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(module.id()));
        json.put("api_name", module.apiName());
        json.put("module_name", module.plural().english());
        json.put("actual_singular_label", module.singular().english());
        json.put("actual_plural_label", module.plural().english());
        json.put("singular_label", module.singular().in(view.language()));
        json.put("plural_label", module.plural().in(view.language()));
        json.put("api_supported", true);
        json.put("generated_type", generatedType(module));
        json.put("viewable", true);
        json.put("visible", shown);
        json.put("visibility", shown ? 1 : 0);
        json.put("show_as_tab", shown);
        json.put("presence_sub_menu", shown);
        json.put("creatable", view.rights().may(module, Verb.CREATE));
        json.put("editable", view.rights().may(module, Verb.UPDATE));
        json.put("deletable", view.rights().may(module, Verb.DELETE));
        json.put("convertable", false);
        json.put("inventory_template_supported", false);
        json.put("triggers_supported", module.head().isOrdinary());
        json.put("webform_supported", module.head().isOrdinary());
        json.put("global_search_supported", module.head().isOrdinary());
        json.put("filter_supported", true);
        json.put("quick_create", module.head().isOrdinary() && view.rights().may(module, Verb.CREATE));
        json.put("sequence_number", view.model().modules().indexOf(module) + 1);
        json.put("parent_module", Map.of());
        json.put("profiles", List.of());
        json.put("arguments", List.of());
        json.put("status", shown ? "visible" : "system_hidden");
        return json;
    }

    /** Returns what is told of one module only. */
    Map<String, @Nullable Object> whole(ModuleDef module) {
        Map<String, @Nullable Object> json = of(module);
        json.put(
                "display_field",
                view.findField(module, module.displayField()).isPresent() ? module.displayField() : null);
        json.put("per_page", ApiPage.MAX_SIZE);
        json.put(
                "search_layout_fields",
                module.head().searchFields().stream()
                        .filter(name -> view.findField(module, name).isPresent())
                        .toList());
        json.put("custom_view", new CustomViewJson(view).of(module));
        return json;
    }

    /** Returns how other settings name a module. */
    static Map<String, Object> reference(ModuleDef module) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("api_name", module.apiName());
        json.put("id", Long.toString(module.id()));
        json.put("module_name", module.plural().english());
        json.put("module", module.apiName());
        return json;
    }

    private static String generatedType(ModuleDef module) {
        return switch (module.kind()) {
            case ORDINARY -> module.custom() ? "custom" : "default";
            case LINKING -> "linking";
            case SUBFORM -> "subform";
        };
    }
}
