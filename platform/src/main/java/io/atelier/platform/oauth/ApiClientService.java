package io.atelier.platform.oauth;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.StepUpService;
import io.atelier.platform.oauth.internal.AuthorizationCache;
import io.atelier.platform.oauth.internal.OAuthStore;
import io.atelier.platform.oauth.internal.Secrets;
import io.atelier.platform.org.Actor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets administrators make clients and one-time codes for them. */
@Service
public class ApiClientService {
    public static final Duration CODE_LIFE = Duration.ofMinutes(10);
    private static final int MAX_CLIENTS = 100;
    private static final int MAX_NAME = 100;

    private final OAuthStore store;
    private final AuthorizationCache authorizations;
    private final AccessService access;
    private final StepUpService stepUp;
    private final InstantSource clock;

    ApiClientService(
            OAuthStore store,
            AuthorizationCache authorizations,
            AccessService access,
            StepUpService stepUp,
            InstantSource clock) {
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
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        stepUp.require(actor);
        String plain = name.strip();
        if (plain.isEmpty() || plain.length() > MAX_NAME) {
            throw new PlatformException(
                    ErrorCode.INVALID_NAME, "A client's name has 1 to 100 characters.", Map.of("limit", MAX_NAME));
        }
        if (store.clients(actor.org()).size() >= MAX_CLIENTS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "There are 100 clients, which is the most; delete one.",
                    Map.of("limit", MAX_CLIENTS));
        }
        String secret = Secrets.make("secret");
        ApiClient client = new ApiClient(
                Secrets.make("1000").toUpperCase(java.util.Locale.ROOT).substring(0, 45), plain, clock.instant());
        store.insertClient(actor, client, Secrets.hash(secret));
        return new NewApiClient(client.clientId(), plain, secret);
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
        if (store.deleteClient(actor.org(), clientId) == 0) {
            throw notFound(clientId);
        }
        authorizations.ended(actor.org());
    }

    /** Makes a code that the client exchanges, once and within {@link #CODE_LIFE}, for tokens that act as this actor. */
    @Transactional
    public String grantCode(Actor actor, String clientId, List<Scope> scopes) {
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        stepUp.require(actor);
        if (store.clients(actor.org()).stream()
                .noneMatch(client -> client.clientId().equals(clientId))) {
            throw notFound(clientId);
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
                clock.instant().plus(CODE_LIFE));
        return code;
    }

    private static PlatformException notFound(String clientId) {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no such client.", Map.of("id", clientId));
    }
}
