package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.atelier.platform.record.RecordChange;
import io.atelier.studio.testing.Journey;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;

/** A module and its fields change after they came into use: order, names, types, and their end. */
class SchemaLifeJourney extends Journey {
    /** What runs jobs: stopped, a change of type stays under way for as long as a person needs to look at it. */
    @Autowired
    @Qualifier("jobScheduler")
    private SmartLifecycle jobs;

    @Test
    void retiresRestoresAndDeletesAField() {
        signInAsOwner();
        makeModule("Boats", "Boat", "Title", "Colour", "Length");
        save("Boats", RecordChange.create(Map.of("Title", "Aurora", "Colour", "white", "Length", "9")));

        open("setup/modules/Boats");
        choose("Colour", "Retire");
        assertThat(page.locator("[data-retired='Colour']")).containsText("to be retired");
        apply();
        assertThat(page.locator("[data-retired='Colour']")).containsText("Colour · Single line · retired");
        assertThat(page.locator("vaadin-side-nav-item").getByText("Workflow rules"))
                .isVisible();
        screenshot("retired-fields");
        assertAccessible();

        inRetired("Colour", "Restore").click();
        assertThat(page.locator("[data-retired='Colour']")).containsText("to be restored");
        apply();
        assertThat(page.locator("[data-field='Colour']")).isVisible();

        choose("Colour", "Retire");
        apply();
        inRetired("Colour", "Delete for good").click();
        assertThat(page.getByText("goes with all its values")).isVisible();
        screenshot("delete-field");
        assertAccessible();
        page.locator("#delete-confirm").click();
        assertThat(page.locator("[data-retired='Colour']")).containsText("to be deleted");
        apply();
        assertThat(page.locator("[data-retired='Colour']")).hasCount(0);
        assertThat(page.locator("[data-field='Colour']")).hasCount(0);
    }

    @Test
    void putsFieldsInAnotherOrderByMenu() {
        signInAsOwner();
        makeModule("Barns", "Barn", "Title", "Height", "Width");
        open("setup/modules/Barns");
        choose("Width", "Move up");
        Locator fields = page.locator("#section-0 [data-field]");
        assertThat(fields.nth(1)).hasAttribute("data-field", "Width");
        assertThat(fields.nth(1)).isFocused();
        apply();

        open("setup/modules/Barns");
        assertThat(fields.nth(1)).hasAttribute("data-field", "Width");
        assertThat(fields.nth(2)).hasAttribute("data-field", "Height");
    }

    @Test
    void showsWhatDoesNotFitANewType_andCancelsOneOnItsWay() {
        signInAsOwner();
        makeModule("Shops", "Shop", "Title", "Staff");
        save("Shops", RecordChange.create(Map.of("Title", "Corner", "Staff", "12")));
        save("Shops", RecordChange.create(Map.of("Title", "Market", "Staff", "about nine")));
        save("Shops", RecordChange.create(Map.of("Title", "Kiosk")));

        openChange("Shops", "Staff");
        assertThat(page.locator("#change-counts"))
                .hasText("Values that fit: 1, that do not: 1, records without one: 1.");
        assertThat(page.locator("vaadin-dialog vaadin-grid")).containsText("about nine");
        screenshot("change-type-unfit");
        assertAccessible();
        jobs.stop();
        try {
            page.locator("#change-start").click();
            assertThat(page.locator("#type-changes")).containsText("running: 0 records done");
            screenshot("change-type-running");
            assertAccessible();
            page.locator("#type-changes vaadin-button").getByText("Cancel").click();
            assertThat(page.locator("#type-changes")).containsText("cancelled");
        } finally {
            jobs.start();
        }

        openChange("Shops", "Staff");
        page.locator("#change-unfit vaadin-radio-button")
                .getByText("Empty them")
                .click();
        page.locator("#change-start").click();
        assertThat(page.locator("#type-changes")).containsText("finished: 3 records, 1 values emptied");
        assertThat(page.locator("[data-field='Staff']")).containsText("Integer");
    }

