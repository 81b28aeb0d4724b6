package io.atelier.studio.security;

import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Refuses passwords that are posted past the sign-in view: only that asks for the second factor. */
@Component
class NoFormSignIn implements AuthenticationProvider {
    @Override
    public Authentication authenticate(Authentication attempt) {
        throw new BadCredentialsException("refused");
    }

    @Override
    public boolean supports(Class<?> type) {
        return true;
    }
}
