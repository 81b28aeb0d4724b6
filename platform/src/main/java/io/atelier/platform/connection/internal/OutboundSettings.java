package io.atelier.platform.connection.internal;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be called beyond the public internet.
 *
 * @param allowedHosts exact hosts of the intranet: {@code host} on 80 and 443, {@code host:8443}, or {@code host:*}; an IPv6
 *     address in brackets
 */
@ConfigurationProperties("atelier.outbound")
public record OutboundSettings(@DefaultValue List<String> allowedHosts) {
    public OutboundSettings {
        allowedHosts = allowedHosts.stream()
                .map(host -> host.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** @param host in small letters */
    public boolean allows(String host, int port) {
        boolean usual = port == 80 || port == 443;
        return allowedHosts.contains(host + ":" + port)
                || allowedHosts.contains(host + ":*")
                || usual && allowedHosts.contains(host);
    }
}
