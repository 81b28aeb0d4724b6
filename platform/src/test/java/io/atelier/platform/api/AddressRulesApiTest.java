package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.identity.IpRange;
import io.atelier.platform.identity.ProfileSecurity;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenRequest;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.people.SignInRulesService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** Address rules of profiles hold for tokens, and nobody can claim another address but by a proxy that is trusted. */
class AddressRulesApiTest {
    private static final List<IpRange> OFFICE = List.of(IpRange.of("203.0.113.0/24"));

    @PlatformTest
    abstract static class Installation {
        @Autowired
        private Given given;

        @Autowired
        private SignInRulesService rules;

        @Autowired
        private UserService users;

        @Autowired
        private ApiClientService clients;

        @Autowired
        private TokenService tokens;

        @LocalServerPort
        private int port;

        /** Returns the token of somebody whose profile allows the office's addresses only. */
        final String officeToken() {
            Actor admin = given.administrator();
            Actor person = given.person(admin, new Permissions(true, Map.of()));
            NewApiClient client = clients.create(person, "Test");
            String code = clients.grantCode(person, client.clientId(), Scope.parse("ZohoCRM.users.READ"));
            rules.change(
                    admin,
                    users.get(admin.org(), person.user()).profileId(),
                    new ProfileSecurity(false, OFFICE),
                    "127.0.0.1");
            return ((TokenAnswer.Issued)
                            tokens.exchangeCode(TokenRequest.ofCode(client.clientId(), client.secret(), code)))
                    .accessToken();
        }

        final int status(String token, String... forwarded) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + port + "/crm/v8/users"))
                    .header("Authorization", "Bearer " + token);
            for (String header : forwarded) {
                request.header("X-Forwarded-For", header);
            }
            try (HttpClient client = HttpClient.newHttpClient()) {
                return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                        .statusCode();
            }
        }
    }

    @Nested
    class ByDefault extends Installation {
        @Test
        void aTokenFromElsewhereIsRefusedWhateverItSaysOfItself() throws Exception {
            String token = officeToken();

            assertThat(status(token)).isEqualTo(403);
            assertThat(status(token, "203.0.113.5")).isEqualTo(403);
        }
    }

    @Nested
    @TestPropertySource(properties = "atelier.trusted-proxies=127.0.0.0/8, 10.0.0.0/8")
    class BehindATrustedProxy extends Installation {
        @Test
        void theLastAddressThatAProxyVouchesForCounts() throws Exception {
            String token = officeToken();

            assertThat(status(token)).as("the proxy itself").isEqualTo(403);
            assertThat(status(token, "203.0.113.5")).isEqualTo(200);
            assertThat(status(token, "203.0.113.5, 10.1.2.3")).as("two proxies").isEqualTo(200);
            assertThat(status(token, "203.0.113.5, 198.51.100.1")).as("claimed").isEqualTo(403);
            assertThat(status(token, "203.0.113.5", "198.51.100.1"))
                    .as("claimed in a header of its own")
                    .isEqualTo(403);
            assertThat(status(token, "203.0.113.5, nonsense")).isEqualTo(403);
        }
    }
}
