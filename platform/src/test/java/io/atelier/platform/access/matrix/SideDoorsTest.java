package io.atelier.platform.access.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.TypeChangeService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What stands on a field or a record that is hidden: formulas, filters of lookups, unique values, changes of type. */
@PlatformTest
class SideDoorsTest {
    private static final String HIDDEN = "Billing_City";

    @Autowired
    private Given given;

    @Autowired
    private SetupService setup;

    @Autowired
    private SharingService sharing;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private RecordService records;

    @Autowired
    private TypeChangeService types;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void aFormulaHasARightOfItsOwn() {
        apply(new SchemaChange.AddField(
                "Accounts",
                FieldDef.of("Town", Label.of("Town"), FieldType.FORMULA)
                        .with(new FieldProperties.Formula("Upper(${" + HIDDEN + "})", FieldType.TEXT, 0))));
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Engine", HIDDEN, "Oslo"));

        Actor both = personWithout(HIDDEN, "Town");
        Actor one = personWithout(HIDDEN);

        assertThat(records.get(both, "Accounts", account).values().toString()).doesNotContainIgnoringCase("oslo");
        assertThatThrownBy(() -> records.query(both, RecordQuery.of("Accounts", List.of("Town"), 10)))
                .hasMessageContaining("no such field");
        assertThat(records.get(one, "Accounts", account).text("Town"))
                .as("whoever made the formula chose to show it")
                .isEqualTo("OSLO");
    }

    @Test
    void aLookupsFilterLooksAtWhatIsHiddenAndNamesItNot() {
        apply(new SchemaChange.AddField(
                "Contacts",
                FieldDef.of("Branch", Label.of("Branch"), FieldType.LOOKUP)
                        .with(new FieldProperties.Lookup(
                                "Accounts", Optional.empty(), "(" + HIDDEN + ":equals:Oslo)"))));
        long fits = given.record(admin, "Accounts", Map.of("Account_Name", "A", HIDDEN, "Oslo"));
        long other = given.record(admin, "Accounts", Map.of("Account_Name", "B", HIDDEN, "Rome"));
        Actor person = personWithout(HIDDEN);

        assertThat(pointing(person, fits)).contains("Saved");
        assertThat(pointing(person, other)).contains("does not exist").doesNotContain(HIDDEN);
    }

    private String pointing(Actor person, long account) {
        return records.write(
                        person,
                        WriteRequest.of(
                                "Contacts",
                                RecordChange.create(Map.of("Last_Name", "New", "Branch", Long.toString(account)))))
                .rows()
                .toString();
    }

    @Test
    void aTakenUniqueValueTellsNotWhoHasIt() {
        FieldDef email = metadata.model(admin.org()).module("Contacts").field("Email");
        apply(new SchemaChange.ChangeField(
                "Contacts", email.with(email.options().withUnique(Uniqueness.IGNORE_CASE))));
        sharing.changeDefault(admin, "Contacts", DefaultSharing.PRIVATE);
        long holder = given.record(admin, "Contacts", Map.of("Last_Name", "Byron", "Email", "Taken@example.org"));
        Actor person = given.person(admin, new Permissions(false, Map.of()));

        String refusal = records.write(
                        person,
                        WriteRequest.of(
                                "Contacts",
                                RecordChange.create(Map.of("Last_Name", "New", "Email", "taken@EXAMPLE.org"))))
                .rows()
                .toString();

        assertThat(refusal)
                .contains("DUPLICATE_DATA")
                .doesNotContain("Byron")
                .doesNotContainIgnoringCase("taken@")
                .doesNotContain(Long.toString(holder));
    }

    @Test
    void changesOfTypeAreForWhoMayMakeThem() {
        Actor person = given.person(admin, new Permissions(false, Map.of()));

        assertThatThrownBy(() -> types.changes(person))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        assertThatThrownBy(() -> types.get(person, 1))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    private Actor personWithout(String... fields) {
        return given.person(
                admin,
                new Permissions(
                        false,
                        Map.of("Accounts", new ModuleRights(Set.of(Verb.values()), false, Set.of(fields), Set.of()))));
    }

    private void apply(SchemaChange... changes) {
        SchemaPlan plan = setup.plan(admin, List.of(changes));
        assertThat(plan.problems()).isEmpty();
        setup.apply(admin, plan);
    }
}
