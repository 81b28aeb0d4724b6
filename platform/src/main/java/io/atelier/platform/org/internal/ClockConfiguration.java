package io.atelier.platform.org.internal;

import io.atelier.platform.common.IdGenerator;
import java.time.InstantSource;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Provides the one clock and the one source of ids. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {
    @Bean
    @ConditionalOnMissingBean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    IdGenerator idGenerator(InstantSource clock) {
        return IdGenerator.ofRandomNode(clock);
    }
}
