package io.atelier.platform.identity;

/** What became of an attempt to sign in, as the history shows it. */
public enum SignInOutcome {
    SIGNED_IN,
    WRONG_PASSWORD,
    /** The password was right and the code was not. */
    WRONG_CODE,
    /** That attempt was one too many. */
    LOCKED,
    /** Everything was right, but for the address that the person came from. */
    ADDRESS_REFUSED,
    /** The user is not active. */
    INACTIVE
}
