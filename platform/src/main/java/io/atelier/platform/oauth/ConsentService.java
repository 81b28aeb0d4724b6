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
import io.atelier.platform.oauth.internal.OAuthStore;
import io.atelier.platform.oauth.internal.Secrets;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Checks what clients ask people for, and gives them a code when a person agrees. */
@Service
public class ConsentService {
    /** How long a code is good after a person agreed. */
    public static final Duration CODE_LIFE = Duration.ofSeconds(60);

    private static final int MAX_STATE = 2_000;
    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final OAuthStore store;
    private final AccessService access;
    private final AuditLog audit;
    private final InstantSource clock;

    ConsentService(OAuthStore store, AccessService access, AuditLog audit, InstantSource clock) {
        this.store = store;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Checks a question before anybody is asked. Nobody is sent to an address that the client did not register, letter by
     * letter.
     *
     * @param parameters those of the address, each with all of its values
     * @param issuer this installation's address, given back as {@code iss}
     */
    @Transactional(readOnly = true)
    public ConsentAnswer check(Map<String, List<String>> parameters, String issuer) {
        Optional<OAuthStore.Client> client = single(parameters, "client_id").flatMap(store::client);
        String redirect = single(parameters, "redirect_uri").orElse("");
        if (client.isEmpty()
                || client.get().client().data().kind() != ApiClientKind.SERVER
                || !client.get().client().data().redirectUris().contains(redirect)) {
            return new ConsentAnswer.Unknown("The program is not known here, or asks to be answered elsewhere.");
        }
        ApiClient known = client.get().client();
        String state = single(parameters, "state").orElse("");
        if (parameters.values().stream().anyMatch(values -> values.size() > 1) || state.length() > MAX_STATE) {
            return sendBack(redirect, "invalid_request", "", issuer);
        }
        if (!single(parameters, "response_type").equals(Optional.of("code"))) {
            return sendBack(redirect, "unsupported_response_type", state, issuer);
        }
        String challenge = single(parameters, "code_challenge").orElse("");
        boolean hashed = single(parameters, "code_challenge_method").equals(Optional.of("S256"));
        if (!hashed || !CHALLENGE.matcher(challenge).matches()) {
            return sendBack(redirect, "invalid_request", state, issuer);
        }
        List<Scope> scopes;
        try {
            scopes = Scope.parse(single(parameters, "scope").orElse(""));
        } catch (PlatformException _) {
            return sendBack(redirect, "invalid_scope", state, issuer);
        }
        if (!known.data().covers(scopes)) {
            return sendBack(redirect, "invalid_scope", state, issuer);
        }
        return new ConsentAnswer.Ask(
                new ConsentRequest(known.clientId(), known.name(), redirect, scopes, state, challenge));
    }

    private static Optional<String> single(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
    }

    private static ConsentAnswer sendBack(String redirect, String error, String state, String issuer) {
        return new ConsentAnswer.SendBack(location(redirect, "error", error, state, issuer));
    }

    private static String location(String redirect, String name, String value, String state, String issuer) {
        StringBuilder location = new StringBuilder(redirect)
                .append(redirect.contains("?") ? "&" : "?")
                .append(name)
                .append('=')
                .append(encoded(value));
        if (!state.isEmpty()) {
            location.append("&state=").append(encoded(state));
        }
        return location.append("&iss=").append(encoded(issuer)).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Says whether the client is one of this person's organization; one of another does not exist for them. */
    @Transactional(readOnly = true)
    public boolean isKnown(Actor actor, ConsentRequest request) {
        return clientOf(actor, request).isPresent();
    }

    /** Returns where the browser goes after the person agreed; all is checked again, as it came through a browser. */
    @Transactional
    public String approve(Actor actor, ConsentRequest request, String issuer) {
        LoginAsService.requireOneself(actor);
        access.of(actor).require(Permission.API_ACCESS);
        ApiClientData data = clientOf(actor, request)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such client.", Map.of("id", request.clientId())))
                .data();
        boolean good = data.kind() == ApiClientKind.SERVER
                && data.redirectUris().contains(request.redirectUri())
                && data.covers(request.scopes())
                && CHALLENGE.matcher(request.challenge()).matches();
        if (!good) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "The program asks for what it may not. Tell whoever runs it.");
        }
        String code = Secrets.make("code");
        store.insertCode(
                Secrets.hash(code),
                request.clientId(),
                actor.user(),
                request.scopes(),
                clock.instant().plus(CODE_LIFE),
                request.redirectUri(),
                request.challenge());
        audit.append(
                actor,
                AuditAct.of(
                                AuditKind.API,
                                AuditAction.GRANTED,
                                AuditObject.API_CLIENT,
                                request.clientId(),
                                request.clientName())
                        .changing(null, Map.of("scopes", texts(request.scopes()))));
        return location(request.redirectUri(), "code", code, request.state(), issuer);
    }

    /** Returns where the browser goes after the person refused. */
    public String deny(ConsentRequest request, String issuer) {
        return location(request.redirectUri(), "error", "access_denied", request.state(), issuer);
    }

    private Optional<ApiClient> clientOf(Actor actor, ConsentRequest request) {
        OrgId org = actor.org();
        return store.client(request.clientId())
                .filter(client -> client.org().equals(org))
                .map(OAuthStore.Client::client);
    }

    private static List<String> texts(List<Scope> scopes) {
        return scopes.stream().map(Scope::text).toList();
    }
}
