package io.atelier.platform.api;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.PicklistValue;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What modules and fields there are, as far as the actor may know. */
@RestController
@RequestMapping("/crm/v8/settings")
final class SettingsController {
    private final MetadataService metadata;
    private final AccessService access;
    private final UserService users;

    SettingsController(MetadataService metadata, AccessService access, UserService users) {
        this.metadata = metadata;
        this.access = access;
        this.users = users;
    }

    @GetMapping("/modules")
    Map<String, Object> modules(HttpServletRequest request) {
        Actor actor = authorize(request, "modules");
        Access rights = access.of(actor);
        Locale language = language(actor);
        List<Map<String, Object>> modules = metadata.model(actor.org()).modules().stream()
                .filter(module -> rights.may(module, Verb.READ))
                .map(module -> module(module, rights, language))
                .toList();
        return Map.of("modules", modules);
    }

    @GetMapping("/modules/{name}")
    Map<String, Object> module(@PathVariable String name, HttpServletRequest request) {
        Actor actor = authorize(request, "modules");
        Access rights = access.of(actor);
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.modules().stream()
                .filter(m -> m.apiName().equals(name) || Long.toString(m.id()).equals(name))
                .filter(m -> rights.may(m, Verb.READ))
                .findFirst()
                .orElseThrow(SettingsController::noModule);
        return Map.of("modules", List.of(module(module, rights, language(actor))));
    }

    @GetMapping("/fields")
    Map<String, Object> fields(HttpServletRequest request) {
        Actor actor = authorize(request, "fields");
        Access rights = access.of(actor);
        ModuleDef module = metadata.model(actor.org())
                .findModule(ApiParameters.get(request, "module"))
                .filter(m -> rights.may(m, Verb.READ))
                .orElseThrow(SettingsController::noModule);
        Locale language = language(actor);
        List<Map<String, @Nullable Object>> fields = rights.fields(module).stream()
                .map(field -> field(module, field, rights, language))
                .toList();
        return Map.of("fields", fields);
    }

    private static Map<String, Object> module(ModuleDef module, Access rights, Locale language) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(module.id()));
        json.put("api_name", module.apiName());
        json.put("module_name", module.plural().english());
        json.put("singular_label", module.singular().in(language));
        json.put("plural_label", module.plural().in(language));
        json.put("api_supported", true);
        json.put("generated_type", module.custom() ? "custom" : "default");
        json.put("viewable", true);
        json.put("creatable", rights.may(module, Verb.CREATE));
        json.put("editable", rights.may(module, Verb.UPDATE));
        json.put("deletable", rights.may(module, Verb.DELETE));
        json.put("status", "visible");
        return json;
    }

    private static Map<String, @Nullable Object> field(
            ModuleDef module, FieldDef field, Access rights, Locale language) {
        boolean writable = rights.mayWrite(module, field);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(Math.abs(field.id())));
        json.put("api_name", field.apiName());
        json.put("field_label", field.label().in(language));
        json.put("display_label", field.label().in(language));
        json.put("data_type", field.type().apiName());
        json.put(
                "json_type",
                jsonType(
                        field.properties() instanceof FieldProperties.Formula formula
                                ? formula.result()
                                : field.type()));
        json.put("length", field.length());
        json.put("decimal_place", field.type().isNumber() ? field.scale() : null);
        json.put("system_mandatory", field.required());
        json.put("custom_field", module.custom() && !field.system());
        json.put("read_only", !writable);
        json.put("field_read_only", !writable);
        json.put("visible", true);
        json.put("pick_list_values", choices(field, language));
        json.put("lookup", lookup(field));
        json.put("unique", unique(field));
        json.put("default_value", field.defaultValue().isEmpty() ? null : field.defaultValue());
        Map<String, Object> views = new LinkedHashMap<>();
        views.put("view", true);
        views.put("edit", writable);
        views.put("create", writable);
        views.put("quick_create", field.required());
        json.put("view_type", views);
        return json;
    }

    private static Map<String, Object> unique(FieldDef field) {
        return switch (field.options().unique()) {
            case NONE -> Map.of();
            case IGNORE_CASE -> Map.of("casesensitive", false);
            case EXACT -> Map.of("casesensitive", true);
        };
    }

    private static List<Map<String, Object>> choices(FieldDef field, Locale language) {
        List<Map<String, Object>> choices = new ArrayList<>();
        for (PicklistValue value : field.values()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", Long.toString(Math.abs(field.id()) + choices.size()));
            // Clients send the display value back, so it must be what is stored.
            json.put("display_value", value.value());
            json.put("actual_value", value.value());
            json.put("reference_value", value.value());
            json.put("label", value.label().in(language));
            json.put("sequence_number", choices.size() + 1);
            json.put("type", value.used() ? "used" : "unused");
            choices.add(json);
        }
        return choices;
    }

    private static Map<String, Object> lookup(FieldDef field) {
        return field.isLookup()
                ? Map.of(
                        "module",
                        Map.of("api_name", field.target()),
                        "display_label",
                        field.label().english())
                : Map.of();
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

    private Locale language(Actor actor) {
        return users.find(actor.org(), actor.user()).map(User::language).orElse(Locale.ENGLISH);
    }

    private static Actor authorize(HttpServletRequest request, String part) {
        Authorization authorization = TokenFilter.authorization(request);
        authorization.require("settings", part, "READ");
        return authorization.actor();
    }

    private static PlatformException noModule() {
        return new PlatformException(
                ErrorCode.INVALID_MODULE, "the module name given seems to be invalid", Map.of("param_name", "module"));
    }
}
