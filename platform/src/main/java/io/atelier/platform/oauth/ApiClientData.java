package io.atelier.platform.oauth;

import java.util.List;

/**
 * What an administrator says of a client.
 *
 * @param confidential whether it can keep a secret; a program on people's devices cannot
 * @param redirectUris where people are sent back to; compared letter by letter
 * @param scopes the most that it may ask for; empty for no bound, but for clients of kind {@link
 *     ApiClientKind#CREDENTIALS}, which need some
 */
public record ApiClientData(
        String name, ApiClientKind kind, boolean confidential, List<String> redirectUris, List<Scope> scopes) {
    public static final int MAX_NAME = 100;
    public static final int MAX_REDIRECTS = 20;
    public static final int MAX_REDIRECT_LENGTH = 2_000;

    public ApiClientData {
        name = name.strip();
        redirectUris = redirectUris.stream().distinct().toList();
        scopes = List.copyOf(scopes);
    }

    public static ApiClientData self(String name) {
        return new ApiClientData(name, ApiClientKind.SELF, true, List.of(), List.of());
    }

    public static ApiClientData server(String name, boolean confidential, String redirectUri) {
        return new ApiClientData(name, ApiClientKind.SERVER, confidential, List.of(redirectUri), List.of());
    }

    public static ApiClientData credentials(String name, List<Scope> scopes) {
        return new ApiClientData(name, ApiClientKind.CREDENTIALS, true, List.of(), scopes);
    }

    /** Says whether the client may ask for all of these. */
    public boolean covers(List<Scope> wanted) {
        return scopes.isEmpty() || Scope.cover(scopes, wanted);
    }
}
