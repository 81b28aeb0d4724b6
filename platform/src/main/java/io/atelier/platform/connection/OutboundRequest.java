package io.atelier.platform.connection;

import java.util.Map;

/**
 * What is sent.
 *
 * @param method in capitals
 * @param url absolute, as the customer wrote it
 * @param headers by name; Host, Connection and lengths are the client's own
 * @param body may be empty
 */
public record OutboundRequest(String method, String url, Map<String, String> headers, byte[] body) {
    public OutboundRequest {
        headers = Map.copyOf(headers);
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }
}
