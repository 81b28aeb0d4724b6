package io.atelier.platform.identity;

import java.time.Instant;

/**
 * A key that a person's device holds.
 *
 * @param id of the credential, in base64url
 * @param name as its owner calls it
 */
public record Passkey(String id, String name, Instant createdTime, Instant lastUsed) {}
