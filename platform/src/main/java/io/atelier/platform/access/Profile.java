package io.atelier.platform.access;

/** A named set of permissions that users have. */
public record Profile(long id, String name, Permissions permissions) {}
