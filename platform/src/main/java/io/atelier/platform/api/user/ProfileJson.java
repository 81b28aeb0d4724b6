package io.atelier.platform.api.user;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.Verb;
import io.atelier.platform.api.settings.SettingsView;
import io.atelier.platform.metadata.ModuleDef;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Shows profiles with their permissions as one flat list, as Zoho's clients know them. */
final class ProfileJson {
    private final SettingsView view;

    ProfileJson(SettingsView view) {
        this.view = view;
    }

    Map<String, @Nullable Object> of(Profile profile) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", Long.toString(profile.id()));
        json.put("name", profile.name());
        json.put("display_label", profile.name());
        json.put("description", null);
        json.put("type", "normal_profile");
        json.put("custom", !profile.permissions().administrator());
        json.put("permission_type", "crm");
        json.put("created_time", null);
        json.put("modified_time", null);
        json.put("created_by", null);
        json.put("modified_by", null);
        return json;
    }

    Map<String, @Nullable Object> whole(Profile profile) {
        List<Map<String, @Nullable Object>> details = new ArrayList<>();
        List<Map<String, Object>> general = new ArrayList<>();
        for (Permission.Section section : Permission.Section.values()) {
            List<String> ids = new ArrayList<>();
            for (Permission permission : Permission.values()) {
                if (permission.section() == section) {
                    ids.add(id(permission));
                    details.add(detail(permission, profile.permissions()));
                }
            }
            general.add(category(section.name().toLowerCase(Locale.ROOT), null, ids));
        }
        List<Map<String, Object>> modules = new ArrayList<>();
        for (ModuleDef module : view.modules()) {
            List<String> ids = new ArrayList<>();
            for (Verb verb : Verb.values()) {
                ids.add(id(module, verb));
                details.add(detail(module, verb, profile.permissions()));
            }
            modules.add(category(module.plural().in(view.language()), module.apiName(), ids));
        }
        Map<String, @Nullable Object> json = of(profile);
        json.put("permissions_details", details);
        json.put(
                "sections",
                List.of(
                        Map.of("name", "general", "categories", general),
                        Map.of("name", "modules", "categories", modules)));
        return json;
    }

    private static Map<String, @Nullable Object> detail(Permission permission, Permissions own) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id(permission));
        json.put("name", permission.name());
        json.put("display_label", words(permission.name()));
        json.put("module", null);
        json.put("enabled", own.has(permission));
        json.put("customizable", !own.administrator());
        json.put(
                "parent_permissions",
                permission.needed().map(needed -> List.of(id(needed))).orElse(List.of()));
        return json;
    }

    private static Map<String, @Nullable Object> detail(ModuleDef module, Verb verb, Permissions own) {
        ModuleRights rights =
                own.administrator() ? ModuleRights.ALL : own.modules().getOrDefault(module.apiName(), ModuleRights.ALL);
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", id(module, verb));
        json.put("name", verb.name() + "_" + module.apiName());
        json.put("display_label", words(verb.name()));
        json.put("module", module.apiName());
        json.put("enabled", rights.verbs().contains(verb));
        json.put("customizable", !own.administrator());
        json.put("parent_permissions", verb == Verb.READ ? List.of() : List.of(id(module, Verb.READ)));
        return json;
    }

    private static Map<String, Object> category(String name, @Nullable String module, List<String> ids) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("display_label", name);
        if (module != null) {
            json.put("module", module);
        }
        json.put("permissions_details", ids);
        return json;
    }

    static String id(Permission permission) {
        return stableId(permission.name());
    }

    static String id(ModuleDef module, Verb verb) {
        return stableId(module.id() + "." + verb.name());
    }

    /** Permissions have names and no ids; clients need numbers that stay. */
    private static String stableId(String name) {
        return Long.toString(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits() >>> 12);
    }

    private static String words(String name) {
        String text = name.toLowerCase(Locale.ROOT).replace('_', ' ');
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
