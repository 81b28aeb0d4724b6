package io.atelier.platform.oauth;

import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.internal.AuthorizationCache;
import io.atelier.platform.oauth.internal.ConsoleTokens;
import io.atelier.platform.oauth.internal.OAuthStore;
import io.atelier.platform.oauth.internal.Secrets;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Issues and checks tokens. Whether a token's user may still act is asked by {@code access} at each act. */
@Service
public class TokenService {
    public static final Duration ACCESS_LIFE = Duration.ofHours(1);
    /** Most access tokens of one grant, or of one client with credentials, within {@link #WINDOW}. */
    public static final int MAX_IN_WINDOW = 10;

    public static final Duration WINDOW = Duration.ofMinutes(10);

    private static final int MAX_TOKEN_LENGTH = 200;
    private static final TokenAnswer INVALID_CLIENT = new TokenAnswer.Refused("invalid_client");
    private static final TokenAnswer INVALID_CODE = new TokenAnswer.Refused("invalid_code");

    private final OAuthStore store;
    private final AuthorizationCache authorizations;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final AuditLog audit;
    private final ConsoleTokens console;

    TokenService(
            OAuthStore store,
            AuthorizationCache authorizations,
            IdGenerator ids,
            InstantSource clock,
            AuditLog audit,
            ConsoleTokens console) {
        this.console = console;
        this.store = store;
        this.authorizations = authorizations;
        this.ids = ids;
        this.clock = clock;
        this.audit = audit;
    }

    /**
     * Exchanges a one-time code. A code that comes a second time ends the tokens that it brought; one that comes with the
     * wrong address or verifier is used up.
     */
    @Transactional
    public TokenAnswer exchangeCode(TokenRequest request) {
        Optional<OAuthStore.Client> found = authenticated(request.clientId(), request.secret());
        if (found.isEmpty()) {
            return INVALID_CLIENT;
        }
        OAuthStore.Client client = found.get();
        Instant now = clock.instant();
        String codeHash = Secrets.hash(request.code());
        Optional<OAuthStore.Code> used = store.useCode(codeHash, request.clientId(), now);
        if (used.isEmpty()) {
            store.deleteGrantOfCode(codeHash, request.clientId()).ifPresent(grant -> endFamily(client, grant));
            return INVALID_CODE;
        }
        OAuthStore.Code code = used.get();
        boolean right = code.redirectUri().equals(request.redirectUri().orElse(""))
                && (code.challenge().isEmpty()
                        ? request.verifier().isEmpty()
                        : request.verifier()
                                .filter(verifier -> Secrets.fitsChallenge(verifier, code.challenge()))
                                .isPresent());
        if (!right) {
            return INVALID_CODE;
        }
        OAuthStore.Grant grant = new OAuthStore.Grant(ids.next(), request.clientId(), code.user(), code.scopes());
        store.insertGrant(grant, Optional.of(codeHash), now);
        note(client, grant, AuditAction.ISSUED);
        return issue(grant, Optional.of(newRefresh(grant, now)), grant.scopes(), now);
    }

    /**
     * Brings a new access token. A client that people let in gets a new refresh token too, and the old one, if it comes
     * again, was stolen from somebody: all tokens of its family end.
     *
     * @param scope fewer scopes for this access token; empty for all of the grant's
     */
    @Transactional
    public TokenAnswer refresh(String clientId, Optional<String> secret, String refreshToken, Optional<String> scope) {
        Optional<OAuthStore.Client> found = authenticated(clientId, secret);
        if (found.isEmpty()) {
            return INVALID_CLIENT;
        }
        OAuthStore.Client client = found.get();
        Instant now = clock.instant();
        String hash = Secrets.hash(refreshToken);
        Optional<OAuthStore.Grant> owner = store.grantOfRefresh(hash, clientId);
        if (owner.isEmpty()) {
            return INVALID_CODE;
        }
        OAuthStore.Grant grant = owner.get();
        List<Scope> scopes = grant.scopes();
        if (scope.isPresent()) {
            Optional<List<Scope>> fewer = parsed(scope.get()).filter(wanted -> Scope.cover(grant.scopes(), wanted));
            if (fewer.isEmpty()) {
                return new TokenAnswer.Refused("invalid_scope");
            }
            scopes = fewer.get();
        }
        if (client.client().data().kind() != ApiClientKind.SERVER) {
            return isTooMany(grant.id(), now)
                    ? new TokenAnswer.TooMany(WINDOW.toSeconds())
                    : issue(grant, Optional.empty(), scopes, now);
        }
        if (!store.useRefresh(hash, now)) {
            store.deleteGrant(grant.id());
            endFamily(client, grant);
            return INVALID_CODE;
        }
        return issue(grant, Optional.of(newRefresh(grant, now)), scopes, now);
    }

