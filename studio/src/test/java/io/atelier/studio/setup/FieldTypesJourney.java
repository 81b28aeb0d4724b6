package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import io.atelier.studio.testing.Journey;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An administrator adds fields of many types, a person fills them, and one of them becomes another type. */
class FieldTypesJourney extends Journey {

    @Test
    void addsFieldsOfManyTypesFillsThemAndChangesAType() {
        signInAsOwner();
        makeModule();
        addRowField();
        fillRecord();
        changeType();
    }

    private void makeModule() {
        open("setup/modules/new");
        fillField("#module-plural", "Visits");
        fillField("#module-singular", "Visit");
        addField("Subject", "Single line", () -> {});
        addField("Size", "Single line", () -> {});
        addField("Place", "Address", () -> {});
        addField("Team", "Several users", () -> {});
        addField("Products", "Multi-select lookup", () -> chooseItem("#field-target", "Products"));
        addField("Papers", "Files", () -> {});
        addField("Costs", "Subform", () -> {});
        addField("Fee", "Currency", () -> {});
        page.locator("#field-add").click();
        fillField("#field-label", "Double fee");
        chooseItem("#field-type", "Formula");
        fillField("#field-formula", "${Fee} * * 2");
        page.locator("#field-done").click();
        assertThat(page.locator("#field-formula").getByText("line 1, column")).isVisible();
        screenshot("field-formula");
        assertAccessible();
        fillField("#field-formula", "${Fee} * 2");
        page.locator("#field-done").click();
        assertThat(page.locator("#field-done")).isHidden();
        page.locator("#field-add").click();
        fillField("#field-label", "Passport");
        page.locator("#field-more vaadin-details-summary").click();
        page.locator("#field-encrypted input").check();
        assertThat(page.locator("#field-encrypted-lost")).isVisible();
        screenshot("field-encrypted");
        assertAccessible();
        page.locator("#field-done").click();
        assertThat(page.locator("#field-done")).isHidden();
        apply();
    }

    private void addRowField() {
        open("setup/modules/Visits_Costs");
        addField("Purpose", "Single line", () -> {});
        addField("Sum", "Currency", () -> {});
        apply();
    }

    private void fillRecord() {
        open("m/Visits");
        page.locator("#list-create").click();
        fillField("#field-Subject", "First look");
        fillField("#field-Size", "42");
        fillField("#field-Place .address-street", "Unter den Linden 1");
        fillField("#field-Place .address-city", "Berlin");
        fillField("#field-Fee", "150");
        page.locator("#field-Team input").first().fill("Olga");
        page.locator("vaadin-multi-select-combo-box-item").first().click();
        page.keyboard().press("Tab");
        page.locator("#field-Papers input[type=file]")
                .setInputFiles(
                        new FilePayload("plan.txt", "text/plain", "ground floor".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.locator("#field-Papers .file-list")).containsText("plan.txt");
        page.locator("#field-Costs-add").click();
        fillField("#row-Purpose", "Train");
        fillField("#row-Sum", "80");
        page.locator("#row-done").click();
        assertThat(page.locator("#field-Costs vaadin-grid")).containsText("Train");
        screenshot("field-types-form");
        assertAccessible();
        page.locator("#record-save").click();

        assertThat(page.locator("#inline-Place .field-value")).containsText("Unter den Linden 1, Berlin");
        assertThat(page.locator("#inline-Team .field-value")).hasText("Olga Owner");
        assertThat(page.locator("#inline-Papers a")).hasText("plan.txt");
        assertThat(page.locator("#inline-Costs td").first()).hasText("Train");
        assertThat(page.locator("#inline-Double_fee .field-value")).containsText("300");
        screenshot("field-types-record");
        assertAccessible();
    }

    private void changeType() {
        open("setup/modules/Visits");
        page.locator("[data-field='Size'] vaadin-menu-bar-button").first().click();
        page.getByRole(AriaRole.MENUITEM)
                .filter(new Locator.FilterOptions().setHasText("Change type"))
                .click();
        chooseItem("#change-type", "Integer");
        page.locator("#change-preview").click();
        assertThat(page.locator("#change-counts"))
                .hasText("Values that fit: 1, that do not: 0, records without one: 0.");
        screenshot("change-type");
        assertAccessible();
        page.locator("#change-start").click();
        assertThat(page.locator("#type-changes")).containsText("finished: 1 records");
        assertThat(page.locator("[data-retired='Size_Before1']")).isVisible();
        screenshot("type-changed");
        assertAccessible();
    }

    private void apply() {
        page.locator("#module-review").click();
        page.locator("#plan-apply").click();
        assertThat(page.getByText("Applied. The module is ready.")).isVisible();
    }

    private void addField(String label, String type, Runnable details) {
        page.locator("#field-add").click();
        fillField("#field-label", label);
        chooseType(type);
        details.run();
        page.locator("#field-done").click();
        assertThat(page.locator("#field-done")).isHidden();
    }

    /** One type's name is the end of another's: "Address", "Web address". */
    private void chooseType(String type) {
        Locator input = page.locator("#field-type input").first();
        input.fill(type);
        page.locator("vaadin-combo-box-item")
                .getByText(type, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(input).hasValue(type);
        settle();
    }
}
