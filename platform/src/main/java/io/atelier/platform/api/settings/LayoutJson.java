package io.atelier.platform.api.settings;

import io.atelier.platform.common.ApiName;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SectionDef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows a module's one layout; its id is the module's. */
final class LayoutJson {
    private final SettingsView view;
    private final FieldJson fields;

    LayoutJson(SettingsView view) {
        this.view = view;
        this.fields = new FieldJson(view);
    }

    Map<String, @Nullable Object> of(ModuleDef module) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(module.id()));
        json.put("name", "Standard");
        json.put("display_label", "Standard");
        json.put("api_name", "Standard");
        json.put("status", "active");
        json.put("visible", true);
        json.put("source", "crm");
        json.put("generated_type", module.custom() ? "custom" : "default");
        json.put("mode", "default");
        json.put("has_more_profiles", false);
        json.put("profiles", List.of());
        json.put("convert_mapping", null);
        json.put("actions_allowed", actions());
        json.put("sections", sections(module));
        return json;
    }

    private Map<String, Object> actions() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("edit", view.mayCustomize());
        json.put("rename", false);
        json.put("clone", false);
        json.put("downgrade", false);
        json.put("delete", false);
        json.put("deactivate", false);
        json.put("set_layout_permissions", false);
        return json;
    }

    private List<Map<String, @Nullable Object>> sections(ModuleDef module) {
        List<Map<String, @Nullable Object>> sections = new ArrayList<>();
        for (SectionDef section : module.layout().sections()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("id", Long.toString(module.id() + 1 + sections.size()));
            json.put("name", section.label().english());
            json.put("api_name", ApiName.propose(section.label().english()));
            json.put("display_label", section.label().in(view.language()));
            json.put("sequence_number", sections.size() + 1);
            json.put("column_count", section.columns());
            json.put("tab_traversal", section.columns());
            json.put("isSubformSection", false);
            json.put("generated_type", "default");
            json.put("type", "used");
            json.put("fields", fields(module, section));
            sections.add(json);
        }
        return sections;
    }

    private List<Map<String, @Nullable Object>> fields(ModuleDef module, SectionDef section) {
        List<Map<String, @Nullable Object>> shown = new ArrayList<>();
        for (String name : section.fields()) {
            view.findField(module, name).ifPresent(field -> shown.add(field(module, field, shown.size() + 1)));
        }
        return shown;
    }

    private Map<String, @Nullable Object> field(ModuleDef module, FieldDef field, int place) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>(fields.of(module, field));
        json.put("sequence_number", place);
        json.put("required", field.required());
        json.put("validation_rule", null);
        json.put("section_id", null);
        return json;
    }
}
