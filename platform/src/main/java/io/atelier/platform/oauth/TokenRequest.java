package io.atelier.platform.oauth;

import java.util.Optional;

/**
 * A code that a client brings.
 *
 * @param secret empty from a client that can keep none
 * @param redirectUri the one that the code was asked for with; empty for codes made in set-up
 * @param verifier what the challenge was made of; empty for codes made in set-up
 */
public record TokenRequest(
        String clientId,
        Optional<String> secret,
        String code,
        Optional<String> redirectUri,
        Optional<String> verifier) {
    /** Asks for the tokens of a code that was made in set-up. */
    public static TokenRequest ofCode(String clientId, String secret, String code) {
        return new TokenRequest(clientId, Optional.of(secret), code, Optional.empty(), Optional.empty());
    }
}
