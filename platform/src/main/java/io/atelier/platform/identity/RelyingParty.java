package io.atelier.platform.identity;

import java.net.URI;

/**
 * The address that keys are bound to.
 *
 * @param origin scheme, host and port as a browser sends them
 */
public record RelyingParty(String origin) {
    String host() {
        String host = URI.create(origin).getHost();
        return host == null ? "" : host;
    }
}
