package io.atelier.studio.security;

import io.atelier.platform.identity.Account;
import java.io.Serial;
import java.io.Serializable;
import java.security.Principal;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;

/** The principal of a browser session: which account it is. Rights are asked anew at each act, so none are here. */
public final class SignedIn implements Principal, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String email;
    private final transient Account account;

    private SignedIn(Account account, String email) {
        this.account = account;
        this.email = email;
    }

    public static Authentication authentication(Account account, String email) {
        return UsernamePasswordAuthenticationToken.authenticated(new SignedIn(account, email), null, List.of());
    }

    public Account account() {
        return account;
    }

    @Override
    public String getName() {
        return email;
    }
}
