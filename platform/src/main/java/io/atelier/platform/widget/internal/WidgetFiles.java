package io.atelier.platform.widget.internal;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the files of widgets. The sandbox header takes their origin away, so that a widget's script reaches neither the
 * session nor the storage of the page around it, even when it is opened alone.
 */
@RestController
class WidgetFiles {
    private static final String POLICY = "sandbox allow-scripts allow-forms; default-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; connect-src 'none'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("woff2", "font/woff2"));

    private final WidgetStore store;

    WidgetFiles(WidgetStore store) {
        this.store = store;
    }

    @GetMapping("/widgets/{key:[0-9a-f]{32}}/**")
    ResponseEntity<byte[]> file(@PathVariable String key, HttpServletRequest request) {
        String prefix = request.getContextPath() + "/widgets/" + key + "/";
        String path = request.getRequestURI().substring(prefix.length());
        return store.file(key, path)
                .map(content -> ResponseEntity.ok()
                        .header("Content-Type", typeOf(path))
                        .header("Content-Security-Policy", POLICY)
                        .header("X-Content-Type-Options", "nosniff")
                        .header("Referrer-Policy", "no-referrer")
                        // A sandboxed page has no origin: without this its own modules and fonts would be foreign.
                        .header("Access-Control-Allow-Origin", "*")
                        .header("Cache-Control", "private, max-age=300")
                        .body(content))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static String typeOf(String path) {
        String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, "application/octet-stream");
    }

    @Bean
    @Order(40)
    static SecurityFilterChain widgetFilterChain(HttpSecurity http) throws Exception {
        return http.securityMatcher("/widgets/**", "/widget-sdk/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .headers(headers -> headers.frameOptions(options -> options.disable()))
                .build();
    }
}
