package io.atelier.studio.security;

import io.atelier.platform.identity.Origin;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** Says where requests come from; proxies have been heard, or not, by then. */
public final class Origins {
    private Origins() {}

    public static Origin of(HttpServletRequest request) {
        return new Origin(
                Objects.requireNonNullElse(request.getRemoteAddr(), ""),
                Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
    }
}
