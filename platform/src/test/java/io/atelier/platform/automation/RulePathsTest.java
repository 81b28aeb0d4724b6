package io.atelier.platform.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.automation.RuleData.Event;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Rules whose criteria ask for what lies behind a lookup. */
@PlatformTest
class RulePathsTest {
    @Autowired
    private Given given;

    @Autowired
    private RuleService rules;

    @Autowired
    private RecordService records;

    @Autowired
    private SetupService setup;

    private Actor admin;
    private long farm;
    private long plant;

    @BeforeEach
    void companies() {
        admin = given.administrator();
        farm = given.record(admin, "Accounts", Map.of("Account_Name", "Farm", "Industry", "Agriculture"));
        plant = given.record(
                admin, "Accounts", Map.of("Account_Name", "Plant", "Industry", "Energy", "Parent_Account", farm));
    }

    private void rule(String name, Event event, String criteria, String value) {
        rules.create(
                admin,
                new RuleData(
                        name,
                        "Contacts",
                        event,
                        criteria,
                        List.of(new RuleAction.UpdateField("Description", value)),
                        true));
    }

    private long contact(Actor actor, Object account) {
        return given.record(actor, "Contacts", Map.of("Last_Name", "Ada", "Account_Name", account));
    }

    private String description(long contact) {
        return records.get(admin, "Contacts", contact).text("Description");
    }

    @Test
    void eachRowIsDecidedByWhatItsOwnLookupLeadsTo() {
        rule("Farmers", Event.CREATED, "(Account_Name.Industry:equals:Agriculture)", "farmer");
        rule("Below", Event.CREATED, "(Account_Name.Parent_Account.Account_Name:equals:Farm)", "below a farm");

        WriteResult written = records.write(
                admin,
                new WriteRequest(
                        "Contacts",
                        WriteRequest.OperationKind.SAVE,
                        WriteRequest.Atomicity.EACH_ROW,
                        List.of(
                                RecordChange.create(Map.of("Last_Name", "A", "Account_Name", farm)),
                                RecordChange.create(Map.of("Last_Name", "B", "Account_Name", plant)),
                                RecordChange.create(Map.of("Last_Name", "C")))));

        assertThat(written.rows())
                .extracting(row -> description(((WriteResult.Saved) row).id()))
                .containsExactly("farmer", "below a farm", "");
    }

    @Test
    void anUpdateIsDecidedByTheNewLookup() {
        rule("Energy", Event.UPDATED, "(Account_Name.Industry:equals:Energy)", "energetic");
        long contact = contact(admin, farm);

        records.write(admin, WriteRequest.of("Contacts", RecordChange.update(contact, Map.of("Last_Name", "Eve"))))
                .single();
        assertThat(description(contact)).isEmpty();

        records.write(admin, WriteRequest.of("Contacts", RecordChange.update(contact, Map.of("Account_Name", plant))))
                .single();
        assertThat(description(contact)).isEqualTo("energetic");
    }

    @Test
    void peopleAndModulesBehindAnArrowAreFollowedToo() {
        FieldDef about = FieldDef.of("What_Id", Label.of("About"), FieldType.MULTI_MODULE_LOOKUP)
                .with(new FieldProperties.AnyLookup(List.of("Leads", "Accounts"), Optional.empty()));
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Contacts", about))));
        rule(
                "About a farm",
                Event.CREATED,
                "((What_Id->Accounts.Industry:equals:Agriculture)and(Owner.email:ends_with:@example.org)"
                        + "and(What_Id->Leads.City:is_empty)and(id:is_not_empty))",
                "yes");

        assertThat(description(
                        given.record(admin, "Contacts", Map.of("Last_Name", "A", "What_Id", "Accounts:" + farm))))
                .isEqualTo("yes");
        assertThat(description(
                        given.record(admin, "Contacts", Map.of("Last_Name", "B", "What_Id", "Accounts:" + plant))))
                .isEmpty();
    }

    @Test
    void whoSavesNeedNotSeeWhatTheRuleLooksAt() {
        rule("Farmers", Event.CREATED, "(Account_Name.Industry:equals:Agriculture)", "farmer");
        Actor seller = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of(
                                "Accounts",
                                new ModuleRights(Set.of(Verb.values()), false, Set.of("Industry"), Set.of()))));

        assertThat(description(contact(seller, farm))).isEqualTo("farmer");
    }

    @Test
    void aRecordInTheRecycleBinHasNoValues() {
        rule("No farm", Event.UPDATED, "(Account_Name.Industry:is_empty)", "none");
        long contact = contact(admin, plant);
        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Delete(plant)))
                .single();

        records.write(admin, WriteRequest.of("Contacts", RecordChange.update(contact, Map.of("Last_Name", "Eve"))))
                .single();

        assertThat(description(contact)).isEqualTo("none");
    }

    @Test
    void aRuleSeesWhatAnEarlierOneChangedBehindTheLookup() {
        rule("First", Event.CREATED, "(Account_Name.Industry:equals:Agriculture)", "first");
        long boss = contact(admin, farm);
        rule("Second", Event.UPDATED, "(Reporting_To.Description:equals:first)", "second");
        long worker = given.record(admin, "Contacts", Map.of("Last_Name", "W", "Reporting_To", boss));

        records.write(admin, WriteRequest.of("Contacts", RecordChange.update(worker, Map.of("Last_Name", "X"))))
                .single();

        assertThat(description(worker)).isEqualTo("second");
    }

    @Test
    void aRuleSeesWhatTheSameSaveChangesBehindTheLookup() {
        long boss = given.record(admin, "Contacts", Map.of("Last_Name", "Boss"));
        long worker = given.record(admin, "Contacts", Map.of("Last_Name", "W", "Reporting_To", boss));
        rule("Moved", Event.UPDATED, "(Reporting_To.Mailing_City:equals:Oslo)", "with the boss");

        records.write(
                admin,
                new WriteRequest(
                        "Contacts",
                        WriteRequest.OperationKind.SAVE,
                        WriteRequest.Atomicity.EACH_ROW,
                        List.of(
                                RecordChange.update(worker, Map.of("Last_Name", "X")),
                                RecordChange.update(boss, Map.of("Mailing_City", "Oslo")))));

        assertThat(description(worker)).isEqualTo("with the boss");
        assertThat(description(boss)).isEmpty();
    }

    @Test
    void aPathThatLeadsNowhereIsRefusedWhenTheRuleIsMade() {
        for (String path : List.of("Account_Name.Nothing", "Account_Name->Accounts.Industry", "Nothing.Industry")) {
            assertThatThrownBy(() -> rule("Bad", Event.CREATED, "(" + path + ":is_empty)", "x"))
                    .isInstanceOfSatisfying(
                            ViolationsException.class,
                            e -> assertThat(e.violations())
                                    .extracting(Violation::path)
                                    .containsExactly("criteria"));
        }
    }
}
