package io.atelier.platform.api;

import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Actor;
import jakarta.servlet.http.HttpServletRequest;

/** Asks what the token of a request allows. */
public final class ApiScopes {
    private static final String ATTRIBUTE = ApiScopes.class.getName();

    private ApiScopes() {}

    static void set(HttpServletRequest request, Authorization authorization) {
        request.setAttribute(ATTRIBUTE, authorization);
    }

    /** Lets a request that stands in another's body do what the token of the whole allows, and no more. */
    public static void hand(HttpServletRequest outer, HttpServletRequest inner) {
        set(inner, of(outer));
    }

    /** Returns what the request's token allows. */
    public static Authorization of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Authorization authorization) {
            return authorization;
        }
        throw new IllegalStateException("the request has passed no token filter");
    }

    /** Returns as whom the token acts, if it has the scope {@code ZohoCRM.<area>.<part>.<verb>}. */
    public static Actor require(HttpServletRequest request, String area, String part, String verb) {
        Authorization authorization = of(request);
        authorization.require(area, part, verb);
        return authorization.actor();
    }
}
