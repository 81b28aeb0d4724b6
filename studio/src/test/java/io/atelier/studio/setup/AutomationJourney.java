package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.atelier.studio.testing.Journey;
import jakarta.mail.MessagingException;
import java.util.Locale;
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

/** Functions, the rules that set them off, and mail: written, tried, and seen at work on a record's page. */
@TestPropertySource(properties = "journey=automation")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AutomationJourney extends Journey {
    private static final GreenMail SERVER = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private static final String WELCOME = """
            export default async (args, crm) => {
              const { id, Company } = args.record;
              console.log('seen', Company);
              if (Company === 'Boom') {
                throw new Error('Boom is not welcome');
              }
              const Description = 'Welcomed by a function';
              await crm.records.update('Leads', id, { Description });
            };
            """;
    private static final String LOOP = """
            export default async () => {
              console.log('off we go');
              for (;;) {}
            };
            """;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry registry) {
        SERVER.start();
        registry.add("spring.mail.host", () -> "127.0.0.1");
        registry.add("spring.mail.port", () -> SERVER.getSmtp().getPort());
        registry.add("atelier.mail.from", () -> "crm@example.org");
    }

    @AfterAll
    static void stopMailServer() {
        SERVER.stop();
    }

    @Test
    @Order(1)
    void writesTriesAndPublishesAFunction() {
        signInAsOwner();
        open("setup/functions");
        page.locator("#function-create").click();
        page.locator("vaadin-dialog #function-name input").fill("Welcome leads");
        page.locator("vaadin-dialog #function-api-name input").click();
        page.locator("#function-create-done").click();
        assertThat(page.locator("#function-status")).containsText("Not published");
        write("export default async (args => {");
        page.locator("#function-check").click();
        assertThat(page.getByText("The source does not parse")).isVisible();
        assertThat(page.locator(".cm-lint-marker-error")).isVisible();

        write(WELCOME);
        page.keyboard().press("Control+s");
        assertThat(page.getByText("The draft is saved.")).hasCount(1);
        page.locator("#function-args textarea").fill("{\"record\": {\"Company\": \"Boom\"}}");
        page.locator("#function-test").click();
        Locator details = page.locator(".run-details");
        assertThat(details).containsText("Failed");
        assertThat(details).containsText("Error: Boom is not welcome");
        assertThat(details).containsText("line 5, column");
        assertThat(details).containsText("seen Boom");
        assertThat(page.locator(".cm-lint-marker-error")).isVisible();
        screenshot("function-failed");
        assertAccessible();

        page.locator("#function-publish").click();
        assertThat(page.locator("#function-status")).containsText("Version 1");
        page.locator("#function-versions").click();
        assertThat(page.getByText("Runs now")).isVisible();
        screenshot("function-versions");
        assertAccessible();
    }

    @Test
    @Order(2)
    void stopsAnEndlessLoop() {
        signInAsOwner();
        open("setup/functions");
        page.locator("#function-create").click();
        page.locator("vaadin-dialog #function-name input").fill("Endless");
        page.locator("vaadin-dialog #function-api-name input").click();
        page.locator("#function-create-done").click();
        assertThat(page.locator("#function-status")).containsText("Endless");
        write(LOOP);
        page.locator("#function-test").click();

        Locator details = page.locator(".run-details");
        assertThat(details).containsText("Stopped at a limit");
        assertThat(details).containsText("off we go");
        assertThat(page.locator("#function-runs")).containsText("Stopped at a limit");
        screenshot("function-stopped");

        open("setup/functions");
        assertThat(page.locator("vaadin-grid")).containsText("Stopped at a limit");
        screenshot("functions");
        assertAccessible();
    }

    @Test
    @Order(3)
    void letsARuleCallTheFunction() {
        signInAsOwner();
        open("setup/workflow-rules");
        page.locator("#rule-create").click();
        page.locator("#rule-name input").fill("Welcome new leads");
        choose("#rule-module input", "Leads");
        choose(".action-function input", "Welcome leads");
        page.locator(".criteria-add").click();
        choose(".criteria-field input", "Company");
        choose(".criteria-operator input", "is not empty");
        screenshot("rule-new");
        assertAccessible();
        page.locator("#rule-save").click();
        assertThat(page.locator("#rule-runs")).containsText("The rule has not acted yet.");

        createLead("Ada", "Engines Ltd");
        assertThat(page.locator("#inline-Description")).containsText("Welcomed by a function");
        screenshot("rule-welcomed");

        createLead("Bob", "Boom");
        reloadUntil("#timeline", "Function ran");
        open("setup/workflow-rules");
        screenshot("rules");
        assertAccessible();
        page.locator("vaadin-grid a").getByText("Welcome new leads").click();
        assertThat(page.locator("#rule-runs")).containsText("Boom is not welcome");
        screenshot("rule");
        assertAccessible();

        open("setup/functions");
        page.locator("vaadin-grid a").getByText("Welcome leads").click();
        assertThat(page.locator("#function-status")).containsText("Version 1");
        page.locator("#function-runs").getByText("Workflow rule").first().click();
        assertThat(page.locator(".run-details")).containsText("line 5, column");
        assertThat(page.locator(".cm-lint-marker-error")).isVisible();
        screenshot("function-run");
        assertAccessible();
    }

    @Test
    @Order(4)
    void writesATemplateAndSendsItFromALead() throws MessagingException {
        signInAsOwner();
        open("setup/mail-templates");
        page.locator("#mail-create").click();
        page.locator("#mail-name input").fill("Welcome");
        choose("#mail-module input", "Leads");
        page.locator("#mail-subject input").fill("Welcome, ");
        choose("#mail-field input", "Company");
        page.locator("#mail-field-subject").click();
        write("<h2>Hello</h2>\n<p>Dear $Leads.Last_Nam</p>");
        assertThat(page.locator("#mail-problems")).containsText("$Leads.Last_Nam: there is no such field.");
        assertThat(page.locator(".cm-lint-marker-error")).isVisible();
        screenshot("mail-template-wrong");
        write("<h2>Hello</h2>\n<p>Dear $Leads.Last_Name</p>\n<script>alert(1)</script>");
        choose("#mail-sample input", "Ada");
        assertThat(page.locator("#mail-shown-subject")).hasText("Welcome, Engines Ltd");
        assertThat(page.frameLocator(".mail-frame").locator("body")).containsText("Dear Ada");
        assertThat(page.locator(".mail-frame")).hasAttribute("sandbox", "");
        screenshot("mail-template");
        assertAccessible();
        page.locator("#mail-save").click();
        assertThat(page.getByText("The template is saved.")).isVisible();

        open("setup/mail-templates");
        assertThat(page.locator("vaadin-grid")).containsText("Welcome, $Leads.Company");
        screenshot("mail-templates");
        assertAccessible();

        createLead("Grace", "Compilers Ltd");
        page.locator("#mail-send").click();
        assertThat(page.locator("vaadin-dialog #mail-shown-subject")).hasText("Welcome, Compilers Ltd");
        assertThat(page.frameLocator(".mail-frame").locator("body")).containsText("Dear Grace");
        screenshot("mail-send");
        assertAccessible();
        page.locator("#mail-send-now").click();

        assertThat(SERVER.waitForIncomingEmail(20_000, 1)).isTrue();
        assertThat(SERVER.getReceivedMessages()[0].getSubject()).isEqualTo("Welcome, Compilers Ltd");
        reloadUntil("#timeline", "Mail sent");
        screenshot("mail-sent");
    }

    private void createLead(String name, String company) {
        open("m/Leads");
        page.locator("#list-create").click();
        page.locator("vaadin-dialog #field-Last_Name input").fill(name);
        page.locator("vaadin-dialog #field-Company input").fill(company);
        page.locator("vaadin-dialog #field-Email input").fill(name.toLowerCase(Locale.ROOT) + "@example.org");
        page.locator("#record-save").click();
        page.waitForURL(Pattern.compile(".*/m/Leads/\\d+"));
    }

    /** A note in the timeline changes no record, so that no open page hears of it. */
    private void reloadUntil(String place, String text) {
        for (int tries = 0; tries < 20 && !page.locator(place).innerText().contains(text); tries++) {
            page.waitForTimeout(500);
            page.reload();
        }
        assertThat(page.locator(place)).containsText(text);
    }

    private void choose(String input, String option) {
        page.locator(input).click();
        page.locator(input).fill(option);
        page.getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName(option).setExact(true))
                .click();
    }

    private void write(String source) {
        page.locator("atelier-code-editor .cm-content").click();
        page.keyboard().press("Control+a");
        page.keyboard().insertText(source);
    }
}
