package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.oauth.TokenAnswer;
import io.atelier.platform.oauth.TokenService;
import io.atelier.platform.record.RecordChange;
import io.atelier.studio.testing.Journey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Programmers try the API out; administrators see what programs use of it, and set what they may. */
class DeveloperJourney extends Journey {
    private final HttpClient http = HttpClient.newHttpClient();

    @Autowired
    ApiClientService clients;

    @Autowired
    TokenService tokens;

    @Test
    void triesACallOut() throws IOException {
        signInAsOwner();
        save("Leads", RecordChange.create(Map.of("Last_Name", "Lovelace", "Company", "Engines")));
        List<String> sent = new ArrayList<>();
        page.onResponse(response -> sent.add(response.headers().toString()));
        page.onWebSocket(socket -> socket.onFrameReceived(frame -> sent.add(String.valueOf(frame.text()))));
        open("setup/developers");
        assertThat(page.locator("#developer-base textarea")).hasValue(Pattern.compile("http://.*/crm/v8"));
        assertThat(page.locator("#console-warning")).isHidden();
        Download document =
                page.waitForDownload(() -> page.locator("#developer-document").click());
        Assertions.assertThat(Files.readString(document.path())).contains("\"openapi\":\"3.1", "\"/crm/v8/Leads\"");
        screenshot("developers");
        assertAccessible();

        page.locator("#console-send").click();
        assertThat(page.locator("#console-status")).hasText("200 OK");
        assertThat(page.locator("#console-answer-body textarea")).hasValue(Pattern.compile("Lovelace"));
        assertThat(page.locator("#console-headers")).containsText("x-ratelimit-remaining");
        settle();
        page.locator("#console-headers").scrollIntoViewIfNeeded();
        screenshot("developers-headers");
        screenshot("developers-answer");
        assertAccessible();
        Assertions.assertThat(page.content() + sent).doesNotContainPattern("console\\.[0-9a-f]{32}");
    }

    @Test
    void warnsBeforeACallChangesSomething() {
        signInAsOwner();
        open("setup/developers");
        chooseMethod("POST");
        assertThat(page.locator("#console-warning")).containsText("changes real data");
        assertThat(page.locator("#sample-curl textarea")).hasValue(Pattern.compile("curl -X POST"));
        page.locator("vaadin-button")
                .getByText("Python", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(page.locator("#sample-python textarea")).hasValue(Pattern.compile("requests.request"));
        page.locator("#console-send").click();
        assertThat(page.locator("#console-status")).hasText("201 Created");
        assertThat(page.locator("#console-answer-body textarea")).hasValue(Pattern.compile("record added"));
        screenshot("developers-written");
        assertAccessible();

        fillField("#console-path", "/setup/export");
        page.locator("#console-send").click();
        assertThat(page.locator("#console-path")).containsText("A path starts with /crm/");
        fillField("#console-path", "/crm/v8/NoSuchModule");
        chooseMethod("GET");
        page.locator("#console-send").click();
        assertThat(page.locator("#console-answer-body textarea")).hasValue(Pattern.compile("\"status\": \"error\""));
        screenshot("developers-error");
    }

    private void chooseMethod(String method) {
        page.locator("#console-method").click();
        page.locator("vaadin-select-item:visible")
                .getByText(method, new Locator.GetByTextOptions().setExact(true))
                .click();
        settle();
    }

    @Test
    void seesWhatAProgramUsesAsItHappens() throws Exception {
        signInAsOwner();
        open("setup/api-usage");
        screenshot("api-usage-empty");
        assertAccessible();
        String token = tokenOfNightJob();
        open("setup/api-usage");
        assertThat(page.locator("#usage-clients")).containsText("Night job");
        for (int i = 0; i < 12; i++) {
            ask(token, "crm/v8/Leads?fields=Last_Name");
            ask(token, i % 4 == 0 ? "crm/v8/Contacts?fields=Last_Name" : "crm/v8/Leads/1");
        }

        // Nothing is clicked: the page hears of it.
        Locator table = page.locator("#usage-clients");
        assertThat(page.locator("#usage-routes")).containsText("GET /crm/v8/{module}");
        assertThat(page.locator("#usage-figures")).containsText("Credits left to all");
        settle();
        screenshot("api-usage");
        page.locator("#usage-routes").scrollIntoViewIfNeeded();
        screenshot("api-usage-routes");
        assertAccessible();
        page.locator("#usage-day").click();
        assertThat(page.locator("#usage-day")).hasAttribute("aria-pressed", "true");
        page.locator("#usage-month").click();
        assertThat(table).containsText("Night job");
        settle();
        screenshot("api-usage-month");
        assertAccessible();

        page.locator(".usage-limits[aria-label='Limits of Night job']").click();
        fillField("#limits-minute", "0");
        page.locator("#limits-save").click();
        assertThat(page.locator("#limits-minute")).containsText("A whole number from 1 to");
        screenshot("api-usage-limits");
        assertAccessible();
        fillField("#limits-minute", "60");
        fillField("#limits-credits", "1000");
        page.locator("#limits-save").click();
        assertThat(table.getByText("979", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        clients.all(owner()).stream()
                .filter(client -> client.name().equals("Night job"))
                .forEach(client -> clients.delete(owner(), client.clientId()));
    }

    private String tokenOfNightJob() {
        open("setup/api-clients");
        fillField("#client-name", "Night job");
        page.locator("#client-kind").click();
        page.locator("vaadin-select-item:visible")
                .getByText("Client credentials")
                .click();
        settle();
        fillField("#client-bound", "ZohoCRM.modules.Leads.ALL");
        page.locator("#client-create").click();
        String id = page.locator("#client-id textarea").inputValue();
        String secret = page.locator("#client-secret textarea").inputValue();
        TokenAnswer answer = tokens.clientCredentials(id, Optional.of(secret), Optional.empty());
        return ((TokenAnswer.Issued) answer).accessToken();
    }

    private void ask(String token, String path) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create(address(path)))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void isReadableInRussianAndOnATelephone() {
        signInAsOwnerInRussian();
        open("setup/api-usage");
        assertThat(page.locator("h1")).hasText("Использование API");
        screenshot("api-usage-ru");
        assertAccessible();
        open("setup/developers");
        assertThat(page.locator("h1")).hasText("Разработчикам");
        screenshot("developers-ru");
        assertAccessible();
        page.setViewportSize(400, 800);
        settle();
        screenshot("developers-narrow");
        open("setup/api-usage");
        assertThat(page.locator("#usage-figures")).isVisible();
        screenshot("api-usage-narrow");
    }
}
