package io.atelier.platform.access;

import java.util.Comparator;

/** Whom something is shared with: a user, or all who have a role, belong to a group or work a territory. */
public record Principal(Kind kind, long id) implements Comparable<Principal> {
    private static final Comparator<Principal> ORDER =
            Comparator.comparing(Principal::kind).thenComparing(Principal::id);

    /** What the id is of. */
    public enum Kind {
        USER,
        ROLE,
        /** A role and all below it. */
        ROLE_AND_SUBORDINATES,
        GROUP,
        /** A territory and all below it. */
        TERRITORY
    }

    @Override
    public int compareTo(Principal other) {
        return ORDER.compare(this, other);
    }
}
