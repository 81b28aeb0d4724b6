package io.atelier.studio.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.atelier.platform.identity.OwnerInvitationService;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.solution.InstallationService;
import io.atelier.platform.solution.OwnerSetup;
import io.atelier.studio.StudioApplication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A walk through the running application in a real browser. All journeys share one application and one organization with
 * the sales solution; whoever needs an empty installation adds {@code @TestPropertySource(properties = "journey=own")}.
 */
@SpringBootTest(classes = StudioApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
public abstract class Journey {
    protected static final String OWNER = "owner@example.org";
    protected static final String PASSWORD = "correct horse battery";

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Playwright playwright;
    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private OwnerInvitationService invitations;

    @Autowired
    private InstallationService installation;

    @Autowired
    private SignInService signIns;

    @Autowired
    private OrgService orgs;

    @Autowired
    private UserService users;

    @Autowired
    protected RecordService records;

    private boolean inRussian;
    private BrowserContext context;
    protected Page page;

    @DynamicPropertySource
    static void ownDataFolder(DynamicPropertyRegistry registry) {
        registry.add("atelier.database.data-folder", Journey::newFolder);
        registry.add("atelier.database.durable", () -> "false");
    }

    private static String newFolder() {
        try {
            Path parent = Files.createDirectories(Path.of("target", "journeys").toAbsolutePath());
            return Files.createTempDirectory(parent, "data").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    static void startBrowser() {
        setDefaultAssertionTimeout(20_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of(System.getProperty("chromium.path", "/usr/bin/chromium")))
                        .setArgs(List.of(
                                "--headless",
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stopBrowser() {
        playwright.close();
    }

    @BeforeEach
    void openPage() {
        openPage("en-US", 1280, 800);
    }

    /** Replaces the page by one of another browser: language, width and height. */
    protected final void openPage(String locale, int width, int height) {
        closePage();
        context = browser.newContext(
                new Browser.NewContextOptions().setLocale(locale).setViewportSize(width, height));
        context.setDefaultTimeout(30_000);
        page = context.newPage();
    }

    /** The last look at each test, for whoever has to find out why it failed. */
    @AfterEach
    void lastLook(TestInfo test) {
        screenshot("last-" + test.getTestMethod().orElseThrow().getName());
        closePage();
        if (inRussian) {
            speak(Locale.ENGLISH);
            inRussian = false;
        }
    }

    private void closePage() {
        if (context != null) {
            context.close();
        }
    }

    /** Opens an address of the application, such as {@code m/Leads}. */
    protected final void open(String path) {
        page.navigate(address(path));
    }

    protected final String address(String path) {
        return "http://localhost:" + port + "/" + path;
    }

    /** Makes the organization if there is none, and signs its owner in; ends on the start page. */
    protected final void signInAsOwner() {
        if (!signIns.isAnybodyKnown()) {
            installation.setUp(
                    ownerToken(),
                    new OwnerSetup(
                            "Aurora Trading",
                            "Olga Owner",
                            OWNER,
                            PASSWORD,
                            Locale.ENGLISH,
                            ZoneId.of("Europe/Berlin"),
                            Currency.getInstance("EUR")));
        }
        signIn(OWNER, PASSWORD);
        assertThat(page.locator("vaadin-app-layout")).isVisible();
    }

    /** Signs the owner in with the pages in Russian, until the end of the test. */
    protected final void signInAsOwnerInRussian() {
        signInAsOwner();
        speak(Locale.of("ru"));
        inRussian = true;
        openPage("ru-RU", 1280, 800);
        signIn(OWNER, PASSWORD);
        assertThat(page.locator("vaadin-app-layout")).isVisible();
    }

    private void speak(Locale language) {
        Actor owner = owner();
        users.changeLanguage(owner.org(), owner.user(), language);
    }

    protected final void signIn(String email, String password) {
        open("sign-in");
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(password);
        page.locator("vaadin-login-form vaadin-button[slot=submit]").click();
    }

    /** Returns the token of a new owner link; earlier ones are void. */
    protected final String ownerToken() {
        return invitations.renew().orElseThrow();
    }

    /** The owner as an actor; the organization must be there. */
    protected final Actor owner() {
        Organization organization = orgs.all().getFirst();
        User user = users.all(organization.id()).stream()
                .filter(candidate -> candidate.email().equals(OWNER))
                .findFirst()
                .orElseThrow();
        return Actor.person(organization.id(), user.id());
    }

    /** Saves a record as the owner, past the browser; returns its id. */
    protected final long save(String module, RecordChange change) {
        return records.write(owner(), WriteRequest.of(module, change)).single().id();
    }

    /** Types into the text field that the selector names, and leaves it. */
    protected final void fillField(String field, String text) {
        Locator input = page.locator(field + " input, " + field + " textarea").first();
        input.fill(text);
        input.press("Tab");
    }

    /** Chooses an item of the combo box that the selector names. */
    protected final void chooseItem(String field, String item) {
        Locator input = page.locator(field + " input").first();
        input.fill(item);
        page.locator("vaadin-combo-box-item:visible")
                .filter(new Locator.FilterOptions().setHasText(item))
                .first()
                .click();
        assertThat(input).hasValue(item);
        settle();
    }

    /** Waits until the server has answered to what was done: an answer may replace what is touched next. */
    protected final void settle() {
        page.waitForFunction("() => Object.values(window.Vaadin?.Flow?.clients ?? {})"
                + ".every(client => !client.isActive || !client.isActive())");
    }

    /** Writes {@code target/screenshots/<name>.png}. */
    protected final void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Fails on every finding of axe by the rules of WCAG 2.2 AA. */
    protected final void assertAccessible() {
        assertAccessible(page);
    }

    protected static void assertAccessible(Page page) {
        // A page that is still on its way has no title yet; one that never gets one fails here.
        assertThat(page).hasTitle(Pattern.compile(".+"));
        var findings = new AxeBuilder(page)
                .exclude("iframe[sandbox='']") // no script runs there, nor does axe's
                .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                .analyze()
                .getViolations();
        assertThat(findings)
                .as("findings of axe on " + page.url())
                .extracting(rule -> rule.getId() + ": "
                        + rule.getNodes().stream()
                                .map(node -> node.getHtml() + " " + node.getFailureSummary())
                                .toList())
                .isEmpty();
    }
}
