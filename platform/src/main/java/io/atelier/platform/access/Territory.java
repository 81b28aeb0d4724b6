package io.atelier.platform.access;

import io.atelier.platform.org.UserId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A market that people work together; records belong to it by criteria or by hand. */
public record Territory(long id, TerritoryData data) {
    /**
     * What an administrator says of a territory.
     *
     * @param name 1 to {@link #MAX_NAME} characters, unique without regard to case
     * @param manager sees all below too, as its people do
     * @param access what its people may do with its records
     * @param criteria in text form over the module's own fields, by module; new and changed records that match join
     */
    public record TerritoryData(
            String name,
            String description,
            OptionalLong parent,
            Optional<UserId> manager,
            Set<UserId> users,
            AccessLevel access,
            Map<String, String> criteria) {
        public static final int MAX_NAME = 100;
        /** Most territories of an organization. */
        public static final int MAX_TERRITORIES = 1_000;

        public TerritoryData {
            users = Set.copyOf(users);
            criteria = Map.copyOf(criteria);
        }
    }
}
