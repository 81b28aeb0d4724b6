package io.atelier.platform.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class SchemaPlanTest {
    @Autowired
    private Given given;

    @Autowired
    private SetupService setup;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private RecordService records;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void makesAModuleThatHoldsRecordsAtOnce() {
        SchemaPlan plan = setup.plan(
                admin,
                List.of(new SchemaChange.CreateModule(
                        properties(List.of(text("Title", true), lookup("Seller", "Contacts"))))));
        assertThat(plan.steps()).extracting(SchemaPlan.Step::kind).contains(SchemaPlan.StepKind.CREATE_TABLE);
        assertThat(metadata.model(admin.org()).findModule("Properties")).isEmpty();

        setup.apply(admin, plan);

        long seller = given.record(admin, "Contacts", Map.of("Last_Name", "Seller"));
        long id = given.record(admin, "Properties", Map.of("Title", "Villa", "Seller", seller));
        assertThat(records.get(admin, "Properties", id).labels()).containsEntry("Seller", "Seller");
    }

    @Test
    void addsAFieldToAModuleWithRecords() {
        long id = given.record(admin, "Leads", Map.of("Last_Name", "L", "Company", "C"));

        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Leads", text("Nickname", false)))));

        assertThat(records.get(admin, "Leads", id).value("Nickname")).isEqualTo(FieldValue.NULL);
        assertThat(metadata.model(admin.org()).module("Leads").layout().fields())
                .contains("Nickname");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "select",
                "sys_version",
                "Owner",
                "1st",
                "a b",
                "a__b",
                "a_",
                "a\"; drop table x;--",
                "Ünïcode",
                "Nаme",
                "constructor",
                "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijX"
            })
    void refusesAHostileReservedOrLongFieldName(String name) {
        SchemaPlan plan = setup.plan(admin, List.of(new SchemaChange.AddField("Leads", text(name, false))));

        assertThat(plan.problems()).isNotEmpty();
        assertThatThrownBy(() -> setup.apply(admin, plan)).isInstanceOf(ViolationsException.class);
        assertThat(metadata.model(admin.org()).module("Leads").findField(name).map(FieldDef::system))
                .isIn(Optional.empty(), Optional.of(true));
    }

    @Test
    void takesANameOfFiftyCharacters() {
        String name = "a".repeat(50);

        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Leads", text(name, false)))));

        assertThat(metadata.model(admin.org()).module("Leads").findField(name)).isPresent();
    }

    @Test
    void refusesADuplicateWhateverItsCase() {
        SchemaPlan plan = setup.plan(admin, List.of(new SchemaChange.AddField("Leads", text("COMPANY", false))));

        assertThat(plan.problems()).extracting(Violation::code).containsExactly(ErrorCode.DUPLICATE_DATA);
    }

    @Test
    void aPlanThatWasOvertakenIsOutdated() {
        SchemaPlan late = setup.plan(admin, List.of(new SchemaChange.AddField("Leads", text("Late", false))));
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Leads", text("Quick", false)))));

        assertThatThrownBy(() -> setup.apply(admin, late))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_OUTDATED));
        assertThat(metadata.model(admin.org()).module("Leads").findField("Late"))
                .isEmpty();
    }

    @Test
    void onlyAnAdministratorShapesTheModel() {
        Actor member = given.person(admin, new Permissions(false, Map.of()));

        assertThatThrownBy(() -> setup.plan(member, List.of(new SchemaChange.AddField("Leads", text("Mine", false)))))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
    }

    private static ModuleDef properties(List<FieldDef> fields) {
        return ModuleDef.of(
                ModuleHead.of("Properties", Label.of("Property"), Label.of("Properties"), "home", "Title", true),
                fields,
                new LayoutDef(List.of(new SectionDef(
                        Label.of("Property"),
                        2,
                        fields.stream().map(FieldDef::apiName).toList()))),
                new ListViewDef(List.of("Title"), "Created_Time", true));
    }

    private static FieldDef text(String name, boolean required) {
        FieldDef field = FieldDef.of(name, Label.of("Label"), FieldType.TEXT);
        return field.with(field.options().withRequired(required));
    }

    private static FieldDef lookup(String name, String target) {
        return FieldDef.of(name, Label.of("Label"), FieldType.LOOKUP)
                .with(new FieldProperties.Lookup(target, Optional.empty(), ""));
    }
}
