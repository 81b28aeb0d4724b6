package io.atelier.platform.identity;

/** Where a user stands between invitation and good-bye. Only active ones may do anything. */
public enum UserState {
    /** Invited, and has not set a password yet. */
    UNCONFIRMED,
    ACTIVE,
    /** May come back; cannot sign in. */
    INACTIVE,
    /** Is kept for the names in history; the address is free again. Final. */
    DELETED
}
