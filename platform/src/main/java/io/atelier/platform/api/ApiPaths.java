package io.atelier.platform.api;

import jakarta.servlet.http.HttpServletRequest;

/** Says which requests are the API's. */
public final class ApiPaths {
    private ApiPaths() {}

    /** Returns the decoded path, as the controllers see it: a spelling must not be one thing here and another there. */
    public static String of(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    /** Returns where this installation was reached, without a slash at its end. */
    public static String baseUrl(HttpServletRequest request) {
        String url = request.getRequestURL().toString();
        return url.substring(0, url.length() - request.getRequestURI().length()) + request.getContextPath();
    }

    static boolean isApi(HttpServletRequest request) {
        String path = of(request);
        return path.equals("/crm") || path.startsWith("/crm/") || path.equals("/oauth") || path.startsWith("/oauth/");
    }
}
