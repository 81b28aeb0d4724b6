package io.atelier.studio.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Profile;
import io.atelier.platform.access.ProfileService;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.Label;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.LayoutDef;
import io.atelier.platform.metadata.ListViewDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ModuleHead;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SectionDef;
import io.atelier.platform.record.RecordChange;
import io.atelier.studio.testing.Journey;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** An administrator asks who sees a record and why, tries changes before saving them, and looks as somebody else. */
@TestPropertySource(properties = "journey=access")
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AccessJourney extends Journey {
    private static final String ANN = "ann@example.org";

    @Autowired
    private ProfileService profiles;

    @Autowired
    private SharingService sharing;

    @Autowired
    private SetupService setup;

    @Autowired
    private UserService users;

    @Autowired
    private SignInService signIns;

    private long lead;

    @BeforeEach
    void annAndALeadThatIsNotHers() {
        signInAsOwner();
        if (users.all(owner().org()).stream().noneMatch(user -> user.email().equals(ANN))) {
            Profile clerks = profiles.create(
                    owner(),
                    "Clerks",
                    new Permissions(
                            false,
                            EnumSet.of(Permission.SETUP, Permission.MANAGE_USERS),
                            Map.of(
                                    "Leads",
                                    new ModuleRights(
                                            EnumSet.of(Verb.READ, Verb.CREATE), false, Set.of("Phone"), Set.of()))));
            User ann = users.create(
                    owner().org(), ANN, "Ann Clerk", clerks.id(), Locale.ENGLISH, ZoneId.of("Europe/Berlin"));
            signIns.setPassword(new Account(owner().org(), ann.id()), ANN, PASSWORD);
        }
        sharing.rules(owner()).forEach(rule -> sharing.delete(owner(), rule.id()));
        sharing.changeDefault(owner(), "Leads", DefaultSharing.PRIVATE);
        lead = save("Leads", RecordChange.create(Map.of("Last_Name", "Byron", "Company", "Engine")));
    }

    private Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setExact(true));
    }

    private Locator cell(String label) {
        return page.locator("[aria-label=\"" + label + "\"]:visible");
    }

    @Test
    @Order(1)
    void sheReadsWhyAnnDoesNotSeeTheLead_andTriesWhatWouldChangeThat() {
        open("setup/access");
        assertAccessible();
        chooseItem("#access-user", "Ann Clerk");
        chooseItem("#access-module", "Leads");
        chooseItem("#access-record", "Byron");
        assertThat(heading("No: Ann Clerk cannot see Byron")).isVisible();
        assertThat(page.locator("#access-result")).containsText("it is owned by Olga Owner");
        screenshot("access-no");
        assertAccessible();
        page.getByLabel("Open where this is set: Nothing opens the record").click();
        assertThat(heading("Sharing: Leads")).isVisible();

        page.locator("#sharing-rule-create").click();
        fillField("#rule-name", "Olga's leads");
        chooseItem("#rule-source", "Olga Owner");
        chooseItem("#rule-target", "Ann Clerk");
        page.locator("#rule-done").click();
        assertThat(page.locator("#preview-dialog")).containsText("People who see more: 1.");
        assertThat(page.locator("#preview-dialog").getByText("Byron").first()).isVisible();
        screenshot("access-preview-rule");
        assertAccessible();
        page.locator("#preview-save").click();
        assertThat(page.locator("#sharing-rules").getByText("Olga's leads")).isVisible();

        open("m/Leads/" + lead);
        page.locator("#record-audience").click();
        assertThat(page.locator("#audience-count")).hasText("People with access: 2");
        assertThat(page.locator("#audience")).containsText("The sharing rule Olga's leads opens it.");
        screenshot("access-audience");
        assertAccessible();
        page.locator("#audience").getByText("Ann Clerk").click();
        assertThat(heading("Yes: Ann Clerk can see Byron")).isVisible();
        page.locator("#access-asked").click();
        page.locator("vaadin-select-item:visible")
                .filter(new Locator.FilterOptions().setHasText("Edit"))
                .click();
        assertThat(heading("No: Ann Clerk cannot edit Byron")).isVisible();
        assertThat(page.locator("#access-result")).containsText("The profile Clerks lacks “Edit” in Leads.");
        chooseItem("#access-field", "Phone");
        assertThat(page.locator("#access-result")).containsText("The profile Clerks hides the field Phone.");
        screenshot("access-edit");
        assertAccessible();
    }

    @Test
    @Order(2)
    void sheIsAskedBeforeRecordsAreShownOrHidden() {
        open("setup/sharing");
        cell("What everybody may do in Leads").selectOption("PUBLIC_READ_ONLY");
        assertThat(page.locator("#preview-dialog")).containsText("People who see more: 1.");
        screenshot("access-preview-default");
        page.locator("#preview-cancel").click();
        assertThat(cell("What everybody may do in Leads")).hasValue("PRIVATE");
        org.assertj.core.api.Assertions.assertThat(sharing.defaultOf(owner(), "Leads"))
                .isEqualTo(DefaultSharing.PRIVATE);
        cell("What everybody may do in Leads").selectOption("PUBLIC_READ_ONLY");
        page.locator("#preview-save").click();
        assertThat(page.getByText("Saved for Leads; it holds at once.")).isVisible();

        open("setup/profiles");
        page.locator("#profiles").getByText("Clerks").click();
        page.locator("#profile-views [aria-pressed]")
                .filter(new Locator.FilterOptions().setHasText("Modules"))
                .click();
        assertThat(cell("Leads: See")).isChecked();
        cell("Leads: Create").uncheck();
        cell("Leads: See").uncheck();
        page.locator("#profile-save").click();
        assertThat(page.locator("#preview-dialog")).containsText("Records that are hidden:");
        screenshot("access-preview-profile");
        assertAccessible();
        page.locator("#preview-cancel").click();
    }

    @Test
    @Order(3)
    void sheLooksAsAnn_andChangesNothing() {
        sharing.changeDefault(owner(), "Leads", DefaultSharing.PUBLIC_FULL);
        open("setup/users");
        settle();
        page.getByLabel("View as Ann Clerk").click();
        assertThat(page.locator("#login-as-bar")).containsText("You look as Ann Clerk");
        assertThat(page.locator("#login-as-bar")).containsText("Nothing can be changed.");
        screenshot("access-view-as");
        assertAccessible();

        open("m/Leads/" + lead);
        assertThat(heading("Byron")).isVisible();
        assertThat(page.locator("#inline-Company")).isVisible();
        assertThat(page.locator("#inline-Phone")).hasCount(0);
        assertThat(page.locator("#record-edit")).hasCount(0);
        assertThat(page.locator("#login-as-bar")).isVisible();
        open("m/Leads");
        assertThat(page.getByText("Byron").first()).isVisible();
        assertThat(page.locator("#list-create")).isHidden();
        assertThat(page.locator("#list-export")).hasCount(0);
        assertThat(page.locator("a[href='import/Leads']")).hasCount(0);
        screenshot("access-view-as-list");
        open("account");
        assertThat(page.getByText("You only look")
                        .or(page.getByText("What belongs to an account"))
                        .first())
                .isVisible();

        open("m/Leads");
        page.locator("#login-as-end").click();
        assertThat(page.locator("#login-as-bar")).hasCount(0);
        open("m/Leads/" + lead);
        assertThat(page.locator("#record-edit")).isVisible();
    }

    @Test
    @Order(4)
    void annIsOfferedWhatSheMayOpenOnly() {
        sharing.changeDefault(owner(), "Leads", DefaultSharing.PUBLIC_FULL);
        openPage("en-US", 1280, 800);
        signIn(ANN, PASSWORD);
        assertThat(page.locator("vaadin-app-layout")).isVisible();
        open("setup");
        assertThat(page.locator(".tile").getByText("Users").first()).isVisible();
        assertThat(page.locator("a[href='setup/profiles']")).hasCount(0);
        assertThat(page.locator("a[href='setup/access']")).hasCount(0);
        screenshot("access-setup-of-ann");
        for (String closed : new String[] {"profiles", "access", "sharing", "modules", "audit"}) {
            open("setup/" + closed);
            assertThat(page.locator("vaadin-grid, vaadin-combo-box")).hasCount(0);
        }
        open("setup/users");
        assertThat(page.getByText("Olga Owner").first()).isVisible();
        assertThat(page.getByLabel("View as Olga Owner")).hasCount(0);
        open("m/Leads/" + lead);
        assertThat(heading("Byron")).isVisible();
        assertThat(page.locator("#record-edit")).hasCount(0);
        assertThat(page.locator("#record-delete")).hasCount(0);
        assertThat(page.locator("#record-audience")).hasCount(0);
    }

    @Test
    @Order(5)
    void speaksRussian() {
        openPage("en-US", 1280, 800);
        signInAsOwnerInRussian();
        long ann = users.all(owner().org()).stream()
                .filter(user -> user.email().equals(ANN))
                .findFirst()
                .orElseThrow()
                .id()
                .value();
        open("setup/access?user=" + ann + "&module=Leads&record=" + lead);
        assertThat(heading("Нет: Ann Clerk не видит Byron")).isVisible();
        screenshot("access-ru");
        assertAccessible();
    }

    @Test
    @Order(6)
    void theMatrixOfTwoHundredModulesRendersWhatIsSeenOnly() {
        setup.apply(
                owner(),
                setup.plan(
                        owner(),
                        IntStream.range(0, 200)
                                .<SchemaChange>mapToObj(i -> new SchemaChange.CreateModule(module("Extra" + i)))
                                .toList()));
        open("setup/profiles");
        page.locator("#profiles").getByText("Clerks").click();
        page.locator("#profile-views [aria-pressed]")
                .filter(new Locator.FilterOptions().setHasText("Modules"))
                .click();
        assertThat(cell("Leads: See")).isVisible();

        int boxes = page.locator("#matrix vaadin-grid-cell-content input[type=checkbox]")
                .count();

        org.assertj.core.api.Assertions.assertThat(boxes)
                .as("of more than 200 modules with 8 boxes each")
                .isBetween(40, 800);
        fillField("#matrix-search", "Extra199");
        assertThat(cell("Extra199s: See")).isVisible();
        assertThat(cell("Leads: See")).hasCount(0);
    }

    private static ModuleDef module(String name) {
        return ModuleDef.of(
                ModuleHead.of(name, Label.of(name), Label.of(name + "s"), "cube", "Title", true),
                List.of(FieldDef.of("Title", Label.of("Title"), FieldType.TEXT)),
                new LayoutDef(List.of(new SectionDef(Label.of("Thing"), 1, List.of("Title")))),
                new ListViewDef(List.of("Title"), "Created_Time", true));
    }
}
