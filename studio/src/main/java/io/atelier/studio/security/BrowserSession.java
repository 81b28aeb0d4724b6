package io.atelier.studio.security;

import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.spi.CurrentSession;
import io.atelier.platform.org.Actor;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Finds the session of the request at hand. */
@Component
public class BrowserSession implements CurrentSession {
    @Override
    public OptionalLong of(Actor actor) {
        Optional<SignedIn> mine =
                current().filter(signedIn -> signedIn.account().equals(new Account(actor.org(), actor.user())));
        return mine.isPresent() ? OptionalLong.of(mine.get().session()) : OptionalLong.empty();
    }

    static Optional<SignedIn> current() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    static Optional<SignedIn> of(@Nullable Authentication authentication) {
        return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
                ? Optional.of(signedIn)
                : Optional.empty();
    }
}
