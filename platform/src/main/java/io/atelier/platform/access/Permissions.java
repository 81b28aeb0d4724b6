package io.atelier.platform.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a profile allows.
 *
 * @param administrator all of it, and every module and field is open
 * @param granted permissions beyond the modules; those that lack the one they need do not count
 * @param modules rights by module; a module that is not named is open
 */
public record Permissions(boolean administrator, Set<Permission> granted, Map<String, ModuleRights> modules) {
    /** @param granted null in profiles of before there were permissions: these people work with records */
    @JsonCreator
    public Permissions(boolean administrator, @Nullable Set<Permission> granted, Map<String, ModuleRights> modules) {
        this.administrator = administrator;
        this.granted = granted == null ? Permission.everyday() : Set.copyOf(granted);
        this.modules = Map.copyOf(modules);
    }

    /** What people get who work with records and shape nothing. */
    public Permissions(boolean administrator, Map<String, ModuleRights> modules) {
        this(administrator, Permission.everyday(), modules);
    }

    public boolean has(Permission permission) {
        return administrator
                || (granted.contains(permission)
                        && permission.needed().map(this::has).orElse(true));
    }

    /** Returns those of these that a profile with the other permissions does not have: nobody gives what they lack. */
    Set<Permission> beyond(Permissions other) {
        return granted.stream().filter(permission -> !other.has(permission)).collect(Collectors.toSet());
    }
}
