package io.atelier.platform.oauth;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.LoginAsService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.StepUpService;
import io.atelier.platform.oauth.internal.AuthorizationCache;
import io.atelier.platform.oauth.internal.OAuthStore;
import io.atelier.platform.oauth.internal.Secrets;
import io.atelier.platform.org.Actor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets administrators make clients and one-time codes for them. */
@Service
public class ApiClientService {
    public static final Duration CODE_LIFE = Duration.ofMinutes(10);
    private static final int MAX_CLIENTS = 100;

    private final OAuthStore store;
    private final AuthorizationCache authorizations;
    private final AccessService access;
    private final StepUpService stepUp;
    private final InstantSource clock;
    private final AuditLog audit;

    ApiClientService(
            OAuthStore store,
            AuthorizationCache authorizations,
            AccessService access,
            StepUpService stepUp,
            InstantSource clock,
            AuditLog audit) {
        this.audit = audit;
        this.store = store;
        this.authorizations = authorizations;
        this.access = access;
        this.stepUp = stepUp;
        this.clock = clock;
    }

    /**
     * Makes a client, for who has {@linkplain StepUpService#require stepped up}. Its secret is in the answer and nowhere
     * else.
     */
    @Transactional
    public NewApiClient create(Actor actor, String name) {
        return create(actor, ApiClientData.self(name));
    }

    /**
     * Makes a client. Its secret is in the answer and nowhere else.
     *
     * @throws ViolationsException with everything that is wrong, by {@code name}, {@code redirect_uris}, {@code scopes}
     */
    @Transactional
    public NewApiClient create(Actor actor, ApiClientData data) {
        LoginAsService.requireOneself(actor);
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        ClientRules.check(data);
        stepUp.require(actor);
        if (store.clients(actor.org()).size() >= MAX_CLIENTS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "There are 100 clients, which is the most; delete one.",
                    Map.of("limit", MAX_CLIENTS));
        }
        String secret = data.confidential() ? Secrets.make("secret") : "";
        ApiClient client =
                new ApiClient(Secrets.make("1000").toUpperCase(Locale.ROOT).substring(0, 45), data, clock.instant());
        store.insertClient(actor, client, data.confidential() ? Secrets.hash(secret) : "");
        note(actor, AuditAction.CREATED, client);
        return new NewApiClient(client.clientId(), data.name(), secret);
    }

    private void note(Actor actor, AuditAction action, ApiClient client) {
        audit.append(
                actor,
                AuditAct.of(AuditKind.API, action, AuditObject.API_CLIENT, client.clientId(), client.name())
                        .changing(null, client.data()));
    }

    /** Returns what a client was given, the newest first. */
    @Transactional(readOnly = true)
    public List<ApiGrant> grants(Actor actor, String clientId) {
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        return store.grants(actor.org(), clientId);
    }

    /** Ends all tokens of a grant at once. */
    @Transactional
    public void revokeGrant(Actor actor, long grantId) {
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        OAuthStore.Grant grant = store.deleteGrant(actor.org(), grantId)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such grant.", Map.of("id", Long.toString(grantId))));
        authorizations.ended(actor.org());
        audit.append(
                actor,
                AuditAct.of(AuditKind.API, AuditAction.REVOKED, AuditObject.API_TOKEN, Long.toString(grantId), "")
                        .changing(Map.of("client_id", grant.clientId()), null));
    }

    @Transactional(readOnly = true)
    public List<ApiClient> all(Actor actor) {
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        return store.clients(actor.org());
    }

    /** Takes a client out; its tokens are dead at once. */
    @Transactional
    public void delete(Actor actor, String clientId) {
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        ApiClient client = existing(actor, clientId);
        store.deleteClient(actor.org(), clientId);
        note(actor, AuditAction.DELETED, client);
        authorizations.ended(actor.org());
    }

    /** Makes a code that the client exchanges, once and within {@link #CODE_LIFE}, for tokens that act as this actor. */
    @Transactional
    public String grantCode(Actor actor, String clientId, List<Scope> scopes) {
        LoginAsService.requireOneself(actor);
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        stepUp.require(actor);
        ApiClient client = existing(actor, clientId);
        if (client.data().kind() != ApiClientKind.SELF) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED,
                    "Only a self client takes codes that are made here.",
                    Map.of("id", clientId));
        }
        if (scopes.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.REQUIRED_PARAM_MISSING, "Name at least one scope.", Map.of("param_name", "scope"));
        }
        String code = Secrets.make("code");
        store.insertCode(
                Secrets.hash(code),
                clientId,
                actor.user(),
                scopes,
                clock.instant().plus(CODE_LIFE),
                "",
                "");
        audit.append(
                actor,
                AuditAct.of(AuditKind.API, AuditAction.GRANTED, AuditObject.API_CLIENT, clientId, client.name())
                        .changing(
                                null,
                                Map.of(
                                        "scopes",
                                        scopes.stream().map(Scope::text).toList())));
        return code;
    }

    private ApiClient existing(Actor actor, String clientId) {
        return store.client(clientId)
                .filter(client -> client.org().equals(actor.org()))
                .map(OAuthStore.Client::client)
                .orElseThrow(() -> notFound(clientId));
    }

    private static PlatformException notFound(String clientId) {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no such client.", Map.of("id", clientId));
    }
}
