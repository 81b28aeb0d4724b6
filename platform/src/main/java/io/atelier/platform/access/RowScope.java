package io.atelier.platform.access;

import io.atelier.platform.org.UserId;
import java.util.ArrayList;
import java.util.HashSet;
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
        return ownedBy(Set.of(user), level);
    }

    static RowScope ownedBy(Set<UserId> owners, AccessLevel level) {
        return new Shared(owners, List.of(), Set.of(), Set.of(), level, Set.of(), Set.of());
    }

    static RowScope matching(String criteria, AccessLevel level) {
        return new Shared(Set.of(), List.of(criteria), Set.of(), Set.of(), level, Set.of(), Set.of());
    }

    static RowScope ofRecords(Set<Long> records, AccessLevel level) {
        return new Shared(Set.of(), List.of(), records, Set.of(), level, Set.of(), Set.of());
    }

    static RowScope sharedWith(Set<Principal> principals, AccessLevel level) {
        return new Shared(Set.of(), List.of(), Set.of(), principals, level, Set.of(), Set.of());
    }

    static RowScope ofTerritory(long territory, AccessLevel level) {
        return new Shared(Set.of(), List.of(), Set.of(), Set.of(), level, Set.of(territory), Set.of());
    }

    static RowScope through(String userField, AccessLevel level) {
        return new Shared(Set.of(), List.of(), Set.of(), Set.of(), level, Set.of(), Set.of(userField));
    }

    /** Returns the records of both scopes, which are of one level. */
    default RowScope or(RowScope other) {
        if (!(this instanceof Shared one && other instanceof Shared two)) {
            return EVERYTHING;
        }
        List<String> criteria = new ArrayList<>(one.criteria());
        criteria.addAll(two.criteria());
        return new Shared(
                both(one.owners(), two.owners()),
                criteria,
                both(one.records(), two.records()),
                both(one.principals(), two.principals()),
                one.level(),
                both(one.territories(), two.territories()),
                both(one.userFields(), two.userFields()));
    }

    private static <T> Set<T> both(Set<T> one, Set<T> two) {
        Set<T> both = new HashSet<>(one);
        both.addAll(two);
        return both;
    }
}
