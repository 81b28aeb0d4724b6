package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.atelier.studio.testing.Journey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A business administrator makes a module, by mouse and keyboard, and works with it at once. */
class ModuleDesignerJourney extends Journey {

    @Test
    void makesAModuleReadsItsPlanAndUsesIt() {
        signInAsOwner();
        open("setup/modules");
        assertThat(page.getByText("Modules and fields").first()).isVisible();
        assertAccessible();
        page.locator("#module-create").click();

        fillField("#module-plural", "Properties");
        fillField("#module-singular", "Property");
        addField("Title", "Single line");
        addField("Seller", "Lookup", () -> chooseItem("#field-target", "Contacts"));
        addField("Asking price", "Currency");
        addField("State", "Picklist", this::fillStates);
        addField("Rooms", "Integer");
        addField("Living area", "Decimal");
        addField("Available from", "Date");
        addField("Remarks", "Multi-line");
        page.locator("#section-add").click();
        moveToSecondSection("Available_from");
        moveToSecondSection("Remarks");
        assertThat(page.locator("#section-1 [data-field]")).hasCount(2);
        screenshot("module-designer");
        assertAccessible();

        page.locator("#module-review").click();
        assertThat(page.getByText("Create the module Properties")).isVisible();
        screenshot("module-plan");
        assertAccessible();
        page.locator("#plan-apply").click();
        assertThat(page.getByText("Applied. The module is ready.")).isVisible();

        open("m/Properties");
        assertThat(page.locator("vaadin-side-nav-item").getByText("Properties")).isVisible();
        page.locator("#list-create").click();
        fillField("#field-Title", "Villa by the lake");
        fillField("#field-Asking_price", "480000");
        chooseItem("#field-State", "Reserved");
        page.locator("#record-save").click();
        assertThat(page.locator("#inline-State .picklist-value")).hasText("Reserved");
        assertThat(page.locator("#inline-Asking_price .field-value")).containsText("480,000");
        screenshot("property-record");
        assertAccessible();
    }

    @Test
    void aHostileOrReservedFieldNameIsRefusedOnTheSpot() {
        signInAsOwner();
        open("setup/modules/Leads");
        page.locator("#field-add").click();
        fillField("#field-label", "Robert");
        assertThat(page.locator("#field-api-name input")).hasValue("Robert");
        fillField("#field-api-name", "x\"; drop table leads;--");
        page.locator("#field-done").click();

        assertThat(page.locator("#field-api-name")).containsText("An API name starts with a letter");
        fillField("#field-api-name", "Company");
        page.locator("#field-done").click();
        assertThat(page.locator("#field-api-name")).containsText("The module has a field of this name");
    }

    private void addField(String label, String type) {
        addField(label, type, () -> {});
    }

    private void addField(String label, String type, Runnable details) {
        page.locator("#field-add").click();
        fillField("#field-label", label);
        chooseItem("#field-type", type);
        details.run();
        page.locator("#field-done").click();
        assertThat(page.locator("#field-done")).isHidden();
    }

    private void fillStates() {
        List<String> states = List.of("Free", "Reserved", "Sold");
        Locator values = page.locator(".picklist-value-field input");
        for (int i = 0; i < states.size(); i++) {
            page.locator("#picklist-add").click();
            assertThat(values).hasCount(i + 1);
            values.nth(i).fill(states.get(i));
            values.nth(i).press("Tab");
        }
    }

    private void moveToSecondSection(String field) {
        page.locator("[data-field='" + field + "'] vaadin-menu-bar-button")
                .first()
                .click();
        page.getByRole(AriaRole.MENUITEM)
                .filter(new Locator.FilterOptions().setHasText("Move to: Section 2"))
                .click();
        assertThat(page.locator("#section-1 [data-field='" + field + "']")).isVisible();
    }
}
