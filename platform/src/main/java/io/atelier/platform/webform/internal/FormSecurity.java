package io.atelier.platform.webform.internal;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** Opens forms to everybody, without session or cookie, with headers of their own. */
@Configuration(proxyBeanMethods = false)
class FormSecurity {
    private static final int BEFORE_THE_STUDIO = 11;

    /** @param frames who may show the page inside their own */
    static String policy(String frames) {
        return "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors " + frames;
    }

    @Bean
    @Order(BEFORE_THE_STUDIO)
    SecurityFilterChain formChain(HttpSecurity http) {
        return http.securityMatcher("/forms", "/forms/**")
                .csrf(AbstractHttpConfigurer::disable)
                .cors(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .securityContext(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers -> headers.frameOptions(HeadersConfigurer.FrameOptionsConfig::disable)
                        .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN))
                        .addHeaderWriter((request, response) -> {
                            if (!response.containsHeader("Content-Security-Policy")) {
                                new StaticHeadersWriter("Content-Security-Policy", policy("*"))
                                        .writeHeaders(request, response);
                            }
                        }))
                .addFilterAfter(new FormRequestFilter(), HeaderWriterFilter.class)
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
