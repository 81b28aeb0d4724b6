package io.atelier.studio.security;

import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.server.WrappedSession;
import jakarta.servlet.http.HttpSession;

/** Remembers with the browser session that somebody looks as another user, so that no request of it changes anything. */
public final class Viewing {
    private static final String ATTRIBUTE = Viewing.class.getName();

    private Viewing() {}

    /** Begins with the next request of the session at hand. */
    public static void begin() {
        session().setAttribute(ATTRIBUTE, true);
    }

    /** Ends with the next request of the session at hand. */
    public static void end() {
        session().removeAttribute(ATTRIBUTE);
    }

    private static WrappedSession session() {
        return VaadinSession.getCurrent().getSession();
    }

    static boolean isOn(HttpSession session) {
        return session.getAttribute(ATTRIBUTE) != null;
    }
}
