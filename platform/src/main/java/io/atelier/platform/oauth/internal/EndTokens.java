package io.atelier.platform.oauth.internal;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.spi.TrustEnd;
import org.springframework.stereotype.Component;

/** Ends what acts in the name of a user who is not to be trusted any longer: codes, refresh and access tokens. */
@Component
class EndTokens implements TrustEnd {
    private final OAuthStore store;
    private final AuthorizationCache authorizations;

    EndTokens(OAuthStore store, AuthorizationCache authorizations) {
        this.store = store;
        this.authorizations = authorizations;
    }

    @Override
    public void trustEnded(Account account) {
        store.deleteAllOf(account.org(), account.user());
        authorizations.ended(account.org());
    }
}
