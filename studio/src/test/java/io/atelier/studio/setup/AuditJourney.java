package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.sun.net.httpserver.HttpServer;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.oauth.ApiClientService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.studio.testing.Journey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Who did what: found, looked at, taken away and verified; and a program that somebody lets in. */
class AuditJourney extends Journey {
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @Autowired
    ApiClientService clients;

    @Autowired
    AccessService access;

    @Autowired
    UserService users;

    @Test
    void findsShowsExportsAndVerifies() throws IOException {
        signInAsOwner();
        save("Leads", RecordChange.create(Map.of("Last_Name", "Audited", "Company", "Engines")));
        open("setup/audit");
        Locator grid = page.locator("vaadin-grid");
        assertThat(grid).containsText("Session: started");
        assertThat(grid).containsText("Records: written");
        screenshot("audit");
        assertAccessible();

        chooseItem("#audit-kind", "Records");
        assertThat(shown("Session: started")).hasCount(0);
        page.locator(".audit-show").first().click();
        assertThat(page.locator("#audit-details textarea")).hasValue(Pattern.compile("created"));
        screenshot("audit-details");
        assertAccessible();
        page.locator("vaadin-dialog vaadin-button").getByText("Close").click();

        Download csv =
                page.waitForDownload(() -> page.locator("#audit-export-csv").click());
        Assertions.assertThat(Files.readString(csv.path()))
                .startsWith("\"seq\",")
                .contains("\"RECORDS\"")
                .doesNotContain("\"SIGN_IN\"");

        page.locator("#audit-verify").click();
        assertThat(page.locator("#audit-verdict")).containsText("rows are as they were written");
        screenshot("audit-verified");
    }

    @Test
    void worksAsAnotherUserAndSaysSo() {
        signInAsOwner();
        String name = "Clara Clerk";
        Actor owner = owner();
        long profile = access.createProfile(owner, "Clerks", new Permissions(false, Map.of()))
                .id();
        users.create(owner.org(), "clara@example.org", name, profile, Locale.ENGLISH, ZoneId.of("Europe/Berlin"));
        open("setup/login-as");
        assertAccessible();
        chooseItem("#login-as-user", name);
        page.locator("#login-as-start").click();

        assertThat(page.locator("#login-as-bar")).containsText("You work as Clara Clerk until");
        assertThat(page.locator("a[href='setup']")).hasCount(0);
        screenshot("login-as");
        assertAccessible();
        page.locator("#login-as-end").click();
        assertThat(page.locator("a[href='setup']")).isVisible();

        open("setup/audit");
        assertThat(page.locator("vaadin-grid")).containsText("Signed in as another");
        assertThat(page.locator("vaadin-grid")).containsText(name);
    }

    @Test
    void isReadableInRussian() {
        signInAsOwnerInRussian();
        open("setup/audit");
        assertThat(page.locator("h1")).hasText("Журнал аудита");
        assertThat(page.locator("vaadin-grid")).containsText("Сеанс: начало");
        screenshot("audit-ru");
        assertAccessible();
    }

    @Test
    void letsAProgramInAndSeesItsGrant() throws IOException {
        HttpServer program = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        program.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.close();
        });
        program.start();
        try {
            letIn("http://127.0.0.1:" + program.getAddress().getPort() + "/back");
        } finally {
            program.stop(0);
        }
    }

    private void letIn(String back) {
        signInAsOwner();
        open("setup/api-clients");
        fillField("#client-name", "Web shop");
        page.locator("#client-kind").click();
        page.locator("vaadin-select-item:visible").getByText("People let it in").click();
        settle();
        fillField("#client-redirect", back);
        page.locator("#client-create").click();
        String client = page.locator("#client-id textarea").inputValue();
        open("oauth/v2/auth?response_type=code&state=s1&scope=ZohoCRM.modules.Leads.READ&code_challenge_method=S256"
                + "&code_challenge=" + CHALLENGE + "&client_id=" + client + "&redirect_uri=" + back);

        assertThat(page.locator("h1")).hasText("Let Web shop in?");
        assertThat(page.locator("main")).containsText("ZohoCRM.modules.Leads.READ");
        screenshot("consent");
        assertAccessible();
        page.locator("#consent-allow").click();
        page.waitForURL(Pattern.compile(Pattern.quote(back) + "\\?code=code\\.[0-9a-f]+&state=s1&iss=.*"));

        open("setup/api-clients");
        assertThat(page.locator("vaadin-grid")).containsText("People let it in");
        page.locator(".client-grants").first().click();
        assertThat(page.locator("vaadin-dialog")).containsText("No tokens.");
        screenshot("api-client-grants");
        assertAccessible();
        clients.delete(owner(), client);
    }

    /** What a grid shows of this text; it keeps rows that it does not show. */
    private Locator shown(String text) {
        return page.locator("vaadin-grid-cell-content:visible").getByText(text);
    }
}
