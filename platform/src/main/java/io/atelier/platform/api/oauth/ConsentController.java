package io.atelier.platform.api.oauth;

import io.atelier.platform.api.ApiPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.ConsentAnswer;
import io.atelier.platform.oauth.ConsentService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where a program sends the browser of whoever shall let it in. Knows nobody: what is sound goes on to the page where the
 * person signs in and is asked, what is not goes back.
 */
@RestController
final class ConsentController {
    /** The studio's page that asks; it takes the same parameters. */
    static final String PAGE = "/consent";

    private final ConsentService consents;

    ConsentController(ConsentService consents) {
        this.consents = consents;
    }

    @GetMapping("/oauth/v2/auth")
    ResponseEntity<Void> ask(HttpServletRequest request) {
        ConsentAnswer answer = consents.check(
                request.getParameterMap().entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> Arrays.asList(entry.getValue()))),
                ApiPaths.baseUrl(request));
        return switch (answer) {
            case ConsentAnswer.Ask _ -> goTo(request.getContextPath() + PAGE + "?" + request.getQueryString());
            case ConsentAnswer.SendBack(String location) -> goTo(location);
            case ConsentAnswer.Unknown(String message) ->
                throw new PlatformException(ErrorCode.INVALID_DATA, message, Map.of("param_name", "redirect_uri"));
        };
    }

    private static ResponseEntity<Void> goTo(String location) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .header("Location", location)
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}
