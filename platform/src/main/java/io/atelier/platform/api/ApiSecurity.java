package io.atelier.platform.api;

import io.atelier.platform.oauth.TokenService;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
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

    @Bean
    @Order(BEFORE_THE_STUDIO)
    SecurityFilterChain apiChain(HttpSecurity http, TokenService tokens, JsonMapper json) {
        return http.securityMatcher("/crm", "/crm/**", "/oauth", "/oauth/**")
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new TokenFilter(tokens, json), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll()) // TokenFilter has decided by now
                .build();
    }
}
