package io.atelier.studio.security;

import io.atelier.platform.identity.SignInService;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Lets the sign-in form ask {@link SignInService}. */
@Component
class PasswordSignIn implements AuthenticationProvider {
    private final SignInService signIns;

    PasswordSignIn(SignInService signIns) {
        this.signIns = signIns;
    }

    @Override
    public Authentication authenticate(Authentication attempt) {
        String email = attempt.getName();
        return signIns.authenticate(email, String.valueOf(attempt.getCredentials()))
                .map(account -> SignedIn.authentication(account, email))
                .orElseThrow(() -> new BadCredentialsException("refused"));
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
