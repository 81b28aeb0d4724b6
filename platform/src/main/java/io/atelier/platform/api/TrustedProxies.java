package io.atelier.platform.api;

import io.atelier.platform.identity.IpRange;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Believes what proxies say of a request if they are on the list, and only then: else anybody could claim any address. It
 * stands before everything else, so that there is one answer to where a request comes from.
 */
final class TrustedProxies extends ValveBase {
    private static final int HTTPS_PORT = 443;

    private final List<IpRange> trusted;

    TrustedProxies(List<IpRange> trusted) {
        super(true);
        this.trusted = List.copyOf(trusted);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        String peer = request.getRemoteAddr();
        if (isTrusted(peer)) {
            String client = client(peer, addresses(request));
            request.setRemoteAddr(client);
            request.setRemoteHost(client);
            if ("https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"))) {
                request.setSecure(true);
                request.getCoyoteRequest().scheme().setString("https");
                request.setServerPort(HTTPS_PORT);
            }
        }
        getNext().invoke(request, response);
    }

    /** Walks back from the nearest proxy: the first address that is no trusted proxy is the last that one vouches for. */
    private String client(String peer, List<String> addresses) {
        String client = peer;
        for (String address : addresses.reversed()) {
            if (!IpRange.isAddress(address)) {
                return client;
            }
            client = address;
            if (!isTrusted(address)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }

    private static List<String> addresses(Request request) {
        List<String> addresses = new ArrayList<>();
        for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
            addresses.addAll(
                    Arrays.stream(header.split(",", -1)).map(String::strip).toList());
        }
        return addresses;
    }
}
