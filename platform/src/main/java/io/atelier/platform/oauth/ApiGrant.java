package io.atelier.platform.oauth;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a client was given: access and refresh tokens that live and die together.
 *
 * @param user whom it acts as
 * @param lastUsed to within half a minute; empty if it never was
 * @param lastAddress where it was last used from; may be empty
 */
public record ApiGrant(
        long id,
        String clientId,
        UserId user,
        List<Scope> scopes,
        Instant createdTime,
        Optional<Instant> lastUsed,
        String lastAddress) {
    public ApiGrant {
        scopes = List.copyOf(scopes);
    }
}
