package io.atelier.platform.api;

import jakarta.servlet.http.HttpServletRequest;

/** Says which requests are the API's. */
final class ApiPaths {
    private ApiPaths() {}

    static boolean isApi(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.equals("/crm") || path.startsWith("/crm/") || path.equals("/oauth") || path.startsWith("/oauth/");
    }
}
