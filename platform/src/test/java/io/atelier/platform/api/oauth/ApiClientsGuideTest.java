package io.atelier.platform.api.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.oauth.ApiClientData;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.ConsentRequest;
import io.atelier.platform.oauth.ConsentService;
import io.atelier.platform.oauth.NewApiClient;
import io.atelier.platform.oauth.Scope;
import io.atelier.platform.org.Actor;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends what the guide of API clients tells its readers to send. */
@PlatformTest
class ApiClientsGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guides", "api-clients.md");
    private static final String REDIRECT = "https://shop.example.org/back";
    /** Verifier and challenge of RFC 7636, appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final HttpClient http = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @Autowired
    Given given;

    @Autowired
    ApiClientService clients;

    @Autowired
    ConsentService consents;

    @Test
    void theExamplesOfTheGuideWork() throws Exception {
        Actor admin = given.administrator();
        given.record(admin, "Leads", Map.of("Last_Name", "Ada", "Company", "Engines"));
        NewApiClient client = clients.create(admin, ApiClientData.server("Shop", true, REDIRECT));
        String location = consents.approve(
                admin,
                new ConsentRequest(
                        client.clientId(), "Shop", REDIRECT, Scope.parse("ZohoCRM.modules.ALL"), "s", CHALLENGE),
                "http://here");
        Map<String, String> known = new HashMap<>(Map.of(
                "ATELIER",
                "http://localhost:" + port,
                "CLIENT_ID",
                client.clientId(),
                "CLIENT_SECRET",
                client.secret(),
                "REDIRECT_URI",
                REDIRECT,
                "VERIFIER",
                VERIFIER,
                "CODE",
                location.replaceAll(".*code=([^&]*)&.*", "$1")));
        List<String> examples = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(GUIDE))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(examples).hasSize(4);

        JsonNode tokens = run(examples.get(0), known);
        known.put("ACCESS_TOKEN", tokens.get("access_token").stringValue());
        JsonNode leads = run(examples.get(1), known);
        known.put("REFRESH_TOKEN", tokens.get("refresh_token").stringValue());
        JsonNode renewed = run(examples.get(2), known);
        known.put("REFRESH_TOKEN", renewed.get("refresh_token").stringValue());
        JsonNode revoked = run(examples.get(3), known);

        assertThat(leads.at("/data/0/Last_Name").stringValue()).isEqualTo("Ada");
        assertThat(revoked.get("status").stringValue()).isEqualTo("success");
    }

    private JsonNode run(String example, Map<String, String> known) throws Exception {
        String text = Pattern.compile("\\$([A-Z_]+)")
                .matcher(example)
                .replaceAll(found -> Matcher.quoteReplacement(known.getOrDefault(found.group(1), "unknown")));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(text.replaceAll("(?s)curl \"([^\"]*)\".*", "$1")));
        Pattern.compile("-H \"([^:]*): ([^\"]*)\"")
                .matcher(text)
                .results()
                .forEach(header -> request.header(header.group(1), header.group(2)));
        String form = Pattern.compile("-d ([a-z_]+)=(\\S+)")
                .matcher(text)
                .results()
                .map(pair -> pair.group(1) + "=" + URLEncoder.encode(pair.group(2), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        if (!form.isEmpty()) {
            request.header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form));
        }
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonMapper().readTree(answer.body());
    }
}
