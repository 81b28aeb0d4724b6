package io.atelier.platform.access.matrix;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Verb;
import io.atelier.platform.org.Actor;

/** Somebody, and the model of what they may: written down here a second time, apart from the product. */
record Person(Actor actor, Kind kind, String role) {
    /** Says whether they may work at least so far with the record that somebody of the role Seller owns. */
    boolean may(Place place, AccessLevel level) {
        return switch (kind) {
            case READS_NOTHING, OWN_RECORDS_ONLY -> false;
            case ALL, HIDES_A_FIELD, HIDES_THE_NAME, READS_ONLY, NO_PERMISSIONS, SETS_UP ->
                role.equals("Director")
                        || switch (place.sharing()) {
                            case PRIVATE -> false;
                            case PUBLIC_READ_ONLY -> level == AccessLevel.READ_ONLY;
                            case PUBLIC_READ_WRITE -> level != AccessLevel.FULL;
                            case PUBLIC_FULL -> true;
                        };
        };
    }

    boolean may(Place place, AccessLevel level, Verb verb) {
        return kind.verbs().contains(verb) && may(place, level);
    }

    boolean readsName(Place place) {
        return may(place, AccessLevel.READ_ONLY) && knowsName();
    }

    boolean readsSecret(Place place) {
        return may(place, AccessLevel.READ_ONLY) && knowsSecret(place);
    }

    /** Says whether the naming field exists for them. */
    boolean knowsName() {
        return kind != Kind.HIDES_THE_NAME && kind != Kind.READS_NOTHING;
    }

    /** Says whether the secret field exists for them. */
    boolean knowsSecret(Place place) {
        return switch (kind) {
            case HIDES_A_FIELD, READS_NOTHING -> false;
            case SETS_UP -> place.module().equals("Leads") || place.module().equals("Accounts");
            case ALL, HIDES_THE_NAME, READS_ONLY, OWN_RECORDS_ONLY, NO_PERMISSIONS -> true;
        };
    }

    @Override
    public String toString() {
        return kind + "/" + role;
    }
}
