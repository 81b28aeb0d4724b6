package io.atelier.platform.access;

import java.util.Map;

/**
 * What a profile allows.
 *
 * @param administrator may shape the organization, and every module and field is open
 * @param modules rights by module; a module that is not named is open
 */
public record Permissions(boolean administrator, Map<String, ModuleRights> modules) {
    public Permissions {
        modules = Map.copyOf(modules);
    }
}
