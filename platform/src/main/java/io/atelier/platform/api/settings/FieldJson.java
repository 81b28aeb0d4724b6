package io.atelier.platform.api.settings;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.PicklistValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Shows fields as Zoho's clients know them: these decide by it how values are written and read. */
final class FieldJson {
    private final SettingsView view;

    FieldJson(SettingsView view) {
        this.view = view;
    }

    /** The fields of the system have negative ids. */
    static String id(FieldDef field) {
        return Long.toString(Math.abs(field.id()));
    }

    Map<String, @Nullable Object> of(ModuleDef module, FieldDef field) {
        boolean writable = view.rights().mayWrite(module, field);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id(field));
        json.put("api_name", field.apiName());
        json.put("field_label", field.label().in(view.language()));
        json.put("display_label", field.label().in(view.language()));
        json.put("data_type", field.type().apiName());
        json.put("json_type", jsonType(resultType(field)));
        json.put("length", field.length());
        json.put("decimal_place", field.type().isNumber() ? field.scale() : null);
        json.put("system_mandatory", field.required());
        json.put("custom_field", module.custom() && !field.system());
        json.put("read_only", !writable);
        json.put("field_read_only", !writable);
        json.put("visible", true);
        json.put("searchable", field.isFilterable());
        json.put("filterable", field.isFilterable());
        json.put("sortable", field.isSortable());
        json.put("mass_update", writable && field.isPlain());
        json.put("businesscard_supported", true);
        json.put("webhook", true);
        json.put("created_source", field.system() ? "default" : "crm");
        json.put("type", "used");
        json.put("history_tracking", null);
        json.put("tooltip", tooltip(field));
        json.put("pick_list_values", choices(field, view.language()));
        json.put("global_picklist", globalPicklist(field));
        json.put("unique", unique(field));
        json.put("external", field.options().externalId() ? Map.of("type", "org", "show", true) : null);
        json.put("crypt", field.encrypted() ? Map.of("status", 1) : null);
        json.put("default_value", field.defaultValue().isEmpty() ? null : field.defaultValue());
        pointers(json, field);
        kinds(json, field);
        Map<String, Object> views = new LinkedHashMap<>();
        views.put("view", true);
        views.put("edit", writable);
        views.put("create", writable);
        views.put("quick_create", field.required());
        json.put("view_type", views);
        return json;
    }

    /** What leads to other modules. What does not exist for the actor is not named. */
    private void pointers(Map<String, @Nullable Object> json, FieldDef field) {
        json.put("lookup", lookup(field));
        json.put("multi_module_lookup", Map.of());
        json.put("multiselectlookup", Map.of());
        json.put("multiuserlookup", Map.of());
        json.put("subform", null);
        json.put("associated_module", null);
        json.put("linking_details", null);
        switch (field.properties()) {
            case FieldProperties.AnyLookup any -> json.put("multi_module_lookup", anyLookup(field, any));
            case FieldProperties.MultiLookup links -> {
                json.put("multiselectlookup", links(links));
                json.put("linking_details", linkingDetails(links));
            }
            case FieldProperties.Subform subform -> {
                Map<String, Object> child = module(subform.module());
                json.put("subform", child);
                Map<String, Object> associated = new LinkedHashMap<>(child);
                associated.put("max_rows", subform.maxRows());
                json.put("associated_module", associated);
            }
            case FieldProperties.None _,
                    FieldProperties.Text _,
                    FieldProperties.Number _,
                    FieldProperties.Choices _,
                    FieldProperties.AutoNumber _,
                    FieldProperties.Lookup _,
                    FieldProperties.Files _,
                    FieldProperties.Formula _,
                    FieldProperties.Rollup _ -> {}
        }
    }

    private void kinds(Map<String, @Nullable Object> json, FieldDef field) {
        json.put("formula", Map.of());
        json.put("rollup_summary", Map.of());
        json.put("auto_number", Map.of());
        json.put("currency", Map.of());
        json.put("textarea", null);
        switch (field.properties()) {
            case FieldProperties.Formula formula -> json.put("formula", formula(formula));
            case FieldProperties.Rollup rollup -> json.put("rollup_summary", rollup(rollup));
            case FieldProperties.AutoNumber number ->
                json.put(
                        "auto_number",
                        Map.of("prefix", number.prefix(), "start_number", number.start(), "suffix", number.suffix()));
            case FieldProperties.Number number -> {
                if (field.type() == FieldType.CURRENCY) {
                    json.put("currency", Map.of("rounding_option", "normal", "precision", number.scale()));
                }
            }
            case FieldProperties.Text text -> {
                if (field.type() == FieldType.TEXTAREA) {
                    json.put("textarea", Map.of("type", text.rich() ? "rich_text" : "large"));
                }
            }
            case FieldProperties.None _,
                    FieldProperties.Choices _,
                    FieldProperties.Lookup _,
                    FieldProperties.AnyLookup _,
                    FieldProperties.MultiLookup _,
                    FieldProperties.Files _,
                    FieldProperties.Subform _ -> {}
        }
    }

    private @Nullable Map<String, Object> tooltip(FieldDef field) {
        return field.options()
                .tooltip()
                .<Map<String, Object>>map(text -> Map.of("name", "info_icon", "value", text.in(view.language())))
                .orElse(null);
    }

    private static Map<String, Object> unique(FieldDef field) {
        return switch (field.options().unique()) {
            case NONE -> Map.of();
            case IGNORE_CASE -> Map.of("casesensitive", false);
            case EXACT -> Map.of("casesensitive", true);
        };
    }

    static List<Map<String, @Nullable Object>> choices(FieldDef field, Locale language) {
        return choices(Math.abs(field.id()), field.values(), language);
    }

    /** @param first id of the first value; values have no ids of their own */
    static List<Map<String, @Nullable Object>> choices(long first, List<PicklistValue> values, Locale language) {
        List<Map<String, @Nullable Object>> choices = new ArrayList<>();
        for (PicklistValue value : values) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("id", Long.toString(first + choices.size()));
            // Clients send the display value back, so it must be what is stored.
            json.put("display_value", value.value());
            json.put("actual_value", value.value());
            json.put("reference_value", value.value());
            json.put("label", value.label().in(language));
            json.put("colour_code", value.colour().isEmpty() ? null : value.colour());
            json.put("sequence_number", choices.size() + 1);
            json.put("type", value.used() ? "used" : "unused");
            choices.add(json);
        }
        return choices;
    }

    private @Nullable Map<String, Object> globalPicklist(FieldDef field) {
        return field.properties() instanceof FieldProperties.Choices choices
                ? view.model().picklists().stream()
                        .filter(set -> set.apiName().equals(choices.global()))
                        .findFirst()
                        .<Map<String, Object>>map(
                                set -> Map.of("api_name", set.apiName(), "id", Long.toString(set.id())))
                        .orElse(null)
                : null;
    }

    private Map<String, Object> lookup(FieldDef field) {
        if (!field.isLookup()) {
            return Map.of();
        }
        return view.findModule(field.target())
                .map(target -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("module", ModuleJson.reference(target));
                    json.put(
                            "display_label",
                            listTitle(field).orElse(field.label().in(view.language())));
                    json.put("api_name", field.apiName());
                    json.put("id", id(field));
                    return json;
                })
                .orElse(new LinkedHashMap<>());
    }

    private Optional<String> listTitle(FieldDef field) {
        return field.relatedList().map(label -> label.in(view.language()));
    }

    private Map<String, Object> anyLookup(FieldDef field, FieldProperties.AnyLookup any) {
        List<Map<String, Object>> modules = any.targets().stream()
                .flatMap(name -> view.findModule(name).stream())
                .map(ModuleJson::reference)
                .toList();
        return Map.of("display_label", field.label().in(view.language()), "modules", modules);
    }

    private Map<String, Object> links(FieldProperties.MultiLookup links) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("linking_module", module(links.linkingModule()));
        json.put("connected_module", module(links.target()));
        json.put("lookup_apiname", links.ownField());
        json.put("connectedlookup_apiname", links.targetField());
        return json;
    }

    private Map<String, Object> linkingDetails(FieldProperties.MultiLookup links) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("module", module(links.linkingModule()));
        json.put("lookup_field", linkingField(links.linkingModule(), links.ownField()));
        Map<String, Object> connected = new LinkedHashMap<>();
        connected.put("module", module(links.target()));
        connected.put("lookup_field", linkingField(links.linkingModule(), links.targetField()));
        json.put("connected_details", connected);
        return json;
    }

    private Map<String, Object> linkingField(String module, String field) {
        return view.findModule(module)
                .flatMap(linking -> view.findField(linking, field))
                .<Map<String, Object>>map(found -> Map.of(
                        "api_name", found.apiName(),
                        "field_label", found.label().in(view.language()),
                        "id", id(found)))
                .orElse(Map.of());
    }

    private Map<String, Object> module(String name) {
        return view.findModule(name).map(ModuleJson::reference).orElse(Map.of());
    }

    /** The inside of a formula may name fields that are hidden from readers of its result. */
    private Map<String, Object> formula(FieldProperties.Formula formula) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("return_type", returnType(formula.result()));
        if (view.mayCustomize()) {
            json.put("expression", formula.expression());
        }
        return json;
    }

    private Map<String, Object> rollup(FieldProperties.Rollup rollup) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("return_type", returnType(rollup.result()));
        if (view.mayCustomize()) {
            Map<String, Object> expression = new LinkedHashMap<>();
            expression.put("function", rollup.function().name().toLowerCase(Locale.ROOT));
            expression.put("function_parameters", rollup.measured().isEmpty() ? List.of() : List.of(rollup.measured()));
            expression.put("criteria", rollup.criteria());
            json.put("expression", expression);
            json.put("related_module", rollup.module());
            json.put("lookup_field", rollup.lookup());
        }
        return json;
    }

    private static String returnType(FieldType type) {
        return type == FieldType.TEXT ? "string" : type.apiName();
    }

    private static FieldType resultType(FieldDef field) {
        return switch (field.properties()) {
            case FieldProperties.Formula formula -> formula.result();
            case FieldProperties.Rollup rollup -> rollup.result();
            case FieldProperties _ -> field.type();
        };
    }

    private static String jsonType(FieldType type) {
        return switch (type) {
            case INTEGER -> "integer";
            case DOUBLE, PERCENT, CURRENCY, ROLLUP_SUMMARY -> "double";
            case BOOLEAN -> "boolean";
            case MULTISELECTPICKLIST, MULTISELECTLOOKUP, MULTIUSERLOOKUP, FILEUPLOAD, IMAGEUPLOAD, SUBFORM ->
                "jsonarray";
            case LOOKUP, OWNERLOOKUP, USERLOOKUP, MULTI_MODULE_LOOKUP, ADDRESS -> "jsonobject";
            case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST, BIGINT, DATE, DATETIME, AUTONUMBER, FORMULA ->
                "string";
        };
    }
}
