package io.atelier.platform.oauth;

import java.util.List;
import java.util.Optional;

/** What the token endpoint answers. */
public sealed interface TokenAnswer {
    /**
     * @param refreshToken of a code's exchange, where it stays good until it is revoked; and of each refresh of a client that
     *     people let in, where it takes the place of the one that was used
     */
    record Issued(String accessToken, Optional<String> refreshToken, long expiresInSeconds, List<Scope> scopes)
            implements TokenAnswer {
        public Issued {
            scopes = List.copyOf(scopes);
        }
    }

    /** @param error {@code invalid_client}, {@code invalid_code}, {@code invalid_scope} or {@code unauthorized_client} */
    record Refused(String error) implements TokenAnswer {}

    /** Too many access tokens were fetched in a short time. */
    record TooMany(long retryAfterSeconds) implements TokenAnswer {}
}
