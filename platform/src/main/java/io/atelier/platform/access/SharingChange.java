package io.atelier.platform.access;

import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.org.UserId;
import java.util.Optional;

/** A change of sharing that somebody thinks of. */
public sealed interface SharingChange {
    /** Returns the module whose records it is about. */
    String module();

    record OfDefault(String module, DefaultSharing sharing) implements SharingChange {}

    /** @param id empty for a new rule */
    record OfRule(Optional<Long> id, SharingRuleData data) implements SharingChange {
        @Override
        public String module() {
            return data.module();
        }
    }

    record WithoutRule(String module, long id) implements SharingChange {}

    /** Somebody's rights now, and as they would be. */
    record Effect(UserId user, Access before, Access after) {}
}
