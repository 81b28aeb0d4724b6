package io.atelier.platform.connection.internal;

import java.net.InetAddress;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The system's own way of looking names up. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OutboundSettings.class)
class OutboundConfiguration {
    @Bean
    HostResolver hostResolver() {
        return InetAddress::getAllByName;
    }
}
