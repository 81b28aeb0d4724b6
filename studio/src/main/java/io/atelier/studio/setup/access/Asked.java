package io.atelier.studio.setup.access;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Verb;

/** What somebody wants to do with a record. */
enum Asked {
    SEE(Verb.READ, AccessLevel.READ_ONLY),
    EDIT(Verb.UPDATE, AccessLevel.READ_WRITE),
    DELETE(Verb.DELETE, AccessLevel.FULL);

    private final Verb verb;
    private final AccessLevel level;

    Asked(Verb verb, AccessLevel level) {
        this.verb = verb;
        this.level = level;
    }

    /** Returns what the profile has to allow. */
    Verb verb() {
        return verb;
    }

    /** Returns how far sharing has to open the record. */
    AccessLevel level() {
        return level;
    }
}
