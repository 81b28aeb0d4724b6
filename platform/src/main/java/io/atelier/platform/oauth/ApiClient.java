package io.atelier.platform.oauth;

import java.time.Instant;

/** A program that an administrator let in. */
public record ApiClient(String clientId, ApiClientData data, Instant createdTime) {
    public String name() {
        return data.name();
    }
}
