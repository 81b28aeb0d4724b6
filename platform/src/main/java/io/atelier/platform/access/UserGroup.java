package io.atelier.platform.access;

import java.util.Set;

/** People who share records with each other, whatever their roles; groups may hold groups. */
public record UserGroup(long id, GroupData data) {
    /**
     * What an administrator says of a group.
     *
     * @param name 1 to {@link #MAX_NAME} characters, unique without regard to case
     * @param members at most {@link #MAX_MEMBERS}
     */
    public record GroupData(String name, String description, Set<Principal> members) {
        public static final int MAX_NAME = 100;
        public static final int MAX_MEMBERS = 1_000;

        public GroupData {
            members = Set.copyOf(members);
        }
    }
}
