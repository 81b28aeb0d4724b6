package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class ApiTest {
    private static final String ALL = "ZohoCRM.modules.ALL,ZohoCRM.settings.ALL,ZohoCRM.users.READ,ZohoCRM.org.READ";

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    Given given;

    @Autowired
    ApiClientService clients;

    @Test
    void createsReadsChangesAndDeletesARecord() throws Exception {
        String token = token(given.administrator(), ALL);

        // No content type, as Zoho's own client sends it.
        HttpResponse<String> created = send(
                token,
                "POST",
                "/crm/v8/Contacts",
                "{\"data\":[{\"Last_Name\":\"Ali\",\"Email\":\"ali@example.org\",\"$process\":1}],\"trigger\":[]}");
        JsonNode row = json.readTree(created.body()).at("/data/0");
        String id = row.at("/details/id").stringValue();
        HttpResponse<String> read = send(token, "GET", "/crm/v8/Contacts/" + id, "");
        HttpResponse<String> changed =
                send(token, "PUT", "/crm/v8/Contacts/" + id, "{\"data\":[{\"First_Name\":\"Ada\"}]}");
        HttpResponse<String> list = send(token, "GET", "/crm/v8/Contacts?fields=Full_Name%2CEmail&", "");
        HttpResponse<String> deleted = send(token, "DELETE", "/crm/v8/Contacts/" + id, "");
        HttpResponse<String> empty = send(token, "GET", "/crm/v8/Contacts?fields=Email", "");

        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(created.headers().firstValue("X-Request-Id")).isPresent();
        assertThat(row.at("/message").stringValue()).isEqualTo("record added");
        assertThat(row.at("/details/Created_Time").stringValue()).matches("....-..-..T..:..:..[+-]..:..");
        JsonNode record = json.readTree(read.body()).at("/data/0");
        assertThat(record.at("/id").stringValue()).isEqualTo(id);
        assertThat(record.at("/Owner/email").stringValue()).endsWith("@example.org");
        assertThat(record.at("/Created_By/id").stringValue()).matches("\\d+");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
        assertThat(json.readTree(list.body()).at("/data/0").toString())
                .isEqualTo("{\"id\":\"" + id + "\",\"Full_Name\":\"Ada Ali\",\"Email\":\"ali@example.org\"}");
        assertThat(json.readTree(list.body()).at("/info/more_records").booleanValue())
                .isFalse();
        assertThat(deleted.body()).contains("record deleted");
        assertThat(empty.statusCode()).isEqualTo(204);
        assertThat(empty.body()).isEmpty();
    }

    @Test
    void writesOnceWhatComesTwiceWithOneKey() throws Exception {
        Actor admin = given.administrator();
        String token = token(admin, ALL);
        String body = "{\"data\":[{\"Last_Name\":\"Once\"}]}";

        HttpResponse<String> first = post(token, "a1b2", body);
        HttpResponse<String> second = post(token, "a1b2", body);
        HttpResponse<String> other = post(token, "a1b2", body.replace("Once", "Other"));
        HttpResponse<String> tooLong = post(token, "k".repeat(256), body);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(other.body()).contains("IDEMPOTENCY_MISMATCH");
        assertThat(tooLong.statusCode()).isEqualTo(400);
        JsonNode list = json.readTree(
                send(token, "GET", "/crm/v8/Contacts?fields=Last_Name", "").body());
        assertThat(list.at("/info/count").intValue()).isEqualTo(1);
    }

    private HttpResponse<String> post(String token, String key, String body) throws Exception {
        return http.send(
                request(token, "/crm/v8/Contacts")
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void putsBadRowsInTheirPlace() throws Exception {
        String token = token(given.administrator(), ALL);

        HttpResponse<String> mixed = send(
                token,
                "POST",
                "/crm/v8/Contacts",
                "{\"data\":[{\"Last_Name\":\"Good\"},{\"First_Name\":\"No\"},{\"Last_Name\":\"B\",\"Email\":\"bad\"}]}");

        assertThat(mixed.statusCode()).isEqualTo(207);
        JsonNode data = json.readTree(mixed.body()).get("data");
        assertThat(data.at("/0/status").stringValue()).isEqualTo("success");
        assertThat(data.at("/1/code").stringValue()).isEqualTo("MANDATORY_NOT_FOUND");
        assertThat(data.at("/1/details/json_path").stringValue()).isEqualTo("$.data[1].Last_Name");
        assertThat(data.at("/2/details/expected_data_type").stringValue()).isEqualTo("email");
    }

    @Test
    void pagesByNumberAndByToken() throws Exception {
        Actor admin = given.administrator();
        String token = token(admin, ALL);
        for (int i = 0; i < 5; i++) {
            given.record(
                    admin,
                    "Deals",
                    Map.of(
                            "Deal_Name",
                            "Deal " + i,
                            "Stage",
                            "Qualification",
                            "Closing_Date",
                            "2031-01-02",
                            "Amount",
                            90_000));
        }
        String url = "/crm/v8/Deals?fields=Deal_Name,Amount&per_page=2&sort_by=Deal_Name&sort_order=asc";

        JsonNode first = json.readTree(send(token, "GET", url, "").body());
        JsonNode second = json.readTree(send(token, "GET", url + "&page=2", "").body());
        Set<String> seen = new HashSet<>();
        JsonNode page = first;
        for (int i = 0; i < 10; i++) {
            page.get("data")
                    .forEach(row ->
                            assertThat(seen.add(row.get("id").stringValue())).isTrue());
            if (!page.at("/info/more_records").booleanValue()) {
                break;
            }
            String cursor = URLEncoder.encode(page.at("/info/next_page_token").stringValue(), StandardCharsets.UTF_8);
            page = json.readTree(
                    send(token, "GET", url + "&page_token=" + cursor, "").body());
        }

        assertThat(second.at("/data/0/Deal_Name").stringValue()).isEqualTo("Deal 2");
        assertThat(first.at("/data/0/Amount").toString()).isEqualTo("90000");
        assertThat(seen).hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "GET /crm/v8/Contacts 400 REQUIRED_PARAM_MISSING",
                "GET /crm/v8/Contacts?fields=Nonsense 400 INVALID_FIELD",
                "GET /crm/v8/Nonsense?fields=Email 400 INVALID_MODULE",
                "GET /crm/v8/Contacts?fields=Email&per_page=201 400 INVALID_DATA",
                "GET /crm/v8/Contacts?fields=Email&page=11 400 LIMIT_EXCEEDED",
                "GET /crm/v8/Contacts?fields=Email&page_token=nonsense 400 *",
                "GET /crm/v8/Contacts?fields=Email&sort_by=Nonsense 400 INVALID_FIELD",
                "GET /crm/v8/Contacts/1 404 NOT_FOUND",
                "GET /crm/v8/Contacts/99999999999999999999 400 INVALID_DATA",
                "GET /crm/v8/Contacts/1/nothing/here 404 INVALID_URL_PATTERN",
                "GET /crm 404 INVALID_URL_PATTERN",
                "GET /crm/v1/Contacts 404 INVALID_URL_PATTERN",
                "GET /oauth/nothing 404 INVALID_URL_PATTERN",
                "PATCH /crm/v8/Contacts 405 INVALID_REQUEST_METHOD",
                "POST /crm/v8/Contacts/1 405 INVALID_REQUEST_METHOD",
                "GET /oauth/v2/token 405 INVALID_REQUEST_METHOD",
                "POST /crm/v8/Contacts 400 INVALID_DATA",
                "GET /crm/v8/settings/fields 400 REQUIRED_PARAM_MISSING",
                "GET /crm/v8/settings/fields?module=Nonsense 400 INVALID_MODULE",
                "GET /crm/v8/users?type=Nonsense 400 INVALID_DATA",
                "GET /crm/v8/Contacts;a=b 400 *",
                "GET /crm/v8//Contacts 400 *",
                "GET /crm/v8/%2e%2e/Contacts 400 *",
            })
    void answersEveryFaultInOneShape(String method, String path, int status, String code) throws Exception {
        String token = token(given.administrator(), ALL);

        HttpResponse<String> answer = send(token, method, path, method.equals("GET") ? "" : "{not json");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertShape(answer);
        if (!code.equals("*")) {
            assertThat(json.readTree(answer.body()).get("code").stringValue()).isEqualTo(code);
        }
    }

    @Test
    void refusesBodiesThatAreNoJsonOrTooMuch() throws Exception {
        String token = token(given.administrator(), ALL);
        HttpResponse<String> xml = http.send(
                request(token, "/crm/v8/Contacts")
                        .header("Content-Type", "application/xml")
                        .POST(HttpRequest.BodyPublishers.ofString("<a/>"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> deep =
                send(token, "POST", "/crm/v8/Contacts", "{\"data\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
        String row = "{\"Last_Name\":\"A\"}";
        HttpResponse<String> many =
                send(token, "POST", "/crm/v8/Contacts", "{\"data\":[" + row + ("," + row).repeat(1_000) + "]}");
        HttpResponse<String> large = send(
                token,
                "POST",
                "/crm/v8/Contacts",
                "{\"data\":[{\"Last_Name\":\"" + "x".repeat(JsonBody.MAX_BYTES) + "\"}]}");

        assertThat(xml.statusCode()).isEqualTo(415);
        assertThat(deep.statusCode()).isEqualTo(400);
        assertThat(many.body()).contains("LIMIT_EXCEEDED");
        assertThat(large.statusCode()).isEqualTo(413);
        for (HttpResponse<String> answer : List.of(xml, deep, many, large)) {
            assertShape(answer);
        }
    }

    @Test
    void letsInOnlyWithAGoodTokenAndScope() throws Exception {
        Actor admin = given.administrator();
        String token = token(admin, "ZohoCRM.modules.Contacts.READ");
        String path = "/crm/v8/Contacts?fields=Email";

        assertThat(send("", "GET", path, "").body()).contains("AUTHENTICATION_FAILURE");
        assertThat(send("1000.nonsense", "GET", path, "").body()).contains("INVALID_TOKEN");
        assertThat(send(token, "GET", path, "").statusCode()).isEqualTo(204);
        assertThat(send(token, "POST", "/crm/v8/Contacts", "{}").body()).contains("OAUTH_SCOPE_MISMATCH");
        assertThat(send(token, "GET", "/crm/v8/Leads?fields=Email", "").body()).contains("OAUTH_SCOPE_MISMATCH");
        assertThat(send(token, "GET", "/crm/v8/settings/modules", "").body()).contains("OAUTH_SCOPE_MISMATCH");
        HttpResponse<String> bearer = http.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(bearer.statusCode()).isEqualTo(204);
        assertThat(bearer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aTokenDiesWithItsClientThoughItWasGoodAMomentAgo() throws Exception {
        Actor admin = given.administrator();
        String token = token(admin, ALL);
        String clientId = clients.all(admin).getFirst().clientId();
        int before = send(token, "GET", "/crm/v8/org", "").statusCode();

        clients.delete(admin, clientId);

        assertThat(before).isEqualTo(200);
        assertThat(send(token, "GET", "/crm/v8/org", "").statusCode()).isEqualTo(401);
    }

    @Test
    void searchesForAPartOfAWord() throws Exception {
        Actor admin = given.administrator();
        given.record(admin, "Contacts", Map.of("Last_Name", "Ashford", "Email", "a@example.org"));
        String token = token(admin, ALL);

        HttpResponse<String> found = send(token, "GET", "/crm/v8/Contacts/search?word=shfo&fields=Last_Name", "");
        HttpResponse<String> none = send(token, "GET", "/crm/v8/Contacts/search?word=zz&fields=Last_Name", "");
        HttpResponse<String> tooShort = send(token, "GET", "/crm/v8/Contacts/search?word=s&fields=Last_Name", "");

        assertThat(found.body()).contains("Ashford");
        assertThat(none.statusCode()).isEqualTo(204);
        assertThat(tooShort.statusCode()).isEqualTo(400);
        assertShape(tooShort);
    }

    @Test
    void exchangesACodeOnceAndEndsItsTokensWhenItComesAgain() throws Exception {
        Actor admin = given.administrator();
        NewApiClient client = clients.create(admin, "Test");
        String code = clients.grantCode(admin, client.clientId(), Scope.parse(ALL));
        String query = "client_id=" + client.clientId() + "&client_secret=" + client.secret();

        HttpResponse<String> wrong =
                form("client_id=" + client.clientId() + "&client_secret=x&grant_type=authorization_code&code=" + code);
        HttpResponse<String> parts = multipart(Map.of(
                "client_id",
                client.clientId(),
                "client_secret",
                client.secret(),
                "grant_type",
                "authorization_code",
                "code",
                code));
        String access = json.readTree(parts.body()).get("access_token").stringValue();
        String refresh = json.readTree(parts.body()).get("refresh_token").stringValue();
        HttpResponse<String> renewed = form(query + "&grant_type=refresh_token&refresh_token=" + refresh);
        String second = json.readTree(renewed.body()).get("access_token").stringValue();
        int before = send(second, "GET", "/crm/v8/org", "").statusCode();
        HttpResponse<String> replay = form(query + "&grant_type=authorization_code&code=" + code);
        HttpResponse<String> twice = form(query + "&client_id=x&grant_type=refresh_token&refresh_token=" + refresh);

        assertThat(wrong.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(parts.body()).contains("\"expires_in\":3600");
        assertThat(before).isEqualTo(200);
        assertThat(replay.body()).isEqualTo("{\"error\":\"invalid_code\"}");
        assertThat(twice.body()).isEqualTo("{\"error\":\"invalid_request\"}");
        assertThat(send(access, "GET", "/crm/v8/org", "").statusCode()).isEqualTo(401);
        assertThat(send(second, "GET", "/crm/v8/org", "").statusCode()).isEqualTo(401);
        assertThat(form(query + "&grant_type=refresh_token&refresh_token=" + refresh)
                        .body())
                .contains("invalid_code");
    }

    @Test
    void hidesWhatTheUserMayNotSee() throws Exception {
        Actor admin = given.administrator();
        given.record(admin, "Contacts", Map.of("Last_Name", "A", "Email", "secret@example.org"));
        ModuleRights blind = new ModuleRights(Set.of(Verb.READ), false, Set.of("Email"), Set.of());
        ModuleRights none = new ModuleRights(Set.of(), false, Set.of(), Set.of());
        Actor limited = given.person(admin, new Permissions(false, Map.of("Contacts", blind, "Deals", none)));
        NewApiClient client = clients.create(admin, "Test");
        assertThat(client.secret()).startsWith("secret.");
        String adminToken = token(admin, ALL);

        assertThat(send(adminToken, "GET", "/crm/v8/settings/modules", "").body())
                .contains("\"Deals\"");
        assertThat(send(adminToken, "GET", "/crm/v8/settings/fields?module=Contacts", "")
                        .body())
                .contains("\"data_type\":\"email\"");
        assertThat(send(adminToken, "GET", "/crm/v8/users?type=CurrentUser&", "")
                        .body())
                .contains("\"id\":\"" + admin.user().value() + "\"");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> clients.create(limited, "Mine"))
                .hasMessageContaining("administrator");
    }

    private void assertShape(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        JsonNode body = json.readTree(answer.body());
        assertThat(body.propertyNames()).containsExactlyInAnyOrder("code", "details", "message", "status");
        assertThat(body.get("details").isObject()).isTrue();
        assertThat(body.get("status").stringValue()).isEqualTo("error");
    }

    private String token(Actor actor, String scopes) throws IOException, InterruptedException {
        NewApiClient client = clients.create(actor, "Test");
        String code = clients.grantCode(actor, client.clientId(), Scope.parse(scopes));
        HttpResponse<String> answer = form("client_id=" + client.clientId() + "&client_secret=" + client.secret()
                + "&grant_type=authorization_code&code=" + code);
        return json.readTree(answer.body()).get("access_token").stringValue();
    }

    private HttpResponse<String> form(String body) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri("/oauth/v2/token"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> multipart(Map<String, String> parts) throws IOException, InterruptedException {
        StringBuilder body = new StringBuilder();
        parts.forEach((name, value) -> body.append("--xx\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
        return http.send(
                HttpRequest.newBuilder(uri("/oauth/v2/token"))
                        .header("Content-Type", "multipart/form-data; boundary=xx")
                        .POST(HttpRequest.BodyPublishers.ofString(body + "--xx--\r\n"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> send(String token, String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher =
                body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body);
        return http.send(request(token, path).method(method, publisher).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String token, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return token.isEmpty() ? request : request.header("Authorization", "Zoho-oauthtoken " + token);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
