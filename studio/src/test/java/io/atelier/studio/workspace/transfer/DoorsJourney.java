package io.atelier.studio.workspace.transfer;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.sun.net.httpserver.HttpServer;
import io.atelier.studio.testing.Journey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** The doors by which records come in and go out: files, public forms, programs. */
@TestPropertySource(properties = "journey=own")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DoorsJourney extends Journey {
    private static final double IMPORT_MILLIS = 120_000;
    private static final int GENERATED = 600;
    private static final int CUSTOMERS = 18_148;

    @BeforeEach
    void signIn() {
        signInAsOwner();
    }

    @Test
    @Order(1)
    void importsAFileWithFaultsAndGivesThemBack() throws IOException {
        String good = IntStream.rangeClosed(1, GENERATED)
                .mapToObj(i -> "Given" + i + ",Family" + i + ",person" + i + "@example.org,2/13/1980\n")
                .collect(Collectors.joining());
        Path file = Files.writeString(
                Path.of("target", "people.csv"),
                "First Name,Last Name,Email,Date of Birth\nNo,Family0,not a mail,2/13/1980\nBad,Day,b@example.org,31/31/1980\n"
                        + good + "Given1,Family1,person1@example.org,2/13/1980\n");

        open("m/Contacts");
        page.getByText("Import", new Page.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("at most 100 MB")).isVisible();
        screenshot("import-file");
        assertAccessible();
        choose(file);
        assertThat(page.locator("#import-field-1")).isVisible();
        screenshot("import-columns");
        assertAccessible();
        page.getByText("Leave the row out").click();
        assertThat(page.locator("#import-key")).isVisible();
        page.locator("#import-next").click();
        assertThat(page.locator("#import-preview-summary")).containsText("With problems: 2");
        screenshot("import-preview");
        assertAccessible();
        page.locator("#import-start").click();

        awaitImport();
        assertThat(page.locator("#import-created")).hasText(Integer.toString(GENERATED));
        assertThat(page.locator("#import-skipped")).hasText("1");
        assertThat(page.locator("#import-rejected")).hasText("2");
        assertThat(number("total")).isEqualTo(GENERATED + 3).isEqualTo(accounted());
        screenshot("import-result");
        assertAccessible();
        Download download = page.waitForDownload(
                () -> page.locator("#import-rejected-download").click());
        assertThat(Files.readString(download.path(), StandardCharsets.UTF_8))
                .contains("not a mail")
                .contains("Date_of_Birth: This is no date")
                .contains("Reasons");

        String run = page.url();
        page.locator("#import-list").click();
        assertThat(page.locator("#record-count")).hasText(Integer.toString(GENERATED));
        page.navigate(run);
        assertThat(page.getByText("The import is complete.")).isVisible();
    }

    @Test
    @Order(2)
    void importsRealCustomersAndListsThem() {
        String data = System.getProperty("atelier.data", System.getenv().getOrDefault("ATELIER_DATA", ""));
        assumeThat(data).as("ATELIER_DATA names the folder of real data").isNotEmpty();

        open("m/Contacts");
        assertThat(page.locator("#record-count")).not().isEmpty();
        long before = digits(page.locator("#record-count").innerText());
        open("import/Contacts");
        choose(Path.of(data, "crm", "adventureworks_customers.csv"));
        page.locator("#import-next").click();
        assertThat(page.locator("#import-preview-summary")).containsText("18,148");
        screenshot("import-customers-preview");
        long start = System.nanoTime();
        page.locator("#import-start").click();
        assertThat(page.locator("#import-state[data-state=running]")).isVisible();
        screenshot("import-customers-running");
        String run = page.url();
        open("m/Contacts");
        page.navigate(run);
        awaitImport();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "import in the browser: %d rows in %.1f s, %.0f rows/s%n", CUSTOMERS, seconds, CUSTOMERS / seconds);
        screenshot("import-customers-result");
        assertThat(number("total")).isEqualTo(CUSTOMERS).isEqualTo(accounted());
        assertThat(number("created")).isEqualTo(CUSTOMERS - number("rejected"));

        page.locator("#import-list").click();
        assertThat(page.locator("#record-count")).hasText(Pattern.compile("[0-9,+]+"));
        screenshot("contacts-all");
        assertThat(digits(page.locator("#record-count").innerText())).isGreaterThan(before);
        sortsAndPages();
        page.locator("#list-search input").fill("jon24@adventure-works.com");
        assertThat(page.locator("#record-count")).hasText("1");
        assertThat(page.locator("#records").getByText("jon24@adventure-works.com"))
                .isVisible();
        screenshot("contacts-found");
    }

    /** The list begins in ascending order; then in descending order, and from page to page. */
    private void sortsAndPages() {
        assertThat(visibleNames()).noneMatch(name -> name.startsWith("Z"));
        Locator sorter = page.locator("#records vaadin-grid-sorter").first();
        sorter.click();
        assertThat(sorter).hasAttribute("direction", "desc");
        assertThat(page.locator("#records .record-link").getByText("ZOE WATSON"))
                .isVisible();
        page.waitForFunction("() => !document.querySelector('#records').loading");
        List<String> first = visibleNames();
        assertThat(first).isNotEmpty().allMatch(name -> name.startsWith("Z"));
        page.locator("#records").evaluate("grid => grid.scrollToIndex(700)");
        assertThat(page.locator("#records .record-link").getByText("ZOE WATSON"))
                .not()
                .isVisible();
        page.waitForFunction("() => !document.querySelector('#records').loading");
        screenshot("contacts-paged");
        assertThat(visibleNames()).isNotEmpty().doesNotContainAnyElementsOf(first);
    }

    private List<String> visibleNames() {
        return page.locator("#records .record-link:visible").allInnerTexts();
    }

    @Test
    @Order(3)
    void takesLeadsFromAFormOnAnotherSite() throws IOException {
        HttpServer site = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        String origin = "http://127.0.0.1:" + site.getAddress().getPort();
        open("setup/web-forms");
        assertThat(page.locator("#form-create")).isVisible();
        assertAccessible();
        page.locator("#form-create").click();
        page.locator("#form-name input").fill("Ask us");
        page.locator("#form-origins textarea").fill(origin);
        screenshot("web-form-new");
        assertAccessible();
        page.locator("#form-save").click();
        page.locator("#form-publish").click();
        assertThat(page.locator("#form-snippet")).isVisible();
        assertThat(page.frameLocator("#form-preview").getByText("Ask us")).isVisible();
        page.locator("#form-preview").scrollIntoViewIfNeeded();
        screenshot("web-form-published");
        assertAccessible();
        String editor = page.url();
        byte[] html = ("<!doctype html><html lang='en'><title>Shop</title><body><h1>Shop</h1>"
                        + page.locator("#form-snippet textarea").inputValue() + "</body></html>")
                .getBytes(StandardCharsets.UTF_8);
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, html.length);
            exchange.getResponseBody().write(html);
            exchange.close();
        });
        site.start();
        try {
            open("m/Leads");
            assertThat(page.locator("#record-count")).hasText("0");
            send(origin, true, "Scripted");
            assertThat(page.locator("#records").getByText("Scripted").first()).isVisible();
            send(origin, false, "Unscripted");
            assertThat(page.locator("#records").getByText("Unscripted").first()).isVisible();
            assertThat(page.locator("#record-count")).hasText("2");
            screenshot("leads-from-form");
        } finally {
            site.stop(0);
        }
        page.navigate(editor);
        assertThat(page.locator("#form-counter")).containsText("Received: 2");
        open("setup/web-forms");
        assertThat(page.getByText("Published")).isVisible();
        screenshot("web-forms");
    }

    /** Fills the form in as a visitor of the site, who has no session here. */
    private void send(String site, boolean script, String name) {
        try (BrowserContext visitor =
                page.context().browser().newContext(new Browser.NewContextOptions().setJavaScriptEnabled(script))) {
            Page shop = visitor.newPage();
            shop.navigate(site + "/");
            shop.waitForLoadState();
            shop.locator("[name=Last_Name]").fill(name);
            shop.locator("[name=Company]").fill(name + " Ltd");
            shop.locator("[name=Email]").fill(name.toLowerCase(Locale.ROOT) + "@example.org");
            shop.locator("button[type=submit]").click();
            assertThat(shop.getByText("Thank you. We will be in touch.")).isVisible();
            assertThat(shop).hasURL(Pattern.compile(script ? "^http://127" : "/forms/"));
            shop.screenshot(
                    new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "shop-" + name + ".png")));
        }
    }

    @Test
    @Order(4)
    void givesAProgramWhatTheListShows() throws IOException, InterruptedException {
        open("setup/api-clients");
        page.locator("#client-name input").fill("Warehouse");
        assertAccessible();
        page.locator("#client-create").click();
        String secret = page.locator("#client-secret textarea").inputValue();
        String clientId = page.locator("#client-id textarea").inputValue();
        screenshot("api-client-made");
        assertAccessible();
        page.locator(".client-code").click();
        page.locator("#client-grant").click();
        String code = page.locator("#client-grant-code textarea").inputValue();
        assertThat(page.locator("#client-try textarea")).hasValue(Pattern.compile("/crm/v8/Leads\\?fields=Last_Name"));
        screenshot("api-client-code");
        assertAccessible();

        String answer = call(HttpRequest.newBuilder(URI.create(address("oauth/v2/token")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=authorization_code&client_id=" + clientId
                        + "&client_secret=" + secret + "&code=" + code)));
        String token = values("access_token", answer).getFirst();
        HttpRequest.Builder read = HttpRequest.newBuilder(URI.create(address("crm/v8/Leads?fields=Last_Name,Company")))
                .header("Authorization", "Zoho-oauthtoken " + token);
        String leads = call(read);

        open("m/Leads");
        assertThat(page.locator("#record-count"))
                .hasText(Integer.toString(values("Last_Name", leads).size()));
        for (String company : values("Company", leads)) {
            assertThat(page.locator("#records").getByText(company).first()).isVisible();
        }
        assertThat(values("Company", leads)).containsExactlyInAnyOrder("Scripted Ltd", "Unscripted Ltd");

        open("setup/api-clients");
        page.locator(".client-revoke").click();
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.getByText("No clients yet.")).isVisible();
        assertThat(call(read)).contains("INVALID_TOKEN");
    }

    @Test
    @Order(5)
    void takesOutWhatTheListShowsAndEverything() throws IOException {
        open("m/Leads");
        fillField("#list-search", "Unscripted");
        assertThat(page.locator("#record-count")).hasText("1");
        page.locator("#list-export").click();
        assertThat(page.locator("#export-download")).isVisible();
        screenshot("export-list");
        assertAccessible();
        Download shown =
                page.waitForDownload(() -> page.locator("#export-download").click());
        assertThat(shown.suggestedFilename()).isEqualTo("Leads.csv");
        assertThat(Files.readString(shown.path(), StandardCharsets.UTF_8))
                .contains("Unscripted Ltd")
                .doesNotContain("Scripted Ltd,", "Description");
        page.locator("#export").getByText("All fields").click();
        settle();
        Download all =
                page.waitForDownload(() -> page.locator("#export-download").click());
        assertThat(Files.readString(all.path(), StandardCharsets.UTF_8)).contains("Unscripted Ltd", "Description");

        open("setup/export");
        assertThat(page.locator("#export-everything")).isVisible();
        screenshot("export-everything");
        assertAccessible();
        Download archive =
                page.waitForDownload(() -> page.locator("#export-everything").click());
        assertThat(archive.suggestedFilename()).endsWith(".zip");
        try (ZipFile zip = new ZipFile(archive.path().toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName)).contains("modules/Leads.csv", "users.csv");
        }
    }

    private static String call(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static List<String> values(String name, String json) {
        return Pattern.compile('"' + name + "\"\\s*:\\s*\"([^\"]*)\"")
                .matcher(json)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private void choose(Path file) {
        page.locator("#import-upload input[type=file]").setInputFiles(file);
    }

    private void awaitImport() {
        assertThat(page.locator("#import-state[data-state=finished]"))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(IMPORT_MILLIS));
    }

    private long accounted() {
        return number("created") + number("updated") + number("skipped") + number("rejected");
    }

    private long number(String name) {
        return digits(page.locator("#import-" + name).innerText());
    }

    private static long digits(String text) {
        return Long.parseLong(text.replaceAll("\\D", ""));
    }
}
