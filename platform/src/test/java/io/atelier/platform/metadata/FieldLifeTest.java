package io.atelier.platform.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.SetupService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class FieldLifeTest {
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
    void start() {
        admin = given.administrator();
    }

    @Test
    void aRetiredFieldIsGoneForEverybody_andComesBackWithItsValues() {
        apply(new SchemaChange.AddField("Leads", text("Nickname")));
        long id = lead(Map.of("Nickname", "Ace"));

        apply(new SchemaChange.RetireField("Leads", "Nickname"));
        assertThat(records.get(admin, "Leads", id).values()).doesNotContainKey("Nickname");
        assertThatThrownBy(() -> records.query(admin, RecordQuery.of("Leads", List.of("Nickname"), 1)))
                .isInstanceOf(PlatformException.class);
        assertThat(module().layout().fields()).doesNotContain("Nickname");

        apply(new SchemaChange.RestoreField("Leads", "Nickname"));
        assertThat(records.get(admin, "Leads", id).text("Nickname")).isEqualTo("Ace");
    }

    @Test
    void onlyARetiredFieldIsDeleted_andThenItsNameIsFree() {
        apply(new SchemaChange.AddField("Leads", text("Nickname")));
        assertThat(problems(new SchemaChange.DeleteField("Leads", "Nickname"))).hasSize(1);
        long id = lead(Map.of("Nickname", "Ace"));

        apply(new SchemaChange.RetireField("Leads", "Nickname"));
        assertThat(problems(new SchemaChange.AddField("Leads", text("NICKNAME"))))
                .extracting(Violation::code)
                .containsExactly(ErrorCode.DUPLICATE_DATA);
        apply(new SchemaChange.DeleteField("Leads", "Nickname"));
        apply(new SchemaChange.AddField("Leads", text("Nickname")));

        assertThat(records.get(admin, "Leads", id).value("Nickname")).isEqualTo(FieldValue.NULL);
    }

    @Test
    void whatTheModuleNeedsIsNotRetired() {
        assertThat(problems(new SchemaChange.RetireField("Leads", "Full_Name"))).isNotEmpty();
        assertThat(problems(new SchemaChange.RetireField("Leads", "First_Name")))
                .as("the full name is composed of it")
                .isNotEmpty();
        assertThat(problems(new SchemaChange.RetireField("Leads", "Owner"))).isNotEmpty();
    }

    @Test
    void fieldsAndModulesAreReordered() {
        apply(new SchemaChange.ReorderFields("Leads", List.of("Email", "Company")));
        assertThat(module().fields()).extracting(FieldDef::apiName).startsWith("Email", "Company");

        apply(new SchemaChange.ReorderModules(List.of("Deals", "Leads")));
        assertThat(metadata.model(admin.org()).modules())
                .extracting(ModuleDef::apiName)
                .startsWith("Deals", "Leads");
    }

    @Test
    void aModuleIsRenamedHiddenAndDeleted() {
        apply(
                new SchemaChange.RenameModule("Campaigns", Label.of("Drive"), Label.of("Drives"), "car"),
                new SchemaChange.HideModule("Campaigns", true));
        ModuleDef drives = metadata.model(admin.org()).module("Campaigns");
        assertThat(drives.plural().english()).isEqualTo("Drives");
        assertThat(drives.head().hidden()).isTrue();

        assertThat(problems(new SchemaChange.DeleteModule("Accounts")))
                .as("contacts and deals point to accounts")
                .isNotEmpty();
        apply(new SchemaChange.CreateModule(ModuleDef.of(
                ModuleHead.of("Things", Label.of("Thing"), Label.of("Things"), "cube", "Title", true),
                List.of(text("Title")),
                new LayoutDef(List.of(new SectionDef(Label.of("Thing"), 1, List.of("Title")))),
                new ListViewDef(List.of("Title"), "Created_Time", true))));
        apply(new SchemaChange.AddField("Things", FieldDef.of("Parts", Label.of("Parts"), FieldType.SUBFORM)));
        apply(new SchemaChange.DeleteModule("Things"));
        assertThat(metadata.model(admin.org()).findModule("Things")).isEmpty();
        assertThat(metadata.model(admin.org()).findModule("Things_Parts")).isEmpty();
    }

    @Test
    void aFieldBecomesUniqueOnlyWhereItsValuesAre() {
        apply(new SchemaChange.AddField("Leads", text("Code")));
        lead(Map.of("Code", "a"));
        long twin = lead(Map.of("Code", "A"));
        FieldDef field = module().field("Code");
        SchemaChange unique =
                new SchemaChange.ChangeField("Leads", field.with(field.options().withUnique(Uniqueness.IGNORE_CASE)));

        assertThat(problems(unique)).extracting(Violation::code).containsExactly(ErrorCode.DUPLICATE_DATA);
        records.write(admin, WriteRequest.of("Leads", RecordChange.update(twin, Map.of("Code", "b"))))
                .single();
        apply(unique);
        assertThat(module().field("Code").options().unique()).isEqualTo(Uniqueness.IGNORE_CASE);
    }

    @Test
    void ofTwoAdministratorsAtOnceOneWins_andTheOtherIsTold() throws Exception {
        for (int round = 0; round < 5; round++) {
            SchemaPlan one = plan(new SchemaChange.AddField("Leads", text("One_" + round)));
            SchemaPlan other = plan(new SchemaChange.AddField("Leads", text("Other_" + round)));
            List<Callable<Boolean>> both = List.of(() -> wins(one), () -> wins(other));
            try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
                List<Boolean> won = threads.invokeAll(both).stream()
                        .map(FieldLifeTest::result)
                        .toList();
                assertThat(won).containsExactlyInAnyOrder(true, false);
            }
        }
    }

    @Test
    void recordsAreWrittenWhileTheModelChanges() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        Thread writer = Thread.ofVirtual().start(() -> {
            while (!over.get()) {
                lead(Map.of("City", "Berlin"));
                written.incrementAndGet();
            }
        });
        for (int round = 0; round < 10; round++) {
            apply(new SchemaChange.AddField("Leads", text("Passing")));
            apply(new SchemaChange.RetireField("Leads", "Passing"));
            apply(new SchemaChange.DeleteField("Leads", "Passing"));
        }
        over.set(true);
        writer.join();

        assertThat(records.count(admin, "Leads", Criteria.everything(), 100_000).count())
                .isEqualTo(written.get())
                .isPositive();
    }

    private boolean wins(SchemaPlan plan) {
        try {
            setup.apply(admin, plan);
            return true;
        } catch (PlatformException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.PLAN_OUTDATED);
            return false;
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static FieldDef text(String name) {
        return FieldDef.of(name, Label.of(name), FieldType.TEXT);
    }

    private ModuleDef module() {
        return metadata.model(admin.org()).module("Leads");
    }

    private SchemaPlan plan(SchemaChange... changes) {
        return setup.plan(admin, List.of(changes));
    }

    private List<Violation> problems(SchemaChange... changes) {
        return plan(changes).problems();
    }

    private void apply(SchemaChange... changes) {
        SchemaPlan plan = plan(changes);
        assertThat(plan.problems()).isEmpty();
        setup.apply(admin, plan);
    }

    private long lead(Map<String, Object> values) {
        Map<String, Object> all = new HashMap<>(Map.of("Last_Name", "L", "Company", "C"));
        all.putAll(values);
        return given.record(admin, "Leads", all);
    }
}
