package io.atelier.platform.access;

import java.util.Set;

/**
 * What a profile allows in one module.
 *
 * @param ownOnly its people see and touch only records they own
 * @param hidden API names of fields that do not exist for them
 * @param readOnly API names of fields that they see but cannot change
 */
public record ModuleRights(Set<Verb> verbs, boolean ownOnly, Set<String> hidden, Set<String> readOnly) {
    public static final ModuleRights ALL = new ModuleRights(Set.of(Verb.values()), false, Set.of(), Set.of());

    public ModuleRights {
        verbs = Set.copyOf(verbs);
        hidden = Set.copyOf(hidden);
        readOnly = Set.copyOf(readOnly);
    }

    /** Says whether these open nothing that the other rights keep closed. */
    boolean isWithin(ModuleRights other) {
        return other.verbs.containsAll(verbs)
                && (ownOnly || !other.ownOnly)
                && hidden.containsAll(other.hidden)
                && other.readOnly.stream().allMatch(field -> readOnly.contains(field) || hidden.contains(field));
    }
}
