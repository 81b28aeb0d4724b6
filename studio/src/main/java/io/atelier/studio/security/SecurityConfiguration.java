package io.atelier.studio.security;

import static com.vaadin.flow.spring.security.VaadinSecurityConfigurer.vaadin;

import io.atelier.platform.database.ViewOnly;
import io.atelier.platform.identity.SessionService;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;

/**
 * The user interface's filter chain, last of all, and a closed door before it for the addresses that belong to features.
 * A feature opens its address with a {@link SecurityFilterChain} of its own, of an order below {@link #FEATURES}.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class SecurityConfiguration {
    /** Chains of features have an order below this. */
    public static final int FEATURES = 1_000;

    /** What no feature has opened is closed, without a session and without the sign-in page. */
    @Bean
    @Order(FEATURES)
    SecurityFilterChain closedAddresses(HttpSecurity http) throws Exception {
        return http.securityMatcher("/crm/**", "/oauth/**", "/forms/**", "/widgets/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().denyAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(
                        failures -> failures.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND)))
                .build();
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE)
    SecurityFilterChain studio(HttpSecurity http, NoFormSignIn noFormSignIn, SessionService sessions) throws Exception {
        http.authenticationProvider(noFormSignIn);
        http.addFilterAfter(new SessionFilter(sessions), SecurityContextHolderFilter.class);
        http.authorizeHttpRequests(
                requests -> requests.requestMatchers("/styles/**", "/aura/**", "/icons/**", "/favicon.ico", "/error")
                        .permitAll());
        return http.with(
                        vaadin(),
                        views -> views.loginView("/sign-in", "/sign-in")
                                .defaultSuccessUrl("/")
                                .addLogoutHandler((_, _, authentication) -> BrowserSession.of(authentication)
                                        .ifPresent(signedIn -> leave(sessions, signedIn)))
                                .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
                .build();
    }

    /** Whoever looks as somebody else signs out as themselves all the same. */
    private static void leave(SessionService sessions, SignedIn signedIn) {
        try (ViewOnly.Scope _ = ViewOnly.lift()) {
            sessions.leave(signedIn.account(), signedIn.session());
        }
    }
}
