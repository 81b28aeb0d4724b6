package io.atelier.platform.access;

import java.util.OptionalLong;

/**
 * A place in the tree of who answers to whom: people see and change what those below them own.
 *
 * @param parent empty for the one role above all others
 * @param peers people of this role see and change each other's records too
 */
public record Role(long id, RoleData data) {
    public String name() {
        return data.name();
    }

    public OptionalLong parent() {
        return data.parent();
    }

    /**
     * What an administrator says of a role.
     *
     * @param name 1 to {@link #MAX_NAME} characters, unique without regard to case
     */
    public record RoleData(String name, String description, OptionalLong parent, boolean peers) {
        public static final int MAX_NAME = 100;
        public static final int MAX_DESCRIPTION = 500;
    }
}
