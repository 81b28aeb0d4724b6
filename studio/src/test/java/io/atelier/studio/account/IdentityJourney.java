package io.atelier.studio.account;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import io.atelier.platform.identity.internal.Totp;
import io.atelier.studio.testing.Journey;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** From an invitation to a second factor, and out again: two people, two browsers, and a mail between them. */
@TestPropertySource(properties = "journey=identity")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class IdentityJourney extends Journey {
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private static final String NINA = "nina@example.com";
    private static final String NINAS_PASSWORD = "twelve letters and more";
    private static final Pattern LINK = Pattern.compile("http://localhost:\\d+/(join/[A-Za-z0-9_-]{43})");

    private static byte[] key = {};
    private static long lastStep;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        SERVER.start();
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
        registry.add("atelier.mail.from", () -> "crm@example.org");
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    @Test
    @Order(1)
    void anAdministratorInvitesByMail() throws Exception {
        signInAsOwner();
        open("setup/users");
        assertThat(page.getByRole(AriaRole.HEADING, named("Users"))).isVisible();
        screenshot("users");
        assertAccessible();

        page.locator("#users-invite").click();
        page.locator("#invite-submit").click();
        assertThat(page.getByText("Enter an address such as you@example.org.")).isVisible();
        fillField("#invite-email", NINA);
        fillField("#invite-name", "Nina New");
        screenshot("invite");
        assertAccessible();
        page.locator("#invite-submit").click();
        assertThat(page.getByText("A mail to " + NINA + " is on its way.")).isVisible();
        assertThat(page.locator("vaadin-grid").getByText("Unconfirmed")).isVisible();
        assertThat(link()).startsWith("join/");
    }

    private static String link() throws Exception {
        await().atMost(Duration.ofSeconds(60)).until(() -> SERVER.getReceivedMessages().length > 0);
        MimeMessage mail = SERVER.getReceivedMessages()[0];
        Matcher link = LINK.matcher(
                ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    @Test
    @Order(2)
    void theInvitedPersonJoinsAndTurnsTheSecondFactorOn() throws Exception {
        open(link());
        assertThat(page.getByRole(AriaRole.HEADING, named("Welcome"))).isVisible();
        screenshot("join");
        assertAccessible();
        fillField("#join-password", "short");
        page.locator("#join-submit").click();
        assertThat(page.getByText("Use at least 12 characters.")).isVisible();
        fillField("#join-password", NINAS_PASSWORD);
        page.locator("#join-submit").click();
        assertThat(page.getByText("You are a user now.")).isVisible();
        open(link());
        assertThat(page.getByRole(AriaRole.HEADING, named("This link does not work")))
                .isVisible();

        open("sign-in");
        assertThat(page.locator("vaadin-login-form")).isVisible();
        screenshot("sign-in-passkey");
        assertAccessible();
        String before = sessionCookie();
        signIn(NINA, NINAS_PASSWORD);
        assertThat(page.locator("vaadin-app-layout")).isVisible();
        assertThat(sessionCookie()).as("the session has another id than before").isNotEqualTo(before);

        open("account");
        assertThat(page.getByRole(AriaRole.HEADING, named("My account"))).isVisible();
        screenshot("account-settings");
        assertAccessible();
        page.getByRole(AriaRole.BUTTON, named("Sign-in").setExact(true)).click();
        page.locator("#factor-on").click();
        assertThat(page.locator("#factor-key input")).isVisible();
        key = decoded(page.locator("#factor-key input").inputValue());
        screenshot("factor");
        assertAccessible();
        fillField("#factor-code", "000000");
        page.locator("#factor-confirm").click();
        assertThat(page.getByText("This code is not right.")).isVisible();
        fillField("#factor-code", nextCode());
        page.locator("#factor-confirm").click();
        assertThat(page.locator("#recovery-codes")).isVisible();
        screenshot("recovery-codes");
        assertAccessible();
        page.locator("#recovery-kept").click();
        assertThat(page.getByText("10 recovery codes are left")).isVisible();
    }

    private String sessionCookie() {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("JSESSIONID"))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElse("");
    }

    /** Returns a code of a step that was not used yet; steps that are to come are waited for. */
    private static String nextCode() {
        lastStep = Math.max(lastStep + 1, Totp.step(Instant.now()));
        await().atMost(Duration.ofSeconds(70)).until(() -> lastStep <= Totp.step(Instant.now()) + 1);
        return Totp.code(key, lastStep);
    }

    private static byte[] decoded(String base32) {
        String letters = base32.replace(" ", "");
        byte[] bytes = new byte[letters.length() * 5 / 8];
        long buffer = 0;
        int bits = 0;
        int at = 0;
        for (char letter : letters.toCharArray()) {
            buffer = buffer << 5 | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter);
            bits += 5;
            if (bits >= Byte.SIZE) {
                bits -= Byte.SIZE;
                bytes[at++] = (byte) (buffer >> bits);
            }
        }
        return bytes;
    }

    @Test
    @Order(3)
    void aCodeIsAskedForAndAnAdministratorEndsTheSession() {
        signIn(NINA, NINAS_PASSWORD);
        assertThat(page.getByRole(AriaRole.HEADING, named("Second factor"))).isVisible();
        screenshot("sign-in-code");
        assertAccessible();
        fillField("#sign-in-code", "000000");
        page.locator("#sign-in-code-submit").click();
        assertThat(page.getByText("This code is not right, or it was used.")).isVisible();
        open("account");
        assertThat(page.locator("vaadin-login-form")).isVisible(); // half a sign-in is none
        signIn(NINA, NINAS_PASSWORD);
        fillField("#sign-in-code", nextCode());
        page.locator("#sign-in-code-submit").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("My account"))).isVisible();
        page.getByRole(AriaRole.BUTTON, named("Sessions")).click();
        assertThat(page.getByText("This browser")).isVisible();
        screenshot("sessions");
        assertAccessible();
        Page ninas = page;

        try (BrowserContext another = ninas.context()
                .browser()
                .newContext(new Browser.NewContextOptions().setLocale("en-US").setViewportSize(1280, 800))) {
            another.setDefaultTimeout(30_000);
            page = another.newPage();
            signInAsOwner();
            open("setup/users");
            page.locator(".user-open").getByText("Nina New").click();
            assertThat(page.locator("#user-profile")).isVisible();
            screenshot("user-dialog");
            assertAccessible();
            page.getByRole(AriaRole.BUTTON, named("Sessions")).click();
            assertThat(page.locator(".session-end:visible").first()).isVisible();
            while (page.locator(".session-end:visible").count() > 0) {
                int left = page.locator(".session-end:visible").count();
                page.locator(".session-end:visible").first().click();
                screenshot("user-sessions");
                assertThat(page.locator(".session-end:visible")).hasCount(left - 1);
            }
            page.getByRole(AriaRole.BUTTON, named("Login history")).click();
            assertThat(page.getByText("Wrong code").first()).isVisible();
            screenshot("user-history");
            assertAccessible();
        } finally {
            page = ninas;
        }

        page.reload();
        assertThat(page.locator("vaadin-login-form")).isVisible();
    }

    @Test
    @Order(4)
    void aPasskeySignsInWithoutAPassword() {
        CDPSession devTools = page.context().newCDPSession(page);
        devTools.send("WebAuthn.enable");
        JsonObject options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        JsonObject authenticator = new JsonObject();
        authenticator.add("options", options);
        devTools.send("WebAuthn.addVirtualAuthenticator", authenticator);
        signInAsOwner();
        open("account");
        page.getByRole(AriaRole.BUTTON, named("Sign-in").setExact(true)).click();
        fillField("#passkey-name", "Laptop");
        page.locator("#passkey-add").click();
        assertThat(page.locator("vaadin-grid").getByText("Laptop")).isVisible();
        screenshot("passkeys");
        assertAccessible();

        page.context().clearCookies();
        open("sign-in");
        page.locator("#passkey-sign-in").click();
        assertThat(page.locator("vaadin-app-layout")).isVisible();

        open("account");
        page.getByRole(AriaRole.BUTTON, named("Sign-in").setExact(true)).click();
        page.getByRole(AriaRole.BUTTON, named("Remove the passkey Laptop")).click();
        assertThat(page.getByText("No passkeys yet.")).isVisible();
        page.context().clearCookies();
        open("sign-in");
        page.locator("#passkey-sign-in").click();
        assertThat(page.getByText("The passkey did not work.")).isVisible();
    }

    @Test
    @Order(5)
    void aSessionIdThatWasPlantedIsNotSignedIn() {
        open("sign-in");
        List<Cookie> planted = page.context().cookies();
        signInAsOwner();

        try (BrowserContext attacker = page.context().browser().newContext()) {
            attacker.addCookies(planted);
            Page theirs = attacker.newPage();
            theirs.navigate(address("setup/users"));
            assertThat(theirs.locator("vaadin-login-form")).isVisible();
        }
    }

    @Test
    @Order(6)
    void settingsShowInFormatsAndInRussian() {
        signInAsOwner();
        open("setup/sign-in-rules");
        assertThat(page.getByRole(AriaRole.HEADING, named("Sign-in rules"))).isVisible();
        screenshot("sign-in-rules");
        assertAccessible();
        open("account");
        page.locator("#settings-date").click();
        page.getByRole(AriaRole.OPTION, named("2026-12-31")).click();
        page.locator("#settings-number").click();
        page.getByRole(AriaRole.OPTION, named("1.234,56")).click();
        assertThat(page.locator("#format-sample")).containsText("1.234.567,89");
        page.locator("#settings-save").click();
        page.getByRole(AriaRole.BUTTON, named("Sessions")).click();
        assertThat(page.locator("vaadin-grid")
                        .getByText(Pattern.compile("20\\d\\d-\\d\\d-\\d\\d"))
                        .first())
                .isVisible();
    }

    @Test
    @Order(7)
    void noSpellingOfAProtectedAddressPasses() throws IOException {
        for (String route : List.of("setup/users", "account", "m/Leads", "setup")) {
            for (String target : List.of(
                    "/" + route,
                    "//" + route,
                    "/.;/" + route,
                    "/;/" + route,
                    "/%2e/" + route,
                    "/sign-in/../" + route,
                    "/sign-in/%2e%2e/" + route,
                    "/styles/../" + route,
                    "/styles/..;/" + route,
                    "/styles;/../" + route,
                    "/" + route + ";a=b",
                    "/" + route + "/",
                    "/" + route.toUpperCase(Locale.ROOT),
                    "/" + route.replace("/", "%2f"),
                    "/" + route + "%00",
                    "/" + route + "?/sign-in")) {
                String answer = answer(target);
                int status = Integer.parseInt(answer.split(" ", 3)[1]);
                boolean toSignIn = status == 302 && answer.contains("/sign-in");
                assertThat(toSignIn || status >= 400 && status < 500)
                        .as(target + " " + answer.lines().findFirst().orElse(""))
                        .isTrue();
            }
        }
        // A password that is posted past the view opens nothing.
        assertThat(answer("/sign-in", "POST")).doesNotContain(" 200 ");
    }

    private String answer(String target) throws IOException {
        return answer(target, "GET");
    }

    private String answer(String target, String method) throws IOException {
        URI address = URI.create(address(""));
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            String request = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Accept: text/html\r\nContent-Length: 0\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
