package io.atelier.platform.api.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class LockApiTest {
    private static final String CONFIGURATIONS = "/crm/v8/settings/record_locking_configurations?module=Accounts";
    private static final String ALL = "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL";
    private static final String SIGNED = """
            {"name": "Signed", "criteria": {"field": {"api_name": "Account_Site"}, "comparator": "equal",
             "value": "signed"}, "excluded_fields": [{"api_name": "Fax"}]}""";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    Given given;

    @Autowired
    ApiClientService clients;

    @Autowired
    TokenService tokens;

    @Autowired
    UserService users;

    private Actor admin;
    private String token;

    @BeforeEach
    void organization() {
        admin = given.administrator();
        token = token(admin, ALL);
    }

    @Test
    void configuresReadsAndEndsLocks() throws Exception {
        long profile = users.get(admin.org(), admin.user()).profileId();

        assertThat(send("GET", CONFIGURATIONS, "").statusCode()).isEqualTo(204);
        HttpResponse<String> made = configure("POST", """
                {"lock_type": "both", "locking_rules": [%s], "lock_excluded_profiles": [{"id": "%d"}],
                 "excluded_fields": [{"api_name": "Phone"}]}""".formatted(SIGNED, profile));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);

        JsonNode read = configuration();
        assertThat(read.at("/lock_type").stringValue()).isEqualTo("both");
        assertThat(read.at("/locking_rules/0/criteria/value").stringValue()).isEqualTo("signed");
        assertThat(read.at("/locking_rules/0/excluded_fields/0/api_name").stringValue())
                .isEqualTo("Fax");
        assertThat(read.at("/lock_excluded_profiles/0/id").stringValue()).isEqualTo(Long.toString(profile));
        String rule = read.at("/locking_rules/0/id").stringValue();

        HttpResponse<String> renamed =
                configure("PUT", "{\"locking_rules\": [{\"id\": \"%s\", \"name\": \"Won\"}]}".formatted(rule));
        assertThat(renamed.statusCode()).as(renamed.body()).isEqualTo(200);
        assertThat(configuration().at("/locking_rules/0/name").stringValue()).isEqualTo("Won");
        assertThat(configuration().at("/locking_rules/0/criteria/value").stringValue())
                .isEqualTo("signed");
        assertThat(configuration().at("/excluded_fields/0/api_name").stringValue())
                .isEqualTo("Phone");

        configure("PUT", "{\"locking_rules\": [{\"id\": \"%s\", \"_delete\": true}]}".formatted(rule));
        assertThat(configuration().at("/lock_type").stringValue()).isEqualTo("manual");
        String id = configuration().at("/id").stringValue();
        String place = CONFIGURATIONS.replace("?", "/" + id + "?");
        assertThat(send("GET", place, "").statusCode()).isEqualTo(200);
        assertThat(send("DELETE", place, "").statusCode()).isEqualTo(200);
        assertThat(send("GET", place, "").statusCode()).isEqualTo(404);
    }

    @Test
    void locksTellsAndUnlocks() throws Exception {
        configure("POST", "{\"lock_type\": \"manual\"}");
        long id = given.record(admin, "Accounts", Map.of("Account_Name", "A"));
        String place = "/crm/v8/Accounts/" + id + "/Locking_Information__s";

        assertThat(send("GET", place, "").statusCode()).isEqualTo(204);
        HttpResponse<String> locked = send("POST", place, "{\"data\":[{\"Locked_Reason__s\":\"Signed\"}]}");
        assertThat(locked.statusCode()).as(locked.body()).isEqualTo(201);
        String lock = json.readTree(locked.body()).at("/data/0/details/id").stringValue();
        JsonNode read = json.readTree(send("GET", place, "").body()).at("/data/0");
        assertThat(read.at("/id").stringValue()).isEqualTo(lock);
        assertThat(read.at("/Lock_Source__s").stringValue()).isEqualTo("Manual");
        assertThat(read.at("/Locked_Reason__s").stringValue()).isEqualTo("Signed");
        assertThat(read.at("/Locked_By__s/id").stringValue())
                .isEqualTo(Long.toString(admin.user().value()));
        assertThat(send("GET", place + "/" + lock, "").statusCode()).isEqualTo(200);
        assertThat(send("GET", place + "/1", "").statusCode()).isEqualTo(404);

        HttpResponse<String> refused = send("PUT", "/crm/v8/Accounts/" + id, "{\"data\":[{\"Phone\":\"2\"}]}");
        JsonNode row = json.readTree(refused.body()).at("/data/0");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(row.at("/code").stringValue()).isEqualTo("RECORD_LOCKED");
        assertThat(row.at("/details/json_path").stringValue()).isEqualTo("$.data[0].Phone");
        assertThat(send("DELETE", "/crm/v8/Accounts/" + id, "").body()).contains("RECORD_LOCKED");
        assertThat(send("POST", place, "{\"data\":[{}]}").body()).contains("RECORD_LOCKED");

        assertThat(send("PUT", place + "/" + lock, "{\"data\":[{\"Locked_Reason__s\":\"Filed\"}]}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(send("GET", place, "").body()).contains("Filed");
        assertThat(send("DELETE", place + "/1", "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", place + "/" + lock, "").statusCode()).isEqualTo(200);
        assertThat(send("PUT", "/crm/v8/Accounts/" + id, "{\"data\":[{\"Phone\":\"2\"}]}")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void tellsOfRules() throws Exception {
        configure("POST", "{\"lock_type\": \"automatic\", \"locking_rules\": [" + SIGNED + "]}");
        long id = given.record(admin, "Accounts", Map.of("Account_Name", "A", "Account_Site", "signed"));

        JsonNode read = json.readTree(send("GET", "/crm/v8/Accounts/" + id + "/Locking_Information__s", "")
                        .body())
                .at("/data/0");

        assertThat(read.at("/Lock_Source__s").stringValue()).isEqualTo("Automatic");
        assertThat(read.at("/Locked_Reason__s").stringValue()).isEqualTo("Signed");
        assertThat(read.at("/$locked_for_me").booleanValue()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lock_type\": \"never\"}",
                "{\"lock_type\": 7}",
                "{\"lock_type\": \"both\", \"locking_rules\": {}}",
                "{\"lock_type\": \"both\", \"locking_rules\": [7]}",
                "{\"lock_type\": \"both\", \"locking_rules\": [{\"id\": \"x\"}]}",
                "{\"lock_type\": \"both\", \"locking_rules\": [{\"id\": \"99\", \"name\": \"a\"}]}",
                "{\"lock_type\": \"both\", \"lock_excluded_profiles\": [{}]}",
                "{\"lock_type\": \"both\", \"lock_excluded_profiles\": \"all\"}",
                "{\"lock_type\": \"both\", \"excluded_fields\": [null]}",
                "{\"lock_type\": \"automatic\"}",
                "{}",
                "[]"
            })
    void refusesWhatIsNoConfiguration(String wish) throws Exception {
        HttpResponse<String> refused = configure("POST", wish);

        assertThat(refused.statusCode()).as(refused.body()).isBetween(400, 404);
        assertThat(send("GET", CONFIGURATIONS, "").statusCode()).isEqualTo(204);
    }

    @Test
    void needsTheScopeAndTheRight() throws Exception {
        configure("POST", "{\"lock_type\": \"manual\"}");
        long id = given.record(admin, "Accounts", Map.of("Account_Name", "A"));
        String place = "/crm/v8/Accounts/" + id + "/Locking_Information__s";
        String body = "{\"data\":[{}]}";

        token = token(admin, "ZohoCRM.modules.Accounts.READ,ZohoCRM.settings.record_locking_configurations.READ");
        assertThat(send("POST", place, body).body()).contains("OAUTH_SCOPE_MISMATCH");
        assertThat(configure("PUT", "{}").body()).contains("OAUTH_SCOPE_MISMATCH");
        assertThat(send("GET", place, "").statusCode()).isEqualTo(204);
        assertThat(send("GET", CONFIGURATIONS, "").statusCode()).isEqualTo(200);

        token = token(
                given.person(
                        admin,
                        new Permissions(
                                false,
                                Set.of(Permission.SETUP, Permission.MANAGE_API_CLIENTS, Permission.API_ACCESS),
                                Map.of())),
                ALL);
        assertThat(send("GET", CONFIGURATIONS, "").statusCode()).isEqualTo(403);
        assertThat(configure("PUT", "{}").statusCode()).isEqualTo(403);
    }

    private JsonNode configuration() throws Exception {
        return json.readTree(send("GET", CONFIGURATIONS, "").body()).at("/record_locking_configurations/0");
    }

    private HttpResponse<String> configure(String method, String wish) throws Exception {
        return send(method, CONFIGURATIONS, "{\"record_locking_configurations\": [" + wish + "]}");
    }

    private String token(Actor actor, String scopes) {
        NewApiClient client = clients.create(actor, ApiClientData.credentials("Locks", Scope.parse(scopes)));
        TokenAnswer answer =
                tokens.clientCredentials(client.clientId(), Optional.of(client.secret()), Optional.empty());
        return ((TokenAnswer.Issued) answer).accessToken();
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
