package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Asks every route that the server knows under {@code /crm} with a token that is good for none. */
@PlatformTest
class EveryRouteNeedsAScopeTest {
    private static final String COQL = "{\"select_query\":\"select id from Leads where id > 1\"}";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Given given;

    @Autowired
    ApiClientService clients;

    @Autowired
    TokenService tokens;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Test
    void aTokenForNothingIsRefusedEverywhere() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client =
                clients.create(admin, ApiClientData.credentials("Nobody", Scope.parse("ZohoCRM.files.Nothing.READ")));
        TokenAnswer answer =
                tokens.clientCredentials(client.clientId(), Optional.of(client.secret()), Optional.empty());
        String token = ((TokenAnswer.Issued) answer).accessToken();

        Set<String> routes = routes();

        assertThat(routes).hasSizeGreaterThan(12);
        for (String route : routes) {
            String[] parts = route.split(" ");
            HttpResponse<String> refused = http.send(
                    HttpRequest.newBuilder(URI.create("http://localhost:" + port + parts[1]))
                            .header("Authorization", "Bearer " + token)
                            .method(
                                    parts[0],
                                    HttpRequest.BodyPublishers.ofString(parts[1].endsWith("coql") ? COQL : ""))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(refused.body()).as(route).contains("OAUTH_SCOPE_MISMATCH");
        }
    }

    private Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        mappings.getHandlerMethods()
                .keySet()
                .forEach(info -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> info.getPatternValues().stream()
                                .filter(path -> path.startsWith("/crm/"))
                                .forEach(path -> routes.add(method + " " + concrete(path)))));
        return routes;
    }

    private static String concrete(String path) {
        return path.replaceAll("\\{version[^/]*\\}", "v8")
                .replaceAll("\\{module[^/]*\\}", "Leads")
                .replaceAll("\\{name\\}", "Leads")
                .replaceAll("\\{list[^/]*\\}", "Notes")
                .replaceAll("\\{[^/]+\\}", "1");
    }
}
