package io.atelier.platform.access;

/** A named set of permissions that users have. */
public record Profile(long id, String name, Permissions permissions) {
    /** Most characters of a name. */
    public static final int MAX_NAME = 100;
    /** Most profiles of an organization. */
    public static final int MAX_PROFILES = 500;
}
