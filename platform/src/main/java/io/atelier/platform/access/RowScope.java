package io.atelier.platform.access;

import io.atelier.platform.org.UserId;
import java.util.List;
import java.util.Set;

/** Which records of a module somebody may work with, as the query compiler puts it into statements. */
public sealed interface RowScope {
    /** All of them. */
    record Everything() implements RowScope {}

    /**
     * Those that meet any of these.
     *
     * @param owners whose records
     * @param criteria in text form over the module's own fields; matching records
     * @param records shared one by one, at most {@link #MAX_INLINE}; more stand behind {@code principals}
     * @param principals as whom records are shared with the user; empty where {@code records} tells all
     * @param level least level of a share with the principals
     * @param territories whose records
     * @param userFields API names of fields that share a record with whom they name
     */
    record Shared(
            Set<UserId> owners,
            List<String> criteria,
            Set<Long> records,
            Set<Principal> principals,
            AccessLevel level,
            Set<Long> territories,
            Set<String> userFields)
            implements RowScope {
        /** Up to this many are named in the statement, so that an index serves. */
        public static final int MAX_INLINE = 500;

        public Shared {
            owners = Set.copyOf(owners);
            criteria = List.copyOf(criteria);
            records = Set.copyOf(records);
            principals = Set.copyOf(principals);
            territories = Set.copyOf(territories);
            userFields = Set.copyOf(userFields);
        }
    }

    RowScope EVERYTHING = new Everything();

    static RowScope ownedBy(UserId user, AccessLevel level) {
        return new Shared(Set.of(user), List.of(), Set.of(), Set.of(), level, Set.of(), Set.of());
    }
}
