package io.atelier.platform.oauth;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import java.util.List;
import java.util.Map;

/**
 * Who a token lets act, and how far.
 *
 * @param client the id of the client that has it, or {@link #CONSOLE}
 */
public record Authorization(Actor actor, List<Scope> scopes, String client) {
    /** What stands for the client where a person tries the API out in the browser. */
    public static final String CONSOLE = "console";

    public Authorization {
        scopes = List.copyOf(scopes);
    }

    /** Says whether this stands for one call of a person who is signed in, and was asked about that when it was made. */
    public boolean isConsole() {
        return client.equals(CONSOLE);
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
