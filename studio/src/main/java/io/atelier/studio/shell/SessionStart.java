package io.atelier.studio.shell;

import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.Session;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.studio.security.OpenBrowsers;
import io.atelier.studio.security.Origins;
import io.atelier.studio.security.SignedIn;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;

/** Signs a person in who has just proven who they are. */
@Component
class SessionStart {
    private static final String WANTED = "SPRING_SECURITY_SAVED_REQUEST";

    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();
    private final SessionService sessions;
    private final UserService users;
    private final OpenBrowsers browsers;

    SessionStart(SessionService sessions, UserService users, OpenBrowsers browsers) {
        this.sessions = sessions;
        this.users = users;
        this.browsers = browsers;
    }

    /** Returns where the request at hand comes from. */
    static Origin origin() {
        return Origins.of(request());
    }

    /**
     * Must be called while a request of the browser is answered; gives the session a new id.
     *
     * @return where the person wanted to go, as a relative address
     */
    String signIn(Account account) {
        VaadinServletRequest request = request();
        VaadinServletResponse response = VaadinServletResponse.getCurrent();
        if (response == null) {
            throw new IllegalStateException("signing in needs a response");
        }
        User user = users.get(account.org(), account.user());
        Session session = sessions.start(account, origin());
        String wanted = wanted(request.getHttpServletRequest().getSession());
        VaadinService.reinitializeSession(request);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SignedIn.authentication(session, user.email()));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request.getHttpServletRequest(), response.getHttpServletResponse());
        browsers.add(session.id(), account, request.getHttpServletRequest().getSession());
        return wanted;
    }

    /** Never leads elsewhere: of the address that was asked for only the path and the query are taken. */
    private static String wanted(HttpSession session) {
        if (!(session.getAttribute(WANTED) instanceof SavedRequest saved)) {
            return ".";
        }
        session.removeAttribute(WANTED);
        URI address = URI.create(saved.getRedirectUrl());
        String path = address.getRawPath() == null ? "" : address.getRawPath().replaceAll("^/+", "");
        String query = address.getRawQuery();
        boolean continues = query == null || query.equals("continue");
        return "./" + path + (continues ? "" : "?" + query.replaceAll("&?continue$", ""));
    }

    private static VaadinServletRequest request() {
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        if (request == null) {
            throw new IllegalStateException("signing in needs a request");
        }
        return request;
    }
}
