package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.ProfileService;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientKind;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenRequest;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Api;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who loses the permission to use the API is out of it with the next request, however they came by their token. */
@PlatformTest
class ApiAccessTest {
    private static final List<Scope> READ = Scope.parse("ZohoCRM.modules.READ");
    private static final Permissions WITH = new Permissions(
            false, Set.of(Permission.SETUP, Permission.MANAGE_API_CLIENTS, Permission.API_ACCESS), Map.of());
    private static final Permissions WITHOUT =
            new Permissions(false, Set.of(Permission.SETUP, Permission.MANAGE_API_CLIENTS), Map.of());

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Given given;

    @Autowired
    private Api api;

    @Autowired
    private ApiClientService clients;

    @Autowired
    private TokenService tokens;

    @Autowired
    private ProfileService profiles;

    @Autowired
    private UserService users;

    private Actor admin;
    private Actor person;
    private String path;

    @BeforeEach
    void aProgram() {
        admin = given.administrator();
        person = given.person(admin, WITH);
        path = "/crm/v8/Contacts/" + given.record(admin, "Contacts", Map.of("Last_Name", "Byron"));
    }

    @ParameterizedTest
    @EnumSource
    void isAskedAtEachRequest(ApiClientKind kind) throws Exception {
        Optional<String> token = token(kind);
        assertThat(asked(token).statusCode()).isEqualTo(200);

        change(WITH, WITHOUT);
        HttpResponse<String> refused = asked(token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("NO_PERMISSION", "API_ACCESS").doesNotContain("Byron");

        change(WITHOUT, WITH);
        assertThat(asked(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"SELF", "CREDENTIALS"})
    void aTokenThatIsFetchedWithoutItOpensNothing(ApiClientKind kind) throws Exception {
        change(WITH, WITHOUT);

        assertThat(asked(token(kind)).statusCode()).isEqualTo(403);
    }

    private void change(Permissions from, Permissions to) {
        profiles.change(admin, users.get(admin.org(), person.user()).profileId(), from, to);
    }

    /** @return empty where {@link Api} keeps it */
    private Optional<String> token(ApiClientKind kind) {
        return switch (kind) {
            case SELF -> {
                NewApiClient client = clients.create(person, ApiClientData.self("Self"));
                String code = clients.grantCode(person, client.clientId(), READ);
                yield issued(tokens.exchangeCode(TokenRequest.ofCode(client.clientId(), client.secret(), code)));
            }
            case SERVER -> {
                api.letIn(admin, person);
                yield Optional.empty();
            }
            case CREDENTIALS -> {
                NewApiClient client = clients.create(person, ApiClientData.credentials("Own", READ));
                yield issued(
                        tokens.clientCredentials(client.clientId(), Optional.of(client.secret()), Optional.empty()));
            }
        };
    }

    private static Optional<String> issued(TokenAnswer answer) {
        return Optional.of(((TokenAnswer.Issued) answer).accessToken());
    }

    private HttpResponse<String> asked(Optional<String> token) throws Exception {
        if (token.isEmpty()) {
            return api.send(person, "GET", path, "");
        }
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Zoho-oauthtoken " + token.get())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
