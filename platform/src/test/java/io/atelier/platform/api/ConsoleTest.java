package io.atelier.platform.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.oauth.ConsoleService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A token of the console is good for one call, and for no more than this call needs. */
@PlatformTest
class ConsoleTest {
    private static final String HERE = "127.0.0.1";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    private int port;

    @Autowired
    private Given given;

    @Autowired
    private ConsoleService console;

    @Autowired
    private JdbcClient jdbc;

    private Actor admin;
    private long lead;

    @BeforeEach
    void aPerson() {
        admin = given.administrator();
        lead = given.record(admin, "Leads", Map.of("Last_Name", "Byron", "Company", "Engines"));
    }

    @Test
    void isGoodOnce() throws Exception {
        String token = console.token(admin, "GET", "/crm/v8/Leads/" + lead, HERE);

        assertThat(send(token, "GET", "/crm/v8/Leads/" + lead, "").body()).contains("Byron");
        assertThat(send(token, "GET", "/crm/v8/Leads/" + lead, "").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /crm/v8/Leads?fields=id, GET, /crm/v8/Contacts?fields=id",
        "GET, /crm/v8/Leads?fields=id, POST, /crm/v8/Leads",
        "GET, /crm/v8/Leads?fields=id, GET, /crm/v8/users",
        "GET, /crm/v8/settings/modules, GET, /crm/v8/Leads?fields=id",
        "POST, /crm/v8/Leads, DELETE, /crm/v8/Contacts?ids=1",
        "GET, /crm/v8/../oauth, GET, /crm/v8/Leads?fields=id",
        "GET, '/crm/v8/Leads,ZohoCRM.settings.ALL', GET, /crm/v8/settings/modules",
        "GET, '', GET, /crm/v8/Leads?fields=id"
    })
    void opensNothingElse(String askedMethod, String askedPath, String method, String path) throws Exception {
        String token = console.token(admin, askedMethod, askedPath, HERE);

        assertThat(send(token, method, path, "{\"data\":[{\"Last_Name\":\"X\"}]}")
                        .body())
                .contains("OAUTH_SCOPE_MISMATCH");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /crm/v8/Leads?fields=id, ''",
        "GET, /crm/v8/users, ''",
        "GET, /crm/v8/org, ''",
        "GET, /crm/v8/settings/modules, ''",
        "GET, /crm/v8/settings/fields?module=Leads, ''",
        "POST, /crm/v8/Leads, '{\"data\":[{\"Last_Name\":\"X\",\"Company\":\"Y\"}]}'",
        "POST, /crm/v8/coql, '{\"select_query\":\"select Last_Name from Leads where Last_Name is not null\"}'"
    })
    void opensWhatWasAsked(String method, String path, String body) throws Exception {
        String token = console.token(admin, method, path, HERE);

        assertThat(send(token, method, path, body).statusCode()).isBetween(200, 299);
    }

    @Test
    void isForWhoMayUseTheApi() {
        Actor person = given.person(admin, new Permissions(false, Set.of(), Map.of()));

        assertThatThrownBy(() -> console.token(person, "GET", "/crm/v8/Leads?fields=id", HERE))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    @Test
    void isNotForWhoWorksOrLooksAsSomebodyElse() {
        for (Channel channel : new Channel[] {Channel.LOGIN_AS, Channel.VIEW_AS}) {
            Actor other = new Actor(admin.org(), admin.user(), channel, "Somebody", 0);
            assertThatThrownBy(() -> console.token(other, "GET", "/crm/v8/org", HERE))
                    .as(channel.name())
                    .isInstanceOf(PlatformException.class);
        }
    }

    @Test
    void isInNoTable() {
        int before = tokens();
        console.token(admin, "GET", "/crm/v8/org", HERE);

        assertThat(tokens()).isEqualTo(before);
    }

    private int tokens() {
        return jdbc.sql("select count(*) from atelier.api_access_token")
                .query(Integer.class)
                .single();
    }

    private HttpResponse<String> send(String token, String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Zoho-oauthtoken " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
