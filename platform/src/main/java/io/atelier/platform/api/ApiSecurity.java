package io.atelier.platform.api;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.identity.ProfileSecurityService;
import io.atelier.platform.oauth.TokenService;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

/** Closes the API to whoever has no token; keeps no session and reads no cookie. */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    private static final int BEFORE_THE_STUDIO = 10;

    @Bean
    FilterRegistrationBean<ApiEnvelopeFilter> apiEnvelope(JsonMapper json) {
        FilterRegistrationBean<ApiEnvelopeFilter> registration =
                new FilterRegistrationBean<>(new ApiEnvelopeFilter(json));
        registration.addUrlPatterns("/crm/*", "/oauth/*");
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    /**
     * One filter and no more: the usual ones serve sessions, forms and pages, which the API has none of. The firewall against
     * strange paths stands before all chains.
     */
    @Bean
    @Order(BEFORE_THE_STUDIO)
    SecurityFilterChain apiChain(
            TokenService tokens,
            ProfileSecurityService security,
            AccessService access,
            CallDoor calls,
            JsonMapper json) {
        return new DefaultSecurityFilterChain(ApiPaths::isApi, new TokenFilter(tokens, security, access, calls, json));
    }
}
