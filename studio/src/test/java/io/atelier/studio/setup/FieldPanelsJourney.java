package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import io.atelier.studio.testing.Journey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the designer asks of a field because of its type, panel by panel. */
class FieldPanelsJourney extends Journey {

    @Test
    void pointsToOneOrSeveralModulesAndNarrowsWhatCanBeChosen() {
        signInAsOwner();
        begin("Trips", "Trip");
        newField("Title", "Single line");
        done();
        newField("Client", "Lookup");
        page.locator("#field-done").click();
        assertThat(page.getByText("Choose the module that it points to.")).isVisible();
        chooseItem("#field-target", "Accounts");
        fillField("#field-filter", "(Industry:equal:Consulting)");
        page.locator("#field-done").click();
        assertThat(page.locator("#field-filter")).containsText("There is no such operator");
        screenshot("panel-lookup");
        assertAccessible();
        fillField("#field-filter", "(Industry:equals:Consulting)");
        done();

        newField("Regarding", "Lookup of several modules");
        page.locator("#field-done").click();
        assertThat(page.getByText("Choose the module that it points to.")).isVisible();
        chooseSeveral("#field-targets", "Contacts", "Deals");
        screenshot("panel-any-lookup");
        assertAccessible();
        done();

        newField("Goods", "Multi-select lookup");
        chooseItem("#field-target", "Products");
        done();
        apply();
        assertThat(page.locator("[data-field='Regarding']")).containsText("Lookup of several modules");
    }

    @Test
    void figuresOverTheRecordsThatPointHere() {
        signInAsOwner();
        open("setup/modules/Accounts");
        newField("Open value", "Rollup summary");
        page.locator("#field-done").click();
        assertThat(page.locator("#field-rollup-module")).containsText("This field needs a value.");
        chooseItem("#field-rollup-module", "Deals");
        chooseItem("#field-rollup-function", "Sum");
        page.locator("#field-done").click();
        chooseItem("#field-rollup-measured", "Amount");
        assertThat(page.locator("#field-result input")).hasValue("Currency");
        screenshot("panel-rollup");
        assertAccessible();
        done();
        apply();
        open("setup/modules/Accounts");
        page.locator("[data-field='Open_value'] vaadin-menu-bar-button").first().click();
        page.getByText("Edit field").click();
        assertThat(page.locator("#field-rollup-measured input")).hasValue("Amount");
    }

    @Test
    void numbersHoldsUniqueAndTakesImages() {
        signInAsOwner();
        begin("Parcels", "Parcel");
        newField("Number", "Auto-number");
        fillField("#field-prefix", "P-{YYYY}-");
        fillField("#field-start", "100");
        screenshot("panel-auto-number");
        assertAccessible();
        done();
        newField("Code", "Single line");
        page.locator("#field-more vaadin-details-summary").click();
        chooseItem("#field-unique", "Yes, whatever the case");
        screenshot("panel-unique");
        assertAccessible();
        done();
        newField("Pictures", "Images");
        assertThat(page.locator("#field-most input")).hasValue("10");
        screenshot("panel-images");
        assertAccessible();
        done();
        newField("Worth", "Currency");
        assertThat(page.locator("#field-decimals input")).hasValue("2");
        screenshot("panel-currency");
        assertAccessible();
        done();
        newField("Content", "Subform");
        assertThat(page.getByText("the fields of its rows are added")).isVisible();
        screenshot("panel-subform");
        assertAccessible();
        done();
        apply();

        open("m/Parcels");
        create("box-1");
        assertThat(page.locator("#inline-Number .field-value")).containsText("-100");
        open("m/Parcels");
        page.locator("#list-create").click();
        fillField("#field-Code", "BOX-1");
        page.locator("#record-save").click();
        assertThat(page.locator("#field-Code")).containsText("Another record has this value already.");
        screenshot("unique-refused");
    }

