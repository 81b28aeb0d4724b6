package io.atelier.platform.api.user;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.api.JsonWish;
import io.atelier.platform.api.settings.SettingsView;
import io.atelier.platform.metadata.ModuleDef;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads {@code permissions_details} as {@link ProfileJson} shows them: each by its id, on or off. */
final class ProfileWish {
    private final SettingsView view;

    ProfileWish(SettingsView view) {
        this.view = view;
    }

    Permissions changed(Permissions before, JsonWish wish) {
        if (!wish.has("permissions_details")) {
            return before;
        }
        Set<Permission> granted = EnumSet.noneOf(Permission.class);
        granted.addAll(before.granted());
        Map<String, ModuleRights> modules = new HashMap<>(before.modules());
        for (JsonWish detail : wish.objects("permissions_details")) {
            String id = detail.requireText("id");
            boolean on = detail.flag("enabled").orElseThrow(() -> detail.missing("enabled"));
            Optional<Permission> permission = permission(id);
            if (permission.isPresent()) {
                turn(granted, permission.get(), on);
            } else {
                turn(modules, detail, id, on);
            }
        }
        return new Permissions(before.administrator(), granted, modules);
    }

    private static Optional<Permission> permission(String id) {
        for (Permission permission : Permission.values()) {
            if (ProfileJson.id(permission).equals(id)) {
                return Optional.of(permission);
            }
        }
        return Optional.empty();
    }

    private void turn(Map<String, ModuleRights> modules, JsonWish detail, String id, boolean on) {
        for (ModuleDef module : view.modules()) {
            for (Verb verb : Verb.values()) {
                if (ProfileJson.id(module, verb).equals(id)) {
                    ModuleRights rights = modules.getOrDefault(module.apiName(), ModuleRights.ALL);
                    Set<Verb> verbs = EnumSet.noneOf(Verb.class);
                    verbs.addAll(rights.verbs());
                    turn(verbs, verb, on);
                    modules.put(
                            module.apiName(),
                            new ModuleRights(verbs, rights.ownOnly(), rights.hidden(), rights.readOnly()));
                    return;
                }
            }
        }
        throw detail.refused("id", "bigint");
    }

    private static <T> void turn(Set<T> all, T one, boolean on) {
        if (on) {
            all.add(one);
        } else {
            all.remove(one);
        }
    }
}
