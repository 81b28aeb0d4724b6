package io.atelier.platform.oauth;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.oauth.internal.AuthorizationCache;
import io.atelier.platform.oauth.internal.OAuthStore;
import io.atelier.platform.oauth.internal.Secrets;
import io.atelier.platform.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues and checks tokens. Whether a token's user may still act is asked by {@code access} at each act. */
@Service
public class TokenService {
    public static final Duration ACCESS_LIFE = Duration.ofHours(1);
    private static final int MAX_TOKEN_LENGTH = 200;

    private final OAuthStore store;
    private final AuthorizationCache authorizations;
    private final IdGenerator ids;
    private final InstantSource clock;

    TokenService(OAuthStore store, AuthorizationCache authorizations, IdGenerator ids, InstantSource clock) {
        this.store = store;
        this.authorizations = authorizations;
        this.ids = ids;
        this.clock = clock;
    }

    /** Exchanges a one-time code. A code that comes a second time ends the tokens that it brought. */
    @Transactional
    public TokenAnswer exchangeCode(String clientId, String secret, String code) {
        if (!isClient(clientId, secret)) {
            return new TokenAnswer.Refused("invalid_client");
        }
        Instant now = clock.instant();
        String codeHash = Secrets.hash(code);
        Optional<OAuthStore.Grant> used = store.useCode(codeHash, clientId, now);
        if (used.isEmpty()) {
            if (store.deleteGrantOfCode(codeHash, clientId)) {
                store.orgOfClient(clientId).ifPresent(authorizations::ended);
            }
            return new TokenAnswer.Refused("invalid_code");
        }
        OAuthStore.Grant grant = new OAuthStore.Grant(
                ids.next(), clientId, used.get().user(), used.get().scopes());
        String refresh = Secrets.make("1000");
        store.insertGrant(grant, codeHash, Secrets.hash(refresh), now);
        return issue(grant, Optional.of(refresh), now);
    }

    @Transactional
    public TokenAnswer refresh(String clientId, String secret, String refreshToken) {
        if (!isClient(clientId, secret)) {
            return new TokenAnswer.Refused("invalid_client");
        }
        Instant now = clock.instant();
        return store.findGrant(Secrets.hash(refreshToken), clientId)
                .map(grant -> issue(grant, Optional.empty(), now))
                .orElseGet(() -> new TokenAnswer.Refused("invalid_code"));
    }

    /** Ends an access token, or a refresh token with all access tokens that it brought. */
    @Transactional
    public boolean revoke(String token) {
        if (!isTokenLike(token)) {
            return false;
        }
        List<OrgId> owners = store.deleteToken(Secrets.hash(token));
        owners.forEach(authorizations::ended);
        return !owners.isEmpty();
    }

    /**
     * Says whom the access token lets act; empty if it is unknown, expired or revoked. Needs no transaction, and mostly no
     * database: another node's revocation arrives within moments.
     */
    public Optional<Authorization> authenticate(String accessToken) {
        return isTokenLike(accessToken)
                ? authorizations.find(Secrets.hash(accessToken), clock.instant())
                : Optional.empty();
    }

    private TokenAnswer issue(OAuthStore.Grant grant, Optional<String> refresh, Instant now) {
        store.deleteExpired(now);
        String access = Secrets.make("1000");
        store.insertAccessToken(Secrets.hash(access), grant.id(), now.plus(ACCESS_LIFE));
        return new TokenAnswer.Issued(access, refresh, ACCESS_LIFE.toSeconds(), List.copyOf(grant.scopes()));
    }

    private boolean isClient(String clientId, String secret) {
        return store.secretHash(clientId)
                .map(hash -> Secrets.matches(secret, hash))
                .orElse(false);
    }

    private static boolean isTokenLike(String token) {
        return !token.isEmpty() && token.length() <= MAX_TOKEN_LENGTH;
    }
}
