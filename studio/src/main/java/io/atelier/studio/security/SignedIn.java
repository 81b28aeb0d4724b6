package io.atelier.studio.security;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Session;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** The principal of a browser session: which account and session it is. Rights are asked anew at each act, so none are here. */
public final class SignedIn implements Principal, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String email;
    private final long org;
    private final long user;
    private final long session;

    private SignedIn(Session session, String email) {
        this.org = session.account().org().value();
        this.user = session.account().user().value();
        this.session = session.id();
        this.email = email;
    }

    public static Authentication authentication(Session session, String email) {
        return UsernamePasswordAuthenticationToken.authenticated(new SignedIn(session, email), null, List.of());
    }

    public Account account() {
        return new Account(new OrgId(org), new UserId(user));
    }

    /** Returns the number that the session is kept under; it opens nothing. */
    public long session() {
        return session;
    }

    @Override
    public String getName() {
        return email;
    }
}
