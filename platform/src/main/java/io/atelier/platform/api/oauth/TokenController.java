package io.atelier.platform.api.oauth;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenRequest;
import io.atelier.platform.oauth.TokenService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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
            requireEachOnce(request);
            String client = ApiParameters.get(request, "client_id");
            Optional<String> secret = ApiParameters.find(request, "client_secret");
            return switch (ApiParameters.get(request, "grant_type")) {
                case "authorization_code" ->
                    answer(
                            tokens.exchangeCode(new TokenRequest(
                                    client,
                                    secret,
                                    ApiParameters.get(request, "code"),
                                    ApiParameters.find(request, "redirect_uri"),
                                    ApiParameters.find(request, "code_verifier"))),
                            request);
                case "refresh_token" ->
                    answer(
                            tokens.refresh(
                                    client,
                                    secret,
                                    ApiParameters.get(request, "refresh_token"),
                                    ApiParameters.find(request, "scope")),
                            request);
                case "client_credentials" ->
                    answer(tokens.clientCredentials(client, secret, ApiParameters.find(request, "scope")), request);
                default -> refused("unsupported_grant_type");
            };
        } catch (PlatformException _) {
            return refused("invalid_request");
        }
    }

    /** Of two values one program might read the first and another the second. */
    private static void requireEachOnce(HttpServletRequest request) {
        if (request.getParameterMap().values().stream().anyMatch(values -> values.length > 1)) {
            throw new PlatformException(ErrorCode.INVALID_DATA, "each parameter may come once");
        }
    }

    @PostMapping({"/oauth/v2/token/revoke", "/oauth/v2/revoke"})
    ResponseEntity<Map<String, Object>> revoke(HttpServletRequest request) {
        try {
            requireEachOnce(request);
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
            case TokenAnswer.TooMany(long seconds) ->
                ResponseEntity.status(ErrorCode.TOO_MANY_REQUESTS.httpStatus())
                        .header("Retry-After", Long.toString(seconds))
                        .body(Map.of("error", "access_denied"));
        };
    }

    private static Map<String, Object> issued(TokenAnswer.Issued issued, HttpServletRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("access_token", issued.accessToken());
        issued.refreshToken().ifPresent(token -> json.put("refresh_token", token));
        json.put("scope", issued.scopes().stream().map(Scope::text).collect(Collectors.joining(" ")));
        json.put("api_domain", ApiPaths.baseUrl(request));
        json.put("token_type", "Bearer");
        json.put("expires_in", issued.expiresInSeconds());
        return json;
    }

    private static ResponseEntity<Map<String, Object>> refused(String error) {
        return ResponseEntity.badRequest().body(Map.of("error", error));
    }
}
