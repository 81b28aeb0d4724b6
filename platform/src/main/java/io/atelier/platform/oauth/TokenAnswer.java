package io.atelier.platform.oauth;

import java.util.List;
import java.util.Optional;

/** What the token endpoint answers. */
public sealed interface TokenAnswer {
    /**
     * @param refreshToken of a code's first exchange only; it stays good until it is revoked
     */
    record Issued(String accessToken, Optional<String> refreshToken, long expiresInSeconds, List<Scope> scopes)
            implements TokenAnswer {
        public Issued {
            scopes = List.copyOf(scopes);
        }
    }

    /** @param error {@code invalid_client}, {@code invalid_code} or {@code invalid_grant} */
    record Refused(String error) implements TokenAnswer {}
}
