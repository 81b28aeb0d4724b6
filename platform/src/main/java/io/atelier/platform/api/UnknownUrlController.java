package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/** Answers every URL of the API that no other controller does; without it they would be the studio's pages. */
@RestController
final class UnknownUrlController {
    private final ObjectProvider<RequestMappingHandlerMapping> mappings;

    UnknownUrlController(
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> mappings) {
        this.mappings = mappings;
    }

    @RequestMapping({"/crm", "/crm/**", "/oauth", "/oauth/**"})
    void refuse(HttpServletRequest request) {
        if (isKnown(request)) {
            throw new PlatformException(
                    ErrorCode.INVALID_REQUEST_METHOD, "The http request method type is not a valid one");
        }
        throw new PlatformException(
                ErrorCode.INVALID_URL_PATTERN, "Please check if the URL trying to access is a correct one");
    }

    /** Says whether another method of the URL would have been answered. */
    private boolean isKnown(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(
                request.getRequestURI().substring(request.getContextPath().length()));
        return mappings.stream()
                .flatMap(mapping -> mapping.getHandlerMethods().entrySet().stream())
                .filter(entry -> !entry.getValue().getBeanType().equals(UnknownUrlController.class))
                .map(entry -> entry.getKey())
                .anyMatch(info -> matches(info, path));
    }

    private static boolean matches(RequestMappingInfo info, PathContainer path) {
        var patterns = info.getPathPatternsCondition();
        return patterns != null
                && info.getHeadersCondition().isEmpty()
                && patterns.getPatterns().stream()
                        .map(PathPattern::getPatternString)
                        .anyMatch(text -> text.startsWith("/crm/") || text.startsWith("/oauth/"))
                && patterns.getPatterns().stream().anyMatch(pattern -> pattern.matches(path));
    }
}
