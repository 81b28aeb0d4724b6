package io.atelier.platform.api.notification;

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
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@PlatformTest
class WatchApiTest {
    private static final String PLACE = "/crm/v8/actions/watch";
    private static final String CHANNEL = """
            {"watch":[{"channel_id":"795425650769","events":["Leads.all","Contacts.edit"],
             "channel_expiry":"2091-11-23T10:20:50+05:30","token":"tok","notify_url":"https://hooks.example.org/x"}]}""";

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

    private String token;

    @BeforeEach
    void organization() {
        Actor admin = given.administrator();
        NewApiClient client =
                clients.create(admin, ApiClientData.credentials("Watch", Scope.parse("ZohoCRM.notifications.ALL")));
        token = ((TokenAnswer.Issued)
                        tokens.clientCredentials(client.clientId(), Optional.of(client.secret()), Optional.empty()))
                .accessToken();
    }

    @Test
    void beginsTellsChangesAndEnds() throws Exception {
        assertThat(send("GET", PLACE, "").statusCode()).isEqualTo(204);

        HttpResponse<String> made = send("POST", PLACE, CHANNEL);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode row = json.readTree(made.body()).at("/watch/0");
        assertThat(row.at("/code").stringValue()).isEqualTo("SUCCESS");
        assertThat(row.at("/message").stringValue())
                .isEqualTo("Successfully subscribed for actions-watch of the given module");
        assertThat(row.at("/details/secret").stringValue()).hasSize(64);
        assertThat(row.at("/details/events/0/resource_name").stringValue()).isEqualTo("Leads");
        assertThat(row.at("/details/events/0/resource_id").stringValue()).matches("[0-9]+");
        assertThat(row.at("/details/events/0/channel_id").stringValue()).isEqualTo("795425650769");

        JsonNode read = json.readTree(
                send("GET", PLACE + "?channel_id=795425650769&", "").body());
        assertThat(read.at("/watch/0/channel_expiry").stringValue()).isEqualTo("2091-11-23T04:50:50Z");
        assertThat(read.at("/watch/1/events/0").stringValue()).isEqualTo("Contacts.edit");
        assertThat(read.at("/info/count").intValue()).isEqualTo(2);
        assertThat(read.toString()).doesNotContain("secret");

        send("PATCH", PLACE, "{\"watch\":[{\"channel_id\":\"795425650769\",\"channel_expiry\":null}]}");
        JsonNode lasting = json.readTree(send("GET", PLACE, "").body()).at("/watch/0");
        assertThat(lasting.at("/channel_expiry").isNull()).isTrue();
        assertThat(lasting.at("/token").stringValue()).isEqualTo("tok");
        send("PATCH", PLACE, """
                {"watch":[{"channel_id":"795425650769","events":["Contacts.edit"],"_delete_events":true}]}""");
        assertThat(json.readTree(send("GET", PLACE, "").body()).at("/watch").size())
                .isEqualTo(1);

        assertThat(send("GET", PLACE + "/795425650769/deliveries", "").statusCode())
                .isEqualTo(204);
        HttpResponse<String> gone = send("DELETE", PLACE + "?channel_ids=795425650769%2C5&", "");
        assertThat(gone.statusCode()).isEqualTo(207);
        assertThat(json.readTree(gone.body()).at("/watch/0/message").stringValue())
                .isEqualTo("Successfully un-subscribed from actions-watch");
        assertThat(json.readTree(gone.body()).at("/watch/1/code").stringValue()).isEqualTo("NOT_SUBSCRIBED");
        assertThat(send("GET", PLACE, "").statusCode()).isEqualTo(204);
    }

    @Test
    void theEventsThatAreLeftDecideWhetherAChannelLasts() throws Exception {
        send("POST", PLACE, CHANNEL);

        HttpResponse<String> ended = send("PATCH", PLACE, """
                {"watch":[{"channel_id":"795425650769","events":["Leads.all","Contacts.edit"],"_delete_events":true}]}""");

        assertThat(ended.body()).contains("un-subscribed");
        assertThat(send("GET", "/crm/v2/actions/watch", "").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"watch\":{}}",
                "{\"watch\":[]}",
                "{\"watch\":[7]}",
                "{\"watch\":[{}]}",
                "{\"watch\":[{\"channel_id\":\"x\",\"events\":[\"Leads.all\"],\"notify_url\":\"https://a.example/\"}]}",
                "{\"watch\":[{\"channel_id\":1.5,\"events\":[\"Leads.all\"],\"notify_url\":\"https://a.example/\"}]}",
                "{\"watch\":[{\"channel_id\":{},\"events\":[\"Leads.all\"],\"notify_url\":\"https://a.example/\"}]}",
                "{\"watch\":[{\"channel_id\":1,\"events\":\"Leads.all\",\"notify_url\":\"https://a.example/\"}]}",
                "{\"watch\":[{\"channel_id\":1,\"events\":[null],\"notify_url\":\"https://a.example/\"}]}",
                "{\"watch\":[{\"channel_id\":1,\"events\":[\"Leads.all\"]}]}",
                "{\"watch\":[{\"channel_id\":1,\"events\":[\"Leads.all\"],\"notify_url\":7}]}",
                "{\"watch\":[{\"channel_id\":1,\"events\":[\"Leads.all\"],\"notify_url\":\"http://127.0.0.1/\"}]}",
                "{\"watch\":[{\"channel_id\":1,\"events\":[\"Leads.all\"],\"notify_url\":\"https://a.example/\",\"channel_expiry\":\"soon\"}]}",
                "{\"watch\":[{\"channel_id\":1,\"events\":[\"Leads.all\"],\"notify_url\":\"https://a.example/\",\"notification_condition\":[]}]}"
            })
    void refusesWhatIsNoChannel(String body) throws Exception {
        HttpResponse<String> refused = send("POST", PLACE, body);

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(refused.body()).contains("\"status\":\"error\"").contains("\"details\":{");
        assertThat(send("GET", PLACE, "").statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Authorization", "Zoho-oauthtoken " + token)
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
