package io.atelier.platform.record;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.SharingReason;
import io.atelier.platform.access.Verb;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why somebody can, or cannot, work with a record: the profile must allow the verb, and something must open the record.
 *
 * @param verbs what the profile allows in the module
 * @param reasons what opens the record, by how far; an empty list where nothing does
 * @param field what the profile makes of the field that was asked for
 */
public record Explanation(
        Map<Verb, Boolean> verbs, Map<AccessLevel, List<SharingReason>> reasons, Optional<FieldAccess> field) {
    /** What a profile makes of a field. */
    public enum FieldAccess {
        HIDDEN,
        READ_ONLY,
        READ_WRITE
    }

    public boolean maySee() {
        return allowed(Verb.READ) && opened(AccessLevel.READ_ONLY);
    }

    public boolean mayEdit() {
        return maySee() && allowed(Verb.UPDATE) && opened(AccessLevel.READ_WRITE);
    }

    public boolean mayDelete() {
        return maySee() && allowed(Verb.DELETE) && opened(AccessLevel.FULL);
    }

    private boolean allowed(Verb verb) {
        return verbs.getOrDefault(verb, false);
    }

    private boolean opened(AccessLevel level) {
        return !reasons.getOrDefault(level, List.of()).isEmpty();
    }
}
