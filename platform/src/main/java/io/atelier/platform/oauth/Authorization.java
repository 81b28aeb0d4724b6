package io.atelier.platform.oauth;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import java.util.List;
import java.util.Map;

/** Who a token lets act, and how far. */
public record Authorization(Actor actor, List<Scope> scopes) {
    public Authorization {
        scopes = List.copyOf(scopes);
    }

    /** Refuses with {@link ErrorCode#OAUTH_SCOPE_MISMATCH}; see {@link Scope#allows}. */
    public void require(String area, String part, String verb) {
        if (scopes.stream().noneMatch(scope -> scope.allows(area, part, verb))) {
            throw new PlatformException(
                    ErrorCode.OAUTH_SCOPE_MISMATCH,
                    "invalid oauth scope to access this URL",
                    Map.of("permissions", "ZohoCRM." + area + "." + part + "." + verb));
        }
    }
}
