package io.atelier.platform.record;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.SharingReason;
import io.atelier.platform.access.Verb;
import io.atelier.platform.org.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why somebody can, or cannot, work with a record: the profile must allow the verb, and something must open the record.
 *
 * @param profile theirs
 * @param ownOnly the profile closes all records of others in the module
 * @param verbs what the profile allows in the module
 * @param owner of the record; empty for a record of nobody
 * @param general what everybody may do with everybody's records of the module
 * @param reasons what opens the record, by how far; an empty list where nothing does
 * @param field what becomes of the field that was asked for
 */
public record Explanation(
        Profile profile,
        boolean ownOnly,
        Map<Verb, Boolean> verbs,
        Optional<UserId> owner,
        DefaultSharing general,
        Map<AccessLevel, List<SharingReason>> reasons,
        Optional<FieldAccess> field) {
    /** What becomes of a field. */
    public enum FieldAccess {
        HIDDEN,
        READ_ONLY,
        /** Nobody writes it: the system does. */
        SYSTEM,
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

    /** Says whether the profile allows it in the module. */
    public boolean allowed(Verb verb) {
        return verbs.getOrDefault(verb, false);
    }

    /** Says whether anything opens the record so far. */
    public boolean opened(AccessLevel level) {
        return !reasons.getOrDefault(level, List.of()).isEmpty();
    }
}
