package io.atelier.studio.security;

import io.atelier.platform.database.ViewOnly;
import io.atelier.platform.identity.SessionService;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Asks at each request whether its session may go on; one that was ended, or comes from elsewhere, is nobody's. */
final class SessionFilter extends OncePerRequestFilter {
    private final SessionService sessions;

    SessionFilter(SessionService sessions) {
        this.sessions = sessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<SignedIn> signedIn = BrowserSession.current();
        if (signedIn.isPresent()
                && !sessions.goesOn(
                        signedIn.get().session(),
                        signedIn.get().account(),
                        Origins.of(request).address())) {
            HttpSession session = request.getSession(false);
            if (session != null) {
                session.invalidate();
            }
            SecurityContextHolder.clearContext();
        }
        HttpSession session = request.getSession(false);
        if (session == null || !Viewing.isOn(session)) {
            chain.doFilter(request, response);
            return;
        }
        try (ViewOnly.Scope _ = ViewOnly.begin()) {
            chain.doFilter(request, response);
        }
    }
}
