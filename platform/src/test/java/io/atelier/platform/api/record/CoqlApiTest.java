package io.atelier.platform.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class CoqlApiTest {
    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();

    @LocalServerPort
    int port;

    @Autowired
    Given given;

    @Autowired
    ApiClientService clients;

    @Test
    void answersInZohosShape() throws Exception {
        Actor admin = given.administrator();
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Rome Ltd", "Annual_Revenue", 90_000));
        given.record(admin, "Contacts", Map.of("Last_Name", "Ada", "Account_Name", account));
        given.record(admin, "Contacts", Map.of("Last_Name", "Bob"));
        String token = token(admin, "ZohoCRM.modules.READ,ZohoCRM.coql.READ");

        for (String version : new String[] {"v8", "v2"}) {
            HttpResponse<String> answer = send(
                    token,
                    version,
                    "select Last_Name, Account_Name, Account_Name.Annual_Revenue from Contacts"
                            + " where Last_Name != 'x' order by Last_Name limit 1");
            JsonNode body = json.readTree(answer.body());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode row = body.at("/data/0");
            assertThat(row.propertyNames())
                    .containsExactly("Last_Name", "Account_Name", "Account_Name.Annual_Revenue", "id");
            assertThat(row.get("Account_Name").toString()).isEqualTo("{\"id\":\"" + account + "\"}");
            assertThat(row.get("Account_Name.Annual_Revenue").toString()).isEqualTo("90000");
            assertThat(row.get("id").stringValue()).matches("\\d+");
            assertThat(body.get("info").toString()).isEqualTo("{\"count\":1,\"more_records\":true}");
        }
        assertThat(send(token, "v8", "select id from Leads").statusCode()).isEqualTo(204);
    }

    @Test
    void figuresOverLookups() throws Exception {
        Actor admin = given.administrator();
        long parent = given.record(admin, "Accounts", Map.of("Account_Name", "Rome Ltd", "Annual_Revenue", 90_000));
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Oslo Ltd", "Parent_Account", parent));
        given.record(admin, "Contacts", Map.of("Last_Name", "Ada", "Account_Name", account));
        given.record(admin, "Contacts", Map.of("Last_Name", "Bob", "Account_Name", account));

        HttpResponse<String> answer = send(
                token(admin, "ZohoCRM.modules.READ,ZohoCRM.coql.READ"),
                "v8",
                "select Account_Name.Parent_Account.Account_Name as top, sum(Account_Name.Parent_Account.Annual_Revenue) total"
                        + " from Contacts where Account_Name.Owner.email is not null"
                        + " group by Account_Name.Parent_Account.Account_Name"
                        + " having count(Account_Name.id) > 1 order by total");

        assertThat(json.readTree(answer.body()).get("data").toString())
                .isEqualTo("[{\"top\":\"Rome Ltd\",\"total\":180000}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select Last_Name from Contacts were x = 1 ; SYNTAX_ERROR  ; column  ; 32
            select Nothing from Contacts              ; INVALID_QUERY ; column  ; 8
            select id, Owner->Leads.City from Contacts; INVALID_QUERY ; column  ; 12
            select id from Contacts limit 2001        ; LIMIT_EXCEEDED; limit   ; 2000
            select id from Nothing                    ; INVALID_MODULE; module  ; Nothing
            """)
    void saysWhatIsWrong(String query, String code, String detail, String value) throws Exception {
        HttpResponse<String> answer =
                send(token(given.administrator(), "ZohoCRM.modules.ALL,ZohoCRM.coql.READ"), "v8", query);

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode body = json.readTree(answer.body());
        assertThat(body.get("code").stringValue()).isEqualTo(code);
        assertThat(body.at("/details/" + detail).asString()).isEqualTo(value);
    }

    @Test
    void readsNoModuleThatTheTokenIsNotFor() throws Exception {
        Actor admin = given.administrator();
        String contacts = token(admin, "ZohoCRM.modules.Contacts.READ,ZohoCRM.coql.READ");

        assertThat(send(contacts, "v8", "select id from Contacts").statusCode()).isEqualTo(204);
        assertThat(send(contacts, "v8", "select Contacts.id from Contacts").statusCode())
                .isEqualTo(204);
        for (String query : new String[] {
            "select id from Accounts",
            "select Account_Name.Annual_Revenue from Contacts",
            "select id from Contacts where Account_Name.Annual_Revenue > 1",
            "select id from Contacts order by Account_Name.Annual_Revenue",
            "select max(Account_Name.Annual_Revenue) from Contacts",
            "select count(id) from Contacts group by Account_Name.Phone",
            "select count(id) from Contacts having max(Account_Name.Annual_Revenue) > 1",
            "select id from Contacts where What_Id->Accounts.Phone = '1'",
            "select What_Id->Accounts from Contacts"
        }) {
            assertThat(send(contacts, "v8", query).body()).as(query).contains("OAUTH_SCOPE_MISMATCH");
        }
        assertThat(get(contacts, "/crm/v8/Contacts?fields=Account_Name.Annual_Revenue")
                        .body())
                .contains("OAUTH_SCOPE_MISMATCH");
        assertThat(get(contacts, "/crm/v8/Contacts/search?fields=Last_Name&criteria=(Account_Name.Phone:equals:1)")
                        .body())
                .contains("OAUTH_SCOPE_MISMATCH");
        assertThat(get(contacts, "/crm/v8/Contacts?fields=Last_Name&sort_by=Account_Name.Phone")
                        .body())
                .contains("OAUTH_SCOPE_MISMATCH");
        assertThat(send(token(admin, "ZohoCRM.modules.ALL"), "v8", "select id from Contacts")
                        .body())
                .contains("OAUTH_SCOPE_MISMATCH");
    }

    @Test
    void asksForAQuery() throws Exception {
        String token = token(given.administrator(), "ZohoCRM.modules.ALL,ZohoCRM.coql.READ");

        assertThat(post(token, "/crm/v8/coql", "{}").body()).contains("MANDATORY_NOT_FOUND");
        assertThat(post(token, "/crm/v8/coql", "{\"select_query\":1}").body()).contains("INVALID_DATA");
        assertThat(post(token, "/crm/v8/coql", "{\"select_query\":\"a\\u0000\"}")
                        .body())
                .contains("SYNTAX_ERROR");
        assertThat(post("", "/crm/v8/coql", "{}").statusCode()).isEqualTo(401);
    }

    private String token(Actor actor, String scopes) throws IOException, InterruptedException {
        NewApiClient client = clients.create(actor, "Test");
        String code = clients.grantCode(actor, client.clientId(), Scope.parse(scopes));
        HttpRequest request = HttpRequest.newBuilder(uri("/oauth/v2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("client_id=" + client.clientId() + "&client_secret="
                        + client.secret() + "&grant_type=authorization_code&code=" + code))
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return json.readTree(answer).get("access_token").stringValue();
    }

    private HttpResponse<String> send(String token, String version, String query)
            throws IOException, InterruptedException {
        return post(token, "/crm/" + version + "/coql", json.writeValueAsString(Map.of("select_query", query)));
    }

    private HttpResponse<String> post(String token, String path, String body) throws IOException, InterruptedException {
        return http.send(
                request(token, path)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String token, String path) throws IOException, InterruptedException {
        return http.send(request(token, path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String token, String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
        return token.isEmpty() ? request : request.header("Authorization", "Zoho-oauthtoken " + token);
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }
}
