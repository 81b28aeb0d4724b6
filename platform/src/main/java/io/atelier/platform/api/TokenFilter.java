package io.atelier.platform.api;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.ProfileSecurityService;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/** Lets under {@code /crm} pass only who brings a good access token, and under {@code /oauth} everybody. */
final class TokenFilter extends OncePerRequestFilter {
    private final TokenService tokens;
    private final ProfileSecurityService security;
    private final AccessService access;
    private final CallDoor calls;
    private final JsonMapper json;

    TokenFilter(
            TokenService tokens,
            ProfileSecurityService security,
            AccessService access,
            CallDoor calls,
            JsonMapper json) {
        this.tokens = tokens;
        this.security = security;
        this.access = access;
        this.calls = calls;
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String path = ApiPaths.of(request);
        if (path.equals("/oauth") || path.startsWith("/oauth/")) {
            chain.doFilter(request, response);
            return;
        }
        Optional<String> token = token(request);
        if (token.isEmpty()) {
            ApiError.of(ErrorCode.AUTHENTICATION_FAILURE, "Authentication failed")
                    .write(response, json);
            return;
        }
        Optional<Authorization> authorization = tokens.authenticate(token.get(), request.getRemoteAddr());
        if (authorization.isEmpty()) {
            ApiError.of(ErrorCode.INVALID_TOKEN, "invalid oauth token").write(response, json);
            return;
        }
        Actor actor = authorization.get().actor();
        if (!authorization.get().isConsole()
                && !security.allows(new Account(actor.org(), actor.user()), request.getRemoteAddr())) {
            calls.refused(authorization.get(), ErrorCode.NO_PERMISSION);
            ApiError.of(ErrorCode.NO_PERMISSION, "This address is not among those that the user's profile allows.")
                    .write(response, json);
            return;
        }
        try {
            access.of(actor).require(Permission.API_ACCESS); // whoever loses it loses all their tokens' power at once
        } catch (PlatformException e) {
            calls.refused(authorization.get(), e.code());
            ApiError.of(e).write(response, json);
            return;
        }
        ApiScopes.set(request, authorization.get());
        calls.pass(authorization.get(), request, response, chain);
    }

    private static Optional<String> token(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null) {
            return Optional.empty();
        }
        String[] parts = header.strip().split("\\s+");
        boolean known = parts.length == 2
                && switch (parts[0].toLowerCase(Locale.ROOT)) {
                    case "zoho-oauthtoken", "bearer" -> true;
                    default -> false;
                };
        return known ? Optional.of(parts[1]) : Optional.empty();
    }
}