    @Test
    void aPointerAndANumberOfTheMachineCanBecomeTexts() {
        signInAsOwner();
        open("setup/modules/Deals");
        openMenu("Account_Name");
        item("Change type").click();
        assertThat(page.locator("#change-type input")).hasValue("Single line");
        page.locator("#change-preview").click();
        assertThat(page.locator("#change-counts")).isVisible();
    }

    @Test
    void renamesHidesAndDeletesAModule() {
        signInAsOwner();
        makeModule("Kites", "Kite", "Title");
        save("Kites", RecordChange.create(Map.of("Title", "Red")));
        open("setup/modules/Kites");
        fillField("#module-plural", "Dragons");
        apply();
        open("m/Kites");
        assertThat(page.locator("h1")).hasText("Dragons");

        open("setup/modules/Kites");
        moduleMenu("Hide the module");
        assertThat(page.locator("vaadin-confirm-dialog")).containsText("Nothing is lost");
        screenshot("hide-module");
        assertAccessible();
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.getByText("Dragons is hidden.")).isVisible();
        open("setup/modules");
        assertThat(page.locator("vaadin-grid-cell-content").getByText("Custom, hidden"))
                .isVisible();
        open("setup/modules/Kites");
        moduleMenu("Show the module");
        assertThat(page.getByText("Dragons is in the navigation again.")).isVisible();

        moduleMenu("Delete the module");
        Locator dialog = page.locator("#delete-module");
        assertThat(dialog).containsText("Dragons: records 1, fields 1");
        assertThat(page.locator("#delete-module-confirm")).isDisabled();
        page.locator("#delete-module-name input").fill("Kites");
        assertThat(page.locator("#delete-module-confirm")).isEnabled();
        screenshot("delete-module");
        assertAccessible();
        page.locator("#delete-module-confirm").click();
        assertThat(page.getByText("Dragons is deleted.")).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*setup/modules$"));
        assertThat(page.locator("vaadin-grid-cell-content").getByText("Dragons"))
                .hasCount(0);
    }

    @Test
    void aModuleThatOthersPointToSaysWhatKeepsIt_inRussianToo() {
        signInAsOwnerInRussian();
        open("setup/modules/Accounts");
        assertThat(page.locator("h1")).hasText("Компании");
        screenshot("module-designer-ru");
        assertAccessible();
        moduleMenu("Удалить модуль");
        assertThat(page.locator("#delete-module")).containsText("Контакты · Компания");
        assertThat(page.locator("#delete-module-confirm")).hasCount(0);
        screenshot("delete-module-refused-ru");
        assertAccessible();
    }

    private void makeModule(String plural, String singular, String... fields) {
        open("setup/modules/new");
        fillField("#module-plural", plural);
        fillField("#module-singular", singular);
        for (String field : fields) {
            page.locator("#field-add").click();
            fillField("#field-label", field);
            page.locator("#field-done").click();
            assertThat(page.locator("#field-done")).isHidden();
        }
        apply();
    }

    private void apply() {
        page.locator("#module-review").click();
        page.locator("#plan-apply").click();
        Locator told = page.getByText("Applied. The module is ready.");
        assertThat(told.last()).isVisible();
    }

    private void openChange(String module, String field) {
        open("setup/modules/" + module);
        choose(field, "Change type");
        chooseItem("#change-type", "Integer");
        page.locator("#change-preview").click();
    }

    private void choose(String field, String entry) {
        openMenu(field);
        item(entry).click();
    }

    private void openMenu(String field) {
        page.locator("[data-field='" + field + "'] vaadin-menu-bar-button")
                .first()
                .click();
    }

    private void moduleMenu(String entry) {
        page.locator("#module-menu vaadin-menu-bar-button").first().click();
        item(entry).click();
    }

    private Locator item(String entry) {
        return page.getByRole(AriaRole.MENUITEM).filter(new Locator.FilterOptions().setHasText(entry));
    }

    private Locator inRetired(String field, String button) {
        return page.locator("[data-retired='" + field + "'] vaadin-button").getByText(button);
    }
}
