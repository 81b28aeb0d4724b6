package io.atelier.studio.setup.profiles;

import io.atelier.platform.access.FieldLock;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a profile will allow once it is saved. What belongs together is granted, and taken away, together. */
final class ProfileDraft {
    private final boolean administrator;
    private final Set<Permission> granted = EnumSet.noneOf(Permission.class);
    private final Map<String, ModuleRights> modules;

    ProfileDraft(Permissions permissions) {
        this.administrator = permissions.administrator();
        Arrays.stream(Permission.values()).filter(permissions::has).forEach(granted::add);
        this.modules = new HashMap<>(permissions.modules());
    }

    Permissions permissions() {
        Map<String, ModuleRights> named = new HashMap<>(modules);
        named.values().removeIf(ModuleRights.ALL::equals);
        return new Permissions(administrator, granted, named);
    }

    boolean has(Permission permission) {
        return granted.contains(permission);
    }

    /** Grants a permission with those that it needs; returns these, as far as they were not granted. */
    Set<Permission> grant(Permission permission) {
        Set<Permission> also = EnumSet.noneOf(Permission.class);
        Stream.iterate(permission.needed(), Optional::isPresent, each -> each.flatMap(Permission::needed))
                .flatMap(Optional::stream)
                .filter(needed -> !has(needed))
                .forEach(also::add);
        granted.add(permission);
        granted.addAll(also);
        return also;
    }

    /** Takes a permission away with those that need it; returns these, as far as they were granted. */
    Set<Permission> revoke(Permission permission) {
        granted.remove(permission);
        Set<Permission> also = EnumSet.noneOf(Permission.class);
        Arrays.stream(Permission.values())
                .filter(this::has)
                .filter(each -> each.needed().filter(permission::equals).isPresent())
                .toList()
                .forEach(dependent -> {
                    also.add(dependent);
                    also.addAll(revoke(dependent));
                });
        return also;
    }

    private ModuleRights rights(ModuleDef module) {
        return modules.getOrDefault(module.apiName(), ModuleRights.ALL);
    }

    boolean may(ModuleDef module, Verb verb) {
        return rights(module).verbs().contains(verb);
    }

    /** Allows or refuses a verb with those that hang together with it; returns these, as far as they changed. */
    Set<Verb> allow(ModuleDef module, Verb verb, boolean allowed) {
        ModuleRights before = rights(module);
        Set<Verb> verbs = copy(before.verbs());
        if (allowed) {
            verbs.add(verb);
            verbs.addAll(needed(verb));
        } else {
            verbs.remove(verb);
            verbs.removeIf(each -> needed(each).contains(verb));
        }
        put(module, new ModuleRights(verbs, before.ownOnly(), before.hidden(), before.readOnly()));
        Set<Verb> also = copy(allowed ? verbs : before.verbs());
        also.removeAll(allowed ? before.verbs() : verbs);
        also.remove(verb);
        return also;
    }

    private static Set<Verb> copy(Set<Verb> verbs) {
        Set<Verb> copy = EnumSet.noneOf(Verb.class);
        copy.addAll(verbs);
        return copy;
    }

    private static Set<Verb> needed(Verb verb) {
        return switch (verb) {
            case READ -> Set.of();
            case CREATE, UPDATE, DELETE, EXPORT -> Set.of(Verb.READ);
            case IMPORT -> Set.of(Verb.READ, Verb.CREATE);
        };
    }

    boolean isOwnOnly(ModuleDef module) {
        return rights(module).ownOnly();
    }

    void setOwnOnly(ModuleDef module, boolean ownOnly) {
        ModuleRights before = rights(module);
        put(module, new ModuleRights(before.verbs(), ownOnly, before.hidden(), before.readOnly()));
    }

    FieldLevel level(ModuleDef module, FieldDef field) {
        ModuleRights rights = rights(module);
        if (rights.hidden().contains(field.apiName())) {
            return FieldLevel.HIDDEN;
        }
        boolean readOnly = field.readOnly() || rights.readOnly().contains(field.apiName());
        return readOnly ? FieldLevel.READ_ONLY : FieldLevel.READ_WRITE;
    }

    /** Returns what can be chosen for a field. */
    static List<FieldLevel> levels(ModuleDef module, FieldDef field) {
        Optional<FieldLock> lock = FieldLock.of(module, field);
        return Arrays.stream(FieldLevel.values())
                .filter(level -> switch (level) {
                    case READ_WRITE -> !field.readOnly();
                    case READ_ONLY ->
                        field.readOnly() || lock.isEmpty() || lock.get().allowsReadOnly();
                    case HIDDEN -> lock.isEmpty();
                })
                .toList();
    }

    /** Says whether the field took the level; one that it cannot have changes nothing. */
    boolean setLevel(ModuleDef module, FieldDef field, FieldLevel level) {
        if (!levels(module, field).contains(level)) {
            return false;
        }
        ModuleRights before = rights(module);
        Set<String> hidden = new HashSet<>(before.hidden());
        Set<String> readOnly = new HashSet<>(before.readOnly());
        hidden.remove(field.apiName());
        readOnly.remove(field.apiName());
        switch (level) {
            case READ_WRITE -> {}
            case READ_ONLY -> {
                if (!field.readOnly()) {
                    readOnly.add(field.apiName());
                }
            }
            case HIDDEN -> hidden.add(field.apiName());
        }
        put(module, new ModuleRights(before.verbs(), before.ownOnly(), hidden, readOnly));
        return true;
    }

    private void put(ModuleDef module, ModuleRights rights) {
        modules.put(module.apiName(), rights);
    }
}
