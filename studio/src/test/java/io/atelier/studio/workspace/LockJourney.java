package io.atelier.studio.workspace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.record.RecordChange;
import io.atelier.studio.testing.Journey;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** An administrator says which records are locked; somebody else meets a locked one, and locks one by hand. */
@TestPropertySource(properties = "journey=own")
@DirtiesContext
class LockJourney extends Journey {
    private static final String ANN = "ann@example.org";

    @Autowired
    private AccessService access;

    @Autowired
    private UserService users;

    @Autowired
    private SignInService signIns;

    @Test
    void aRuleLocksARecordAndAPersonAnother() {
        signInAsOwner();
        addAnn();
        long signed =
                save("Accounts", RecordChange.create(Map.of("Account_Name", "Signed Ltd", "Account_Site", "Oslo")));
        long open = save("Accounts", RecordChange.create(Map.of("Account_Name", "Open Ltd")));
        configure();

        signInAsAnn();
        open("m/Accounts");
        assertThat(page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("Locked")))
                .hasCount(1);
        screenshot("lock-list");
        assertAccessible();
        meetsTheRule(signed);
        locksByHand(open);

        openPage("en-US", 1280, 800);
        signInAsOwner();
        open("m/Accounts/" + open);
        assertThat(page.locator("#record-locked")).containsText("Locked by Ann Caller");
        assertThat(page.locator("#record-edit")).hasAttribute("disabled", "");
        page.locator("#record-unlock").click();
        assertThat(page.locator("#record-locked")).hasCount(0);
        assertThat(page.locator("#timeline")).containsText("Unlocked");
        stopLocking();
    }

    @Test
    void speaksRussian() {
        signInAsOwnerInRussian();
        open("setup/locking/Contacts");
        assertThat(heading("Блокировка записей: Контакты")).isVisible();
        page.locator("#locking-rule-create").click();
        assertThat(page.locator("#locking-rule-name")).isVisible();
        screenshot("lock-ru");
        assertAccessible();
    }

    private void configure() {
        open("setup/modules/Accounts");
        page.locator("#module-menu vaadin-menu-bar-button").first().click();
        page.locator("vaadin-menu-bar-item:visible, vaadin-context-menu-item:visible")
                .filter(new Locator.FilterOptions().setHasText("Record locking"))
                .first()
                .click();
        assertThat(heading("Record locking: Accounts")).isVisible();
        assertAccessible();
        page.locator("#locking-save").click();
        assertThat(page.getByText("Let people lock by hand, or make a rule that locks."))
                .isVisible();
        page.locator("#locking-by-hand input").check();
        page.locator("#locking-rule-create").click();
        page.locator("#locking-rule-done").click();
        assertThat(page.getByText("Say which records the rule locks.")).isVisible();
        fillField("#locking-rule-name", "In Oslo");
        condition("Account Site", "Oslo");
        chooseOf("#locking-rule-fields", "Phone");
        screenshot("lock-rule");
        assertAccessible();
        page.locator("#locking-rule-done").click();
        assertThat(page.locator("#locking-rules")).containsText("In Oslo");
        page.locator("#locking-save").click();
        assertThat(page.getByText("Saved; it holds at once.")).isVisible();
        assertThat(page.locator("#locking-stop")).isVisible();
        screenshot("lock-setup");
        assertAccessible();
    }

    private void meetsTheRule(long id) {
        open("m/Accounts/" + id);
        assertThat(page.locator("#record-locked")).containsText("Locked by the rule “In Oslo”");
        assertThat(page.locator("#record-locked")).containsText("can be changed all the same: Phone");
        assertThat(page.locator("#record-edit")).hasAttribute("disabled", "");
        assertThat(page.locator("#record-delete")).hasAttribute("disabled", "");
        assertThat(page.locator("#record-lock-by-hand")).hasCount(0);
        assertThat(page.locator("#inline-Account_Site .pencil")).hasCount(0);
        screenshot("lock-by-rule");
        assertAccessible();
        page.locator("#inline-Phone").hover();
        page.locator("#inline-Phone .pencil").click();
        fillField("#inline-Phone", "+47 22 00");
        page.locator("#inline-Phone vaadin-button.inline-save").click();
        assertThat(page.locator("#inline-Phone a")).hasText("+47 22 00");
    }

    private void locksByHand(long id) {
        open("m/Accounts/" + id);
        assertThat(page.locator("#record-locked")).hasCount(0);
        page.locator("#record-lock-by-hand").click();
        fillField("#lock-reason", "With the lawyers");
        screenshot("lock-dialog");
        assertAccessible();
        page.locator("#lock-done").click();
        assertThat(page.locator("#record-locked")).containsText("Locked by Ann Caller");
        assertThat(page.locator("#record-locked")).containsText("With the lawyers");
        assertThat(page.locator("#timeline")).containsText("With the lawyers");
        assertThat(page.locator("#record-edit")).hasAttribute("disabled", "");
        screenshot("lock-by-hand");
        assertAccessible();
    }

    private void stopLocking() {
        open("setup/locking/Accounts");
        page.locator("#locking-stop").click();
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.locator("#locking-stop")).hasCount(0);
        assertThat(page.locator("#locking-rules li")).hasCount(0);
    }

    private void addAnn() {
        long profile = access.createProfile(owner(), "Callers", new Permissions(false, Map.of()))
                .id();
        User ann = users.create(owner().org(), ANN, "Ann Caller", profile, Locale.ENGLISH, ZoneId.of("Europe/Berlin"));
        signIns.setPassword(new Account(owner().org(), ann.id()), ANN, PASSWORD);
    }

    private void signInAsAnn() {
        openPage("en-US", 1280, 800);
        signIn(ANN, PASSWORD);
        assertThat(page.locator("vaadin-app-layout")).isVisible();
    }

    private Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private void chooseOf(String field, String item) {
        Locator input = page.locator(field + " input").first();
        input.fill(item);
        page.locator("vaadin-multi-select-combo-box-item:visible")
                .getByText(item, new Locator.GetByTextOptions().setExact(true))
                .click();
        page.keyboard().press("Escape");
        settle();
    }

    private void condition(String field, String value) {
        Locator row = page.locator(".criteria-row").first();
        Locator input = row.locator(".criteria-field input").first();
        input.fill(field);
        page.locator("vaadin-combo-box-item:visible")
                .getByText(field, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(input).hasValue(field);
        settle();
        // The field decides which editor the value has: it is there once the operator is.
        assertThat(row.locator(".criteria-operator input").first()).hasValue("contains");
        Locator text = row.locator(".criteria-value vaadin-text-field input");
        text.fill(value);
        text.press("Tab");
        settle();
    }
}
