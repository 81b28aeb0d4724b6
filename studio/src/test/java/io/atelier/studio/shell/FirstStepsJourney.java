package io.atelier.studio.shell;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.atelier.studio.testing.Journey;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** From the printed link to work: set-up, workspace, language, leaving and coming back. */
@TestPropertySource(properties = "journey=own")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FirstStepsJourney extends Journey {

    @Test
    @Order(1)
    void refusesAnInventedLink() {
        open("welcome/invented");

        assertThat(page.getByRole(AriaRole.HEADING, heading("This link does not work")))
                .isVisible();
        assertAccessible();
    }

    @Test
    @Order(2)
    void leadsFromTheOwnersLinkToTheWorkspaceInRussian() {
        open("welcome/" + ownerToken());
        page.getByLabel("Organization").fill("Aurora Trading");
        page.getByLabel("Your name").fill("Olga Owner");
        page.getByLabel("E-mail").fill(OWNER);
        page.getByLabel("Password").first().fill("short");
        page.getByText("Create the CRM").click();
        assertThat(page.getByText("Use at least 12 characters.")).isVisible();
        screenshot("welcome");
        assertAccessible();

        page.getByLabel("Password").first().fill(PASSWORD);
        page.getByText("Create the CRM").click();

        assertThat(page.getByRole(AriaRole.HEADING, heading("Hello, Olga Owner")))
                .isVisible();
        assertThat(page.locator("vaadin-side-nav-item").getByText("Leads")).isVisible();
        assertThat(page.locator("vaadin-side-nav-item").getByText("Deals")).isVisible();
        screenshot("home-en");
        assertAccessible();

        openUserMenu();
        page.getByText("Language").click();
        page.getByText("Русский").click();

        assertThat(page.getByRole(AriaRole.HEADING, heading("Здравствуйте, Olga Owner")))
                .isVisible();
        assertThat(page.locator("vaadin-side-nav-item").getByText("Лиды")).isVisible();
        screenshot("home-ru");
        assertAccessible();

        page.locator(".drawer-link").click();
        assertThat(page.getByText("Всё, что определяет вашу CRM.")).isVisible();
        screenshot("setup-ru");
        assertAccessible();
    }

    @Test
    @Order(3)
    void refusesAWrongPasswordAndAcceptsTheRightOne() {
        signIn(OWNER, "not the password");
        assertThat(page.getByText("That did not work")).isVisible();
        screenshot("sign-in");
        assertAccessible();

        signIn(OWNER, PASSWORD);
        assertThat(page.getByRole(AriaRole.HEADING, heading("Здравствуйте, Olga Owner")))
                .isVisible();
        openUserMenu();
        page.getByText("Тема").click();
        page.getByText("Тёмная").click();
        page.reload();
        assertThat(page.getByRole(AriaRole.HEADING, heading("Здравствуйте, Olga Owner")))
                .isVisible();
        screenshot("home-dark");
        assertAccessible();
        openUserMenu();
        page.getByText("Выйти").click();
        assertThat(page.locator("vaadin-login-form")).isVisible();
    }

    @Test
    @Order(4)
    void fitsAPhone() {
        openPage("en-US", 320, 640);
        signIn(OWNER, PASSWORD);
        assertThat(page.getByRole(AriaRole.HEADING, heading("Здравствуйте, Olga Owner")))
                .isVisible();
        screenshot("home-320");
        boolean fits = (boolean) page.evaluate("document.documentElement.scrollWidth <= window.innerWidth");
        org.assertj.core.api.Assertions.assertThat(fits).isTrue();
        assertAccessible();

        open("no/such/page");
        assertThat(page.getByRole(AriaRole.HEADING, heading("Здесь ничего нет")))
                .isVisible();
    }

    private void openUserMenu() {
        page.locator("vaadin-app-layout > vaadin-menu-bar > vaadin-menu-bar-button:not([hidden])")
                .click();
    }

    private static Page.GetByRoleOptions heading(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
