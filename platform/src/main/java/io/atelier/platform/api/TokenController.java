package io.atelier.platform.api;

import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where programs fetch and give back tokens. Parameters may stand in the query, in a form or in parts; each once. Refusals are
 * {@code {"error":"invalid_code"}}, as every OAuth client expects.
 */
@RestController
final class TokenController {
    private final TokenService tokens;

    TokenController(TokenService tokens) {
        this.tokens = tokens;
    }

    @PostMapping("/oauth/v2/token")
    ResponseEntity<Map<String, Object>> token(HttpServletRequest request) {
        try {
            String client = ApiParameters.get(request, "client_id");
            String secret = ApiParameters.get(request, "client_secret");
            return switch (ApiParameters.get(request, "grant_type")) {
                case "authorization_code" ->
                    answer(tokens.exchangeCode(client, secret, ApiParameters.get(request, "code")), request);
                case "refresh_token" ->
                    answer(tokens.refresh(client, secret, ApiParameters.get(request, "refresh_token")), request);
                default -> refused("unsupported_grant_type");
            };
        } catch (PlatformException _) {
            return refused("invalid_request");
        }
    }

    @PostMapping({"/oauth/v2/token/revoke", "/oauth/v2/revoke"})
    ResponseEntity<Map<String, Object>> revoke(HttpServletRequest request) {
        try {
            return tokens.revoke(ApiParameters.get(request, "token"))
                    ? ResponseEntity.ok(Map.of("status", "success"))
                    : refused("invalid_token");
        } catch (PlatformException _) {
            return refused("invalid_request");
        }
    }

    private static ResponseEntity<Map<String, Object>> answer(TokenAnswer answer, HttpServletRequest request) {
        return switch (answer) {
            case TokenAnswer.Issued issued -> ResponseEntity.ok(issued(issued, request));
            case TokenAnswer.Refused(String error) -> refused(error);
        };
    }

    private static Map<String, Object> issued(TokenAnswer.Issued issued, HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("access_token", issued.accessToken());
        issued.refreshToken().ifPresent(token -> json.put("refresh_token", token));
        json.put("scope", issued.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")));
        json.put(
                "api_domain",
                url.substring(0, url.length() - request.getRequestURI().length()));
        json.put("token_type", "Bearer");
        json.put("expires_in", issued.expiresInSeconds());
        return json;
    }

    private static ResponseEntity<Map<String, Object>> refused(String error) {
        return ResponseEntity.badRequest().body(Map.of("error", error));
    }
}