    /** Brings an access token to a client of kind {@link ApiClientKind#CREDENTIALS}; it acts as who made the client. */
    @Transactional
    public TokenAnswer clientCredentials(String clientId, Optional<String> secret, Optional<String> scope) {
        Optional<OAuthStore.Client> found = authenticated(clientId, secret);
        if (found.isEmpty()) {
            return INVALID_CLIENT;
        }
        OAuthStore.Client client = found.get();
        if (client.client().data().kind() != ApiClientKind.CREDENTIALS) {
            return new TokenAnswer.Refused("unauthorized_client");
        }
        Instant now = clock.instant();
        List<Scope> scopes = client.client().data().scopes();
        if (scope.isPresent()) {
            List<Scope> most = scopes;
            Optional<List<Scope>> fewer = parsed(scope.get()).filter(wanted -> Scope.cover(most, wanted));
            if (fewer.isEmpty()) {
                return new TokenAnswer.Refused("invalid_scope");
            }
            scopes = fewer.get();
        }
        Optional<OAuthStore.Grant> standing = store.standingGrant(clientId);
        OAuthStore.Grant grant = standing.orElseGet(() -> {
            OAuthStore.Grant made = new OAuthStore.Grant(
                    ids.next(),
                    clientId,
                    client.createdBy(),
                    client.client().data().scopes());
            store.insertGrant(made, Optional.empty(), now);
            note(client, made, AuditAction.ISSUED);
            return made;
        });
        return isTooMany(grant.id(), now)
                ? new TokenAnswer.TooMany(WINDOW.toSeconds())
                : issue(grant, Optional.empty(), scopes, now);
    }

    private static Optional<List<Scope>> parsed(String scope) {
        try {
            return Optional.of(Scope.parse(scope));
        } catch (PlatformException _) {
            return Optional.empty();
        }
    }

    private boolean isTooMany(long grantId, Instant now) {
        return store.countTokens(grantId, now.plus(ACCESS_LIFE).minus(WINDOW)) >= MAX_IN_WINDOW;
    }

    private void endFamily(OAuthStore.Client client, OAuthStore.Grant grant) {
        authorizations.ended(client.org());
        note(client, grant, AuditAction.REUSED);
    }

    private void note(OAuthStore.Client client, OAuthStore.Grant grant, AuditAction action) {
        audit.append(
                new Actor(
                        client.org(), grant.user(), Channel.API, client.client().name(), 0),
                AuditAct.of(
                                AuditKind.API,
                                action,
                                AuditObject.API_TOKEN,
                                Long.toString(grant.id()),
                                client.client().name())
                        .changing(
                                null,
                                Map.of(
                                        "client_id",
                                        grant.clientId(),
                                        "scopes",
                                        grant.scopes().stream().map(Scope::text).toList())));
    }

    /** Ends an access token, or a refresh token with all access tokens that it brought. */
    @Transactional
    public boolean revoke(String token) {
        if (!isTokenLike(token)) {
            return false;
        }
        List<OAuthStore.Ended> ended = store.deleteToken(Secrets.hash(token));
        ended.forEach(one -> {
            authorizations.ended(one.client().org());
            note(one.client(), one.grant(), AuditAction.REVOKED);
        });
        return !ended.isEmpty();
    }

    /**
     * Says whom the access token lets act; empty if it is unknown, expired or revoked. Needs no transaction, and mostly no
     * database: another node's revocation arrives within moments.
     *
     * @param address where it was brought from
     */
    public Optional<Authorization> authenticate(String accessToken, String address) {
        if (!isTokenLike(accessToken)) {
            return Optional.empty();
        }
        String hash = Secrets.hash(accessToken);
        return console.use(hash, clock.instant()).or(() -> authorizations.find(hash, clock.instant(), address));
    }

    private String newRefresh(OAuthStore.Grant grant, Instant now) {
        String refresh = Secrets.make("1000");
        store.insertRefresh(Secrets.hash(refresh), grant.id(), now);
        return refresh;
    }

    private TokenAnswer issue(OAuthStore.Grant grant, Optional<String> refresh, List<Scope> scopes, Instant now) {
        store.deleteExpired(now);
        String access = Secrets.make("1000");
        store.insertAccessToken(Secrets.hash(access), grant.id(), scopes, now.plus(ACCESS_LIFE));
        return new TokenAnswer.Issued(access, refresh, ACCESS_LIFE.toSeconds(), scopes);
    }

    /** A client that keeps a secret must show it; one that keeps none must not pretend to. */
    private Optional<OAuthStore.Client> authenticated(String clientId, Optional<String> secret) {
        return store.client(clientId)
                .filter(client -> client.client().data().confidential()
                        ? secret.filter(shown -> Secrets.matches(shown, client.secretHash()))
                                .isPresent()
                        : secret.isEmpty());
    }

    private static boolean isTokenLike(String token) {
        return !token.isEmpty() && token.length() <= MAX_TOKEN_LENGTH;
    }
}
