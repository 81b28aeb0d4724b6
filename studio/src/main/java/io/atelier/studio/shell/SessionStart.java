package io.atelier.studio.shell;

import com.vaadin.flow.server.VaadinService;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.VaadinServletResponse;
import io.atelier.platform.identity.Account;
import io.atelier.studio.security.SignedIn;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.stereotype.Component;

/** Signs a person in who has just proven by a one-time link who they are. */
@Component
class SessionStart {
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    /** Must be called while a request of the browser is answered; gives the session a new id. */
    void signIn(Account account, String email) {
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        VaadinServletResponse response = VaadinServletResponse.getCurrent();
        if (request == null || response == null) {
            throw new IllegalStateException("signing in needs a request");
        }
        VaadinService.reinitializeSession(request);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(SignedIn.authentication(account, email));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request.getHttpServletRequest(), response.getHttpServletResponse());
    }
}
