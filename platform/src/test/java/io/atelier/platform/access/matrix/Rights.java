package io.atelier.platform.access.matrix;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;

/** The model of what may be written. */
final class Rights {
    private Rights() {}

    static boolean changesName(Person person, Place place) {
        return person.may(place, AccessLevel.READ_WRITE, Verb.UPDATE) && person.knowsName();
    }

    static boolean changesSecret(Person person, Place place) {
        return person.may(place, AccessLevel.READ_WRITE, Verb.UPDATE) && person.knowsSecret(place);
    }

    static boolean changes(Person person, Place place) {
        return person.may(place, AccessLevel.READ_WRITE, Verb.UPDATE);
    }

    static boolean deletes(Person person, Place place) {
        return person.may(place, AccessLevel.FULL, Verb.DELETE);
    }

    static boolean shares(Person person, Place place) {
        return person.may(place, AccessLevel.FULL) && person.kind().has(Permission.SHARE_RECORDS);
    }

    static boolean takes(Person person, Place place) {
        return changes(person, place) && person.kind().has(Permission.CHANGE_OWNER);
    }

    static boolean massUpdates(Person person, Place place) {
        return changesName(person, place) && person.kind().has(Permission.MASS_UPDATE);
    }

    static boolean massDeletes(Person person, Place place) {
        return deletes(person, place) && person.kind().has(Permission.MASS_DELETE);
    }

    static boolean sees(Person person, Place place) {
        return person.may(place, AccessLevel.READ_ONLY);
    }

    /** Says whether they may make a record with its name and its secret. */
    static boolean makes(Person person, Place place) {
        return person.kind().verbs().contains(Verb.CREATE) && person.knowsName() && person.knowsSecret(place);
    }
}
