package io.atelier.platform.oauth;

import java.util.List;

/**
 * What a client asks a person for, after all of it was checked.
 *
 * @param state given back as it came; may be empty
 * @param challenge SHA-256 of what the client shows when it exchanges the code
 */
public record ConsentRequest(
        String clientId, String clientName, String redirectUri, List<Scope> scopes, String state, String challenge) {
    public ConsentRequest {
        scopes = List.copyOf(scopes);
    }
}
