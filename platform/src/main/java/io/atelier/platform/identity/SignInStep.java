package io.atelier.platform.identity;

/** How signing in goes on after a password. */
public sealed interface SignInStep {
    /** Not at all; why is not told. */
    record Refused() implements SignInStep {}

    /** The person is in. */
    record Accepted(Account account) implements SignInStep {}

    /** A code of the second factor, or a recovery code, is asked for. */
    record CodeNeeded(Account account) implements SignInStep {}

    /** The person's profile asks for a second factor, and theirs is a passkey: it opens without a password. */
    record PasskeyNeeded() implements SignInStep {}

    /** The person's profile asks for a second factor, and there is none yet: it has to be set up first. */
    record FactorNeeded(Account account) implements SignInStep {}
}
