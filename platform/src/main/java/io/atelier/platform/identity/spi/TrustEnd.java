package io.atelier.platform.identity.spi;

import io.atelier.platform.identity.Account;

/** Hears that nothing that was given out to a user may be trusted any longer; a bean. */
public interface TrustEnd {
    /** Ends what the user's name was lent to, tokens for one; called in the transaction of the cause. */
    void trustEnded(Account account);
}
