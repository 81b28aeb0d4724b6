package io.atelier.studio.workspace;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.record.RecordChange;
import io.atelier.studio.testing.Journey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** People edit what is more than one line: pointers of several kinds, rows, and what somebody else edits too. */
class RecordEditingJourney extends Journey {
    @Autowired
    private SetupService setup;

    @Test
    void pointsToRecordsOfSeveralModules_andTheTimelineNamesThem() {
        signInAsOwner();
        makeModule(
                "Talks",
                field("Title", FieldType.TEXT),
                field("Regarding", FieldType.MULTI_MODULE_LOOKUP)
                        .with(new FieldProperties.AnyLookup(List.of("Contacts", "Accounts"), Optional.empty())),
                field("Goods", FieldType.MULTISELECTLOOKUP)
                        .with(new FieldProperties.MultiLookup("Products", "", "", "")),
                field("Team", FieldType.MULTIUSERLOOKUP),
                field("Story", FieldType.TEXTAREA).with(new FieldProperties.Text(2_000, true, List.of())));
        save("Accounts", RecordChange.create(Map.of("Account_Name", "Talk Partners")));
        save("Products", RecordChange.create(Map.of("Product_Name", "Talk Lamp")));
        save("Products", RecordChange.create(Map.of("Product_Name", "Talk Desk")));
        open("m/Talks");
        page.locator("#list-create").click();
        fillField("#field-Title", "First talk");
        chooseItem("#field-Regarding-module", "Account");
        chooseItem("#field-Regarding-record", "Talk Partners");
        chooseSeveral("#field-Goods", "Talk Lamp", "Talk Desk");
        chooseSeveral("#field-Team", "Olga Owner");
        fillField("#field-Story", "<p>All <b>went</b> well</p>");
        screenshot("several-form");
        assertAccessible();
        page.locator("#record-save").click();

        assertThat(page.locator("#inline-Regarding a")).hasText("Talk Partners");
        assertThat(page.locator("#inline-Goods a")).hasCount(2);
        assertThat(page.locator("#timeline")).containsText("Talk Partners");
        assertThat(page.locator("#timeline")).containsText("Olga Owner");
        assertThat(page.locator("#timeline")).containsText("All went well");
        screenshot("several-record");

        edit("Regarding");
        chooseItem("#field-Regarding-module", "Contact");
        screenshot("any-lookup-inline");
        assertAccessible();
        page.locator("#inline-Regarding vaadin-button.inline-save").click();
        assertThat(page.locator("#timeline")).containsText("Talk Partners → —");
        edit("Goods");
        page.locator("#field-Goods input").first().click();
        page.locator("vaadin-multi-select-combo-box-item:visible")
                .getByText("Talk Desk")
                .click();
        page.keyboard().press("Escape");
        page.locator("#inline-Goods vaadin-button.inline-save").click();
        assertThat(page.locator("#inline-Goods a")).hasText("Talk Lamp");
    }

    @Test
    void addsEditsOrdersAndDeletesRows() {
        signInAsOwner();
        makeModule("Bills", field("Title", FieldType.TEXT), field("Lines", FieldType.SUBFORM));
        apply(new SchemaChange.AddField("Bills_Lines", field("What", FieldType.TEXT)));
        open("m/Bills");
        page.locator("#list-create").click();
        fillField("#field-Title", "Bill 1");
        addRow("Apples");
        addRow("Bread");
        addRow("Cheese");
        page.locator("#record-save").click();
        Locator shown = page.locator("#inline-Lines tbody td:first-child");
        assertThat(shown).hasText(new String[] {"Apples", "Bread", "Cheese"});

        page.locator("#record-edit").click();
        page.getByLabel("Move row 3 up").click();
        assertThat(page.getByLabel("Move row 2 up")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.getByLabel("Move row 1 up")).isDisabled();
        page.getByLabel("Edit row 1").click();
        fillField("#row-What", "Old cheese");
        page.locator("#row-done").click();
        page.getByLabel("Delete row 3").click();
        screenshot("rows-form");
        assertAccessible();
        page.locator("#record-save").click();
        assertThat(shown).hasText(new String[] {"Old cheese", "Apples"});
    }

    @Test
    void whoSavesSecondChoosesWhoseValueStays() {
        signInAsOwner();
        long id = save("Vendors", RecordChange.create(Map.of("Vendor_Name", "Contested", "City", "Paris")));
        open("m/Vendors/" + id);
        edit(page, "City", "Rome", false);
        Page other = page.context().newPage();
        other.navigate(address("m/Vendors/" + id));
        edit(other, "City", "Oslo", true);
        assertThat(other.locator("#inline-City .field-value")).hasText("Oslo");
        other.close();
        page.locator("#inline-City vaadin-button.inline-save").click();
        Locator dialog = page.locator("#record-conflict");
        assertThat(dialog).containsText("Oslo");
        assertThat(dialog).containsText("Rome");
        assertThat(dialog).containsText("Paris");
        screenshot("conflict");
        assertAccessible();
        page.locator("#conflict-City vaadin-radio-button").getByText("Oslo").click();
        page.locator("#record-conflict-save").click();
        assertThat(page.locator("#inline-City .field-value")).hasText("Oslo");

        edit(page, "City", "Rome", false);
        save("Vendors", RecordChange.update(id, Map.of("City", "Bern")));
        page.locator("#inline-City vaadin-button.inline-save").click();
        page.locator("#record-conflict-save").click();
        assertThat(page.locator("#inline-City .field-value")).hasText("Rome");
    }

    /** By the pencil: a double click on a link would follow it. */
    private void edit(String field) {
        page.locator("#inline-" + field).hover();
        page.locator("#inline-" + field + " .pencil").click();
    }

    private static void edit(Page page, String field, String text, boolean save) {
        page.locator("#inline-" + field + " .field-value").dblclick();
        Locator input = page.locator("#inline-" + field + " input");
        input.fill(text);
        if (save) {
            input.press("Enter");
        } else {
            input.blur();
        }
    }

    private void addRow(String what) {
        page.locator("#field-Lines-add").click();
        fillField("#row-What", what);
        page.locator("#row-done").click();
        assertThat(page.locator("#row-done")).isHidden();
    }

    private void chooseSeveral(String field, String... items) {
        Locator input = page.locator(field + " input").first();
        for (String item : items) {
            input.fill(item);
            page.locator("vaadin-multi-select-combo-box-item:visible")
                    .getByText(item, new Locator.GetByTextOptions().setExact(true))
                    .click();
        }
        input.press("Tab");
    }

    private void makeModule(String name, FieldDef... fields) {
        List<String> names = Arrays.stream(fields).map(FieldDef::apiName).toList();
        apply(new SchemaChange.CreateModule(ModuleDef.of(
                ModuleHead.of(name, Label.of(name), Label.of(name), "cube", names.getFirst(), true),
                List.of(fields),
                new LayoutDef(List.of(new SectionDef(Label.of("Details"), 2, names))),
                new ListViewDef(List.of(names.getFirst()), "Created_Time", true))));
    }

    private void apply(SchemaChange change) {
        setup.apply(owner(), setup.plan(owner(), List.of(change)));
    }

    private static FieldDef field(String name, FieldType type) {
        return FieldDef.of(name, Label.of(name), type);
    }
}
