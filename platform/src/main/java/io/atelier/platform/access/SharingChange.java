package io.atelier.platform.access;

import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.org.UserId;
import java.util.Optional;

/** A change that somebody thinks of, and that would show records to people or hide them. */
public sealed interface SharingChange {
    /** Returns the module whose records it is about; empty if it can be any. */
    default Optional<String> module() {
        return Optional.empty();
    }

    record OfDefault(String name, DefaultSharing sharing) implements SharingChange {
        @Override
        public Optional<String> module() {
            return Optional.of(name);
        }
    }

    /** @param id empty for a new rule */
    record OfRule(Optional<Long> id, SharingRuleData data) implements SharingChange {
        @Override
        public Optional<String> module() {
            return Optional.of(data.module());
        }
    }

    record WithoutRule(String name, long id) implements SharingChange {
        @Override
        public Optional<String> module() {
            return Optional.of(name);
        }
    }

    /** A role as it would be, by its id: with another parent, or its people seeing each other's records. */
    record OfRole(Role role) implements SharingChange {}

    /** A territory as it would be, by its id. Records stay where they are. */
    record OfTerritory(Territory territory) implements SharingChange {}

    /** A profile that allows something else. */
    record OfProfile(long id, Permissions permissions) implements SharingChange {}

    /** Somebody's rights now, and as they would be. */
    record Effect(UserId user, Access before, Access after) {}
}
