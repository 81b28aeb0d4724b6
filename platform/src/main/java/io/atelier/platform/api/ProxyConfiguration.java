package io.atelier.platform.api;

import io.atelier.platform.identity.IpRange;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the proxies in {@code atelier.trusted-proxies} say where requests come from; by default nobody may. */
@Configuration(proxyBeanMethods = false)
class ProxyConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(
            @Value("${atelier.trusted-proxies:}") String ranges) {
        List<IpRange> trusted = Arrays.stream(ranges.split(","))
                .filter(range -> !range.isBlank())
                .map(IpRange::of)
                .toList();
        return server -> {
            if (!trusted.isEmpty()) {
                server.addEngineValves(new TrustedProxies(trusted));
            }
        };
    }
}