    @Test
    void definesAGlobalSetUsesItAndEditsIt() {
        signInAsOwner();
        open("setup/global-sets");
        assertAccessible();
        page.locator("#global-create").click();
        page.locator("#global-save").click();
        assertThat(page.getByText("A field needs a label.")).isVisible();
        fillField("#global-label", "Seasons");
        addValues("Spring", "Autumn");
        screenshot("global-set");
        assertAccessible();
        page.locator("#global-save").click();
        assertThat(page.getByText("The global set is saved.")).isVisible();

        begin("Tours", "Tour");
        newField("Title", "Single line");
        done();
        newField("Season", "Picklist");
        chooseItem("#field-global", "Seasons");
        done();
        apply();

        open("setup/global-sets");
        assertThat(page.locator("#global-sets")).containsText("Tours · Season");
        page.locator("vaadin-button").getByText("Edit").first().click();
        assertThat(page.locator("#global-label input")).hasValue("Seasons");
        addValues("Winter");
        page.locator("#global-save").click();
        page.locator("vaadin-button").getByText("Delete").first().click();
        page.locator("vaadin-confirm-dialog vaadin-button[slot=confirm-button]").click();
        assertThat(page.getByText("Fields use this set of values")).isVisible();
        screenshot("global-sets");
        open("m/Tours");
        page.locator("#list-create").click();
        chooseItem("#field-Season", "Winter");
    }

    @Test
    void narrowsAPicklistByAnother() {
        signInAsOwner();
        begin("Cars", "Car");
        newField("Model name", "Single line");
        done();
        newField("Maker", "Picklist");
        addValues("Lada", "Skoda");
        done();
        newField("Series", "Picklist");
        addValues("Niva", "Octavia", "Other");
        chooseItem("#field-dependency", "Maker");
        chooseSeveral(".dependency-row:nth-child(1) vaadin-multi-select-combo-box", "Niva", "Other");
        page.locator(".dependency-row:nth-child(2) vaadin-checkbox input").check();
        screenshot("panel-dependency");
        assertAccessible();
        done();
        apply();

        open("m/Cars");
        page.locator("#list-create").click();
        chooseItem("#field-Maker", "Lada");
        page.locator("#field-Series input").click();
        Locator items = page.locator("vaadin-combo-box-item:visible");
        assertThat(items.getByText("Niva")).isVisible();
        assertThat(items.getByText("Octavia")).hasCount(0);
        page.keyboard().press("Escape");
        chooseItem("#field-Series", "Niva");
        chooseItem("#field-Maker", "Skoda");
        assertThat(page.locator("#field-Series input")).hasValue("");
    }

    @Test
    void speaksRussian() {
        signInAsOwnerInRussian();
        open("setup/modules/Accounts");
        for (String type : List.of("Сводка", "Формула", "Ссылка на несколько модулей", "Список", "Автономер")) {
            page.locator("#field-add").click();
            choose(type);
            screenshot("panel-ru-" + type.split(" ")[0] + type.length());
            assertAccessible();
            page.keyboard().press("Escape");
            assertThat(page.locator("#field-done")).isHidden();
        }
    }

    private void begin(String plural, String singular) {
        open("setup/modules/new");
        fillField("#module-plural", plural);
        fillField("#module-singular", singular);
    }

    private void newField(String label, String type) {
        page.locator("#field-add").click();
        fillField("#field-label", label);
        choose(type);
    }

    private void choose(String type) {
        Locator input = page.locator("#field-type input").first();
        input.fill(type);
        page.locator("vaadin-combo-box-item")
                .getByText(type, new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(input).hasValue(type);
        settle();
    }

    private void done() {
        page.locator("#field-done").click();
        assertThat(page.locator("#field-done")).isHidden();
    }

    private void apply() {
        page.locator("#module-review").click();
        page.locator("#plan-apply").click();
        assertThat(page.getByText("Applied. The module is ready.").last()).isVisible();
    }

    private void create(String code) {
        page.locator("#list-create").click();
        fillField("#field-Code", code);
        page.locator("#record-save").click();
    }

    private void chooseSeveral(String field, String... items) {
        Locator input = page.locator(field + " input").first();
        for (String item : items) {
            input.fill(item);
            page.locator("vaadin-multi-select-combo-box-item:visible")
                    .getByText(item, new Locator.GetByTextOptions().setExact(true))
                    .click();
        }
        page.keyboard().press("Escape");
    }

    private void addValues(String... added) {
        Locator values = page.locator(".picklist-value-field input");
        for (String value : added) {
            int before = values.count();
            page.locator("#picklist-add").click();
            assertThat(values).hasCount(before + 1);
            values.nth(before).fill(value);
            values.nth(before).press("Tab");
        }
    }
}
