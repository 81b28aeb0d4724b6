package io.atelier.platform.connection;

import java.util.List;
import java.util.Map;

/**
 * What came back, whatever its status: redirects are not followed.
 *
 * @param headers by name in small letters, each with its values in order
 * @param body as it was sent; never unpacked
 */
public record OutboundAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    public OutboundAnswer {
        headers = Map.copyOf(headers);
        body = body.clone();
    }

    @Override
    public byte[] body() {
        return body.clone();
    }
}
