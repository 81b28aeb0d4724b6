package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.ProfileService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.record.RecordChange;
import io.atelier.studio.testing.Journey;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** Rights are set on the screens of the set-up, and somebody else sees what follows from them. */
@TestPropertySource(properties = "journey=own")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RightsJourney extends Journey {
    private static final String ANN = "ann@example.org";

    @Autowired
    private ProfileService profiles;

    @Autowired
    private UserService users;

    @Autowired
    private SignInService signIns;

    @Test
    @Order(1)
    void aProfileIsMadeWithPermissionsModulesAndFields() {
        signInAsOwner();
        open("setup/profiles");
        assertAccessible();
        page.locator("#profile-create").click();
        fillField("#profile-name", "standard");
        page.locator("#profile-done").click();
        assertThat(page.getByText("Another one has this name already.")).isVisible();
        fillField("#profile-name", "Callers");
        assertAccessible();
        page.locator("#profile-done").click();
        assertThat(heading("Callers")).isVisible();

        box("permission-manage_users").check();
        assertThat(page.locator("#permission-told")).containsText("granted too: Open the set-up");
        box("permission-setup").uncheck();
        assertThat(page.locator("#permission-told")).containsText("taken away too: Manage users");
        assertThat(box("permission-manage_users")).not().isChecked();
        box("permission-mass_delete").uncheck();
        screenshot("rights-permissions");
        assertAccessible();

        tab("Modules");
        box("matrix-all-import").uncheck();
        assertThat(cell("Accounts: Import")).not().isChecked();
        cell("Deals: Edit").uncheck();
        cell("Deals: See").uncheck();
        assertThat(page.getByText("Deals: this does not work alone")).isVisible();
        assertThat(cell("Deals: Export")).not().isChecked();
        cell("Deals: Edit").check();
        assertThat(cell("Deals: See")).isChecked();
        cell("Contacts: everything").check();
        assertThat(cell("Contacts: Import")).isChecked();
        fillField("#matrix-search", "lead");
        assertThat(cell("Deals: Edit")).hasCount(0);
        cell("Leads: Delete").focus();
        page.keyboard().press("Space");
        assertThat(cell("Leads: Delete")).not().isChecked();
        fillField("#matrix-search", "");
        assertThat(cell("Deals: Edit")).isVisible();
        screenshot("rights-matrix");
        assertAccessible();

        tab("Fields");
        chooseItem("#fields-module", "Leads");
        fillField("#fields-search", "last name");
        assertThat(cell("Access to Salutation")).hasCount(0);
        assertThat(page.getByText("Mandatory: without it nobody could save a record.")
                        .first())
                .isVisible();
        assertThat(cell("Access to Last Name")).isDisabled();
        fillField("#fields-search", "phone");
        cell("Access to Phone").selectOption("HIDDEN");
        fillField("#fields-search", "");
        assertThat(cell("Access to Salutation")).isVisible();
        page.locator("#field-rights").getByLabel("Select All").first().check();
        page.locator("#fields-set-read_only").click();
        assertThat(page.locator("#fields-told")).containsText("Left as they are: ");
        fillField("#fields-search", "city");
        assertThat(cell("Access to City")).hasValue("READ_ONLY");
        screenshot("rights-fields");
        assertAccessible();
        fillField("#fields-search", "phone");
        cell("Access to Phone").selectOption("HIDDEN");
        page.locator("#profile-save").click();
        assertThat(page.getByText("The profile is saved and holds from now on."))
                .isVisible();

        Profile stored = callers();
        org.assertj.core.api.Assertions.assertThat(stored.permissions().granted())
                .contains(Permission.MASS_UPDATE)
                .doesNotContain(Permission.MASS_DELETE, Permission.SETUP);
        org.assertj.core.api.Assertions.assertThat(
                        stored.permissions().modules().get("Deals").verbs())
                .containsExactlyInAnyOrder(Verb.READ, Verb.UPDATE);
        org.assertj.core.api.Assertions.assertThat(
                        stored.permissions().modules().get("Leads").hidden())
                .containsExactly("Phone");

        page.locator("#profile-clone").click();
        fillField("#profile-name", "Callers two");
        page.locator("#profile-done").click();
        assertThat(heading("Callers two")).isVisible();
        page.locator("#profile-rename").click();
        fillField("#profile-name", "Short-lived");
        page.locator("#profile-done").click();
        assertThat(heading("Short-lived")).isVisible();
        page.locator("#profile-delete").click();
        page.locator("#successor-confirm").click();
        chooseItem("#successor", "Callers");
        assertAccessible();
        page.locator("#successor-confirm").click();
        assertThat(page.getByText("Short-lived")).hasCount(0);
        assertThat(page.locator("#profiles").getByText("Callers")).isVisible();
    }

    @Test
    @Order(2)
    void aSecondPersonSeesWhatTheRightsOpen() {
        signInAsOwner();
        User ann = users.create(
                owner().org(), ANN, "Ann Caller", callers().id(), Locale.ENGLISH, ZoneId.of("Europe/Berlin"));
        signIns.setPassword(new Account(owner().org(), ann.id()), ANN, PASSWORD);
        long lead = save(
                "Leads",
                RecordChange.create(Map.of("Last_Name", "Rightful", "Company", "Aurora", "Phone", "+49 30 1234")));

        open("setup/sharing");
        cell("What everybody may do in Leads").selectOption("PRIVATE");
        page.locator("#preview-save").click();
        assertThat(page.getByText("Saved for Leads; it holds at once.")).isVisible();
        screenshot("rights-sharing");
        assertAccessible();
        seesNothing();

        againAsOwner();
        open("setup/sharing/Leads");
        assertThat(page.getByText("No rules yet. Create the first one.")).isVisible();
        page.locator("#sharing-rule-create").click();
        fillField("#rule-name", "Olga's leads");
        chooseItem("#rule-source", "Olga Owner");
        page.locator("#rule-done").click();
        chooseItem("#rule-target", "Ann Caller");
        screenshot("rights-rule");
        assertAccessible();
        page.locator("#rule-done").click();
        page.locator("#preview-save").click();
        assertThat(page.locator("#sharing-rules").getByText("Olga's leads")).isVisible();
        assertAccessible();
        seesIt(lead);

        againAsOwner();
        open("setup/sharing/Leads");
        page.getByLabel("Edit: Olga's leads").click();
        page.locator("#rule-basis").getByText("Criteria").click();
        condition("Company", "Somebody else");
        screenshot("rights-rule-criteria");
        assertAccessible();
        page.locator("#rule-done").click();
        page.locator("#preview-save").click();
        assertThat(page.locator("#sharing-rules").getByText("Criteria")).isVisible();
        seesNothing();

        againAsOwner();
        open("m/Leads/" + lead);
        page.locator("#record-share").click();
        assertThat(page.getByText("The record is shared with nobody by hand.")).isVisible();
        chooseItem("#share-who", "Ann Caller");
        page.locator("#share-add").click();
        assertThat(cell("Access of Ann Caller")).hasValue("READ_ONLY");
        screenshot("rights-share");
        assertAccessible();
        seesIt(lead);
        assertThat(page.locator("#record-share")).hasCount(0);

        againAsOwner();
        open("m/Leads/" + lead);
        page.locator("#record-share").click();
        page.getByLabel("Stop sharing with Ann Caller").click();
        assertThat(page.getByText("The record is shared with nobody by hand.")).isVisible();
        seesNothing();
    }

    @Test
    @Order(3)
    void rolesGroupsAndTerritoriesAreBuilt() {
        signInAsOwner();
        open("setup/roles");
        assertAccessible();
        page.locator("#role-first").click();
        role("Director");
        menu("Menu of Director", "Add a role below");
        role("Seller");
        menu("Menu of Director", "Add a role below");
        assertThat(page.locator("#role-parent input")).hasValue("Director");
        role("Junior");
        row("Junior").dragTo(row("Seller"));
        assertThat(page.getByText("Junior now reports to Seller.")).isVisible();
        menu("Menu of Junior", "Move one level up");
        assertThat(page.getByText("Junior now reports to Director.")).isVisible();
        row("Seller").click();
        chooseItem("#role-person", "Ann Caller");
        page.locator("#role-person-add").click();
        assertThat(page.locator("#role-people vaadin-grid").getByText("Ann Caller"))
                .isVisible();
        screenshot("rights-roles");
        assertAccessible();
        menu("Menu of Junior", "Delete");
        chooseItem("#successor", "Seller");
        page.locator("#successor-confirm").click();
        assertThat(row("Junior")).hasCount(0);

        open("setup/groups");
        assertThat(page.getByText("No groups yet. Create the first one.")).isVisible();
        page.locator("#group-create").click();
        fillField("#group-name", "North");
        chooseItem("#group-member", "Ann Caller");
        page.locator("#group-member-add").click();
        chooseItem("#group-member-kind", "Role and all below");
        chooseItem("#group-member", "Seller");
        page.locator("#group-member-add").click();
        assertThat(page.locator("#group-members").getByText("Role and all below: Seller"))
                .isVisible();
        screenshot("rights-group");
        assertAccessible();
        page.locator("#group-done").click();
        assertThat(page.locator("#groups").getByText("North")).isVisible();
        assertAccessible();

        open("setup/territories");
        assertThat(page.getByText("No territories yet. Create the first one.")).isVisible();
        page.locator("#territory-create").click();
        fillField("#territory-name", "World");
        chooseItem("#territory-manager", "Olga Owner");
        page.locator("#territory-save").click();
        assertThat(heading("World")).isVisible();
        open("setup/territories");
        menu("Menu of World", "Add one below");
        assertThat(page.locator("#territory-parent input")).hasValue("World");
        fillField("#territory-name", "Oslo");
        chooseItem("#territory-module", "Leads");
        page.locator("#territory-module-add").click();
        condition("City", "Oslo");
        screenshot("rights-territory");
        assertAccessible();
        page.locator("#territory-save").click();
        assertThat(heading("Oslo")).isVisible();
        page.waitForURL(Pattern.compile("/setup/territories/\\d+$"));
        page.reload();
        assertThat(page.locator(".criteria-row")).hasCount(1);
        open("setup/territories");
        assertThat(page.locator("#territories").getByText("Oslo")).isVisible();
        screenshot("rights-territories");
        assertAccessible();
    }

    @Test
    @Order(4)
    void speaksRussian() {
        signInAsOwnerInRussian();
        for (String path : List.of("profiles", "roles", "groups", "sharing", "territories")) {
            open("setup/" + path);
            assertThat(page.locator("vaadin-grid").first()).isVisible();
            assertAccessible();
            screenshot("rights-ru-" + path);
        }
        open("setup/profiles/" + callers().id());
        tab("Модули");
        assertThat(page.locator("#matrix")).isVisible();
        screenshot("rights-ru-matrix");
        assertAccessible();
    }

    private Profile callers() {
        return profiles.all(owner()).stream()
                .filter(profile -> profile.name().equals("Callers"))
                .findFirst()
                .orElseThrow();
    }

    private void seesNothing() {
        signInAsAnn();
        open("m/Leads");
        assertThat(page.locator("#record-count")).hasText("0");
    }

    /** Ends on the record's page. */
    private void seesIt(long lead) {
        signInAsAnn();
        open("m/Leads/" + lead);
        assertThat(heading("Rightful")).isVisible();
        assertThat(page.locator("#inline-Company")).isVisible();
        assertThat(page.locator("#inline-Phone")).hasCount(0);
    }

    private void againAsOwner() {
        openPage("en-US", 1280, 800);
        signInAsOwner();
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

    private Locator box(String id) {
        return page.locator("#" + id + " input[type=checkbox]");
    }

    /** A native control of a grid by the label that is spoken; a grid keeps rows that it does not show. */
    private Locator cell(String label) {
        return page.locator("[aria-label=\"" + label + "\"]:visible");
    }

    private void tab(String name) {
        page.locator("#profile-views [aria-pressed]")
                .filter(new Locator.FilterOptions().setHasText(name))
                .click();
    }

    private Locator row(String role) {
        return page.locator("#roles vaadin-grid-cell-content:visible")
                .filter(new Locator.FilterOptions().setHasText(role));
    }

    private void role(String name) {
        fillField("#role-name", name);
        page.locator("#role-done").click();
        assertThat(row(name)).isVisible();
    }

    private void menu(String menu, String item) {
        page.getByLabel(menu).click();
        page.getByRole(AriaRole.MENUITEM)
                .filter(new Locator.FilterOptions().setHasText(item))
                .click();
    }

    /** Says of which text field of a module a condition speaks, and what it holds. */
    private void condition(String field, String value) {
        Locator row = page.locator(".criteria-row").first();
        Locator input = row.locator(".criteria-field input").first();
        input.fill(field);
        page.locator("vaadin-combo-box-item:visible")
                .filter(new Locator.FilterOptions().setHasText(field))
                .first()
                .click();
        assertThat(input).hasValue(field);
        settle();
        // The field decides which editor the value has: it is there once the operator is.
        assertThat(row.locator(".criteria-operator input").first()).hasValue("contains");
        Locator text = row.locator(".criteria-value vaadin-text-field input");
        text.fill(value);
        text.press("Tab");
        assertThat(text).hasValue(value);
    }
}
