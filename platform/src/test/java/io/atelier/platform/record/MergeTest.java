package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.UndoReport.Reason;
import io.atelier.platform.record.UndoReport.Refusal;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PlatformTest
class MergeTest {
    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private MergeService merges;

    @Autowired
    private OperationService operations;

    @Autowired
    private RecycleBinService bin;

    @Autowired
    private TimelineService timelines;

    @Autowired
    private SetupService setup;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void takesChosenValuesThenItsOwnThenTheFirstThatThereIs() {
        long master = account(Map.of("Account_Name", "Master", "Phone", "1"));
        long second = account(Map.of("Account_Name", "Second", "Phone", "2", "Website", "two.org"));
        long third = account(Map.of("Account_Name", "Third", "Phone", "3", "Website", "three.org", "Fax", "33"));
        List<Long> others = List.of(second, third);

        MergePreview preview = merges.preview(admin, "Accounts", master, others, Map.of("Phone", third));
        MergeResult result = merges.merge(admin, "Accounts", master, others, Map.of("Phone", third));

        CrmRecord merged = records.get(admin, "Accounts", master);
        assertThat(merged.text("Account_Name")).isEqualTo("Master");
        assertThat(merged.text("Phone")).isEqualTo("3");
        assertThat(merged.text("Website")).isEqualTo("two.org");
        assertThat(merged.text("Fax")).isEqualTo("33");
        assertThat(merged.version()).isEqualTo(result.version());
        assertThat(preview.fields().stream()
                        .filter(MergePreview.Field::differs)
                        .map(field -> tuple(field.field(), field.chosen())))
                .containsExactlyInAnyOrder(
                        tuple("Account_Name", master),
                        tuple("Phone", third),
                        tuple("Website", second),
                        tuple("Fax", third));
        assertThat(bin.list(admin, Optional.empty(), Optional.empty(), 10).records())
                .extracting(RecycledRecord::id, RecycledRecord::mergedInto)
                .containsExactlyInAnyOrder(
                        tuple(second, OptionalLong.of(master)), tuple(third, OptionalLong.of(master)));
        assertThat(merges.mergedInto(admin, "Accounts", master)).containsExactlyInAnyOrder(second, third);
        assertThat(timelines.timeline(admin, "Accounts", master, OptionalLong.empty(), 20))
                .extracting(TimelineEntry::kind)
                .containsExactlyInAnyOrder("created", "created", "created", "deleted", "deleted", "updated");
    }

    @Test
    void movesLinksOfAllModulesAndTheUndoMovesThemBackUnlessChangedSince() {
        long master = account(Map.of("Account_Name", "Master"));
        long other = account(Map.of("Account_Name", "Other"));
        long contact = given.record(admin, "Contacts", Map.of("Last_Name", "C", "Account_Name", other));
        long changed = given.record(admin, "Contacts", Map.of("Last_Name", "D", "Account_Name", other));
        long binned = given.record(admin, "Contacts", Map.of("Last_Name", "E", "Account_Name", other));
        long deal = given.record(
                admin,
                "Deals",
                Map.of(
                        "Deal_Name",
                        "X",
                        "Stage",
                        "Qualification",
                        "Closing_Date",
                        "2031-01-01",
                        "Account_Name",
                        other));
        records.write(admin, WriteRequest.of("Contacts", new RecordChange.Delete(binned)));

        MergeResult result = merges.merge(admin, "Accounts", master, List.of(other), Map.of());

        assertThat(result.linksMoved()).isEqualTo(4);
        assertThat(link("Contacts", contact)).isEqualTo(master);
        assertThat(link("Deals", deal)).isEqualTo(master);
        bin.restore(admin, "Contacts", List.of(binned));
        assertThat(link("Contacts", binned)).isEqualTo(master);

        long third = account(Map.of("Account_Name", "Third"));
        records.write(admin, WriteRequest.of("Contacts", RecordChange.update(changed, Map.of("Account_Name", third))));
        UndoReport report = undo(result.operationId());

        assertThat(link("Contacts", contact)).isEqualTo(other);
        assertThat(link("Deals", deal)).isEqualTo(other);
        assertThat(link("Contacts", changed)).isEqualTo(third);
        assertThat(records.find(admin, "Accounts", other)).isPresent();
        assertThat(report.refused())
                .extracting(Refusal::recordId, Refusal::field, Refusal::reason)
                .containsExactly(tuple(changed, "Account_Name", Reason.CHANGED_SINCE));
        undo(report.operationId());
        assertThat(link("Contacts", contact)).isEqualTo(master);
        assertThat(records.find(admin, "Accounts", other)).isEmpty();
    }

    @Test
    void movesLinksThatTheActorCannotSeeWithoutAWordOfThem() {
        Map<String, ModuleRights> rights = Map.of(
                "Contacts", new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of()),
                "Accounts", new ModuleRights(Set.of(Verb.values()), false, Set.of("Fax"), Set.of("Website")));
        Actor member = given.person(admin, new Permissions(false, rights));
        long master = account(Map.of("Account_Name", "Master"));
        long other = account(Map.of("Account_Name", "Other", "Fax", "5", "Website", "other.org"));
        long foreign = given.record(admin, "Contacts", Map.of("Last_Name", "C", "Account_Name", other));

        MergeResult result = merges.merge(member, "Accounts", master, List.of(other), Map.of());

        assertThat(result.linksMoved()).isZero();
        assertThat(link("Contacts", foreign)).isEqualTo(master);
        assertThat(records.get(admin, "Accounts", master).text("Fax")).isEqualTo("5");
        Operation seen = operations.get(member, result.operationId());
        assertThat(seen.modules()).containsExactly("Accounts");
        assertThat(seen.maintained()).isZero();
        assertThat(operations.get(admin, result.operationId()).maintained()).isEqualTo(1);
        UndoReport report = ((UndoResult.Done) operations.undo(member, result.operationId())).report();
        assertThat(report.refused()).isEmpty();
        assertThat(report.undone()).extracting(UndoReport.Undone::recordId).containsExactlyInAnyOrder(master, other);
        assertThat(report.undone())
                .flatExtracting(UndoReport.Undone::changes)
                .extracting(TimelineEntry.FieldChange::field)
                .containsExactly("Website");
        assertThat(link("Contacts", foreign)).isEqualTo(other);
        assertThat(records.get(admin, "Accounts", master).value("Fax")).isEqualTo(FieldValue.NULL);
        assertThatThrownBy(() -> merges.merge(member, "Accounts", master, List.of(other), Map.of("Website", other)))
                .hasMessageContaining("read only");
        assertThatThrownBy(() -> merges.merge(member, "Accounts", master, List.of(other), Map.of("Fax", other)))
                .hasMessage("The module has no such field.");
    }

    @Test
    void linksAThirdRecordOnceAndGivesBothLinksBack() {
        FieldDef friends = FieldDef.of("Friends", Label.of("Friends"), FieldType.MULTISELECTLOOKUP)
                .with(new FieldProperties.MultiLookup("Contacts", "", "", ""));
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField("Accounts", friends))));
        long one = given.record(admin, "Contacts", Map.of("Last_Name", "One"));
        long two = given.record(admin, "Contacts", Map.of("Last_Name", "Two"));
        long master = account(Map.of("Account_Name", "Master", "Friends", List.of(one)));
        long other = account(Map.of("Account_Name", "Other", "Friends", List.of(one, two)));

        MergeResult result = merges.merge(admin, "Accounts", master, List.of(other), Map.of());
        assertThat(friends(master)).isEqualTo(new FieldValue.Links(List.of(one, two)));

        assertThat(undo(result.operationId()).refused()).isEmpty();
        assertThat(friends(master)).isEqualTo(new FieldValue.Links(List.of(one)));
        assertThat(friends(other)).isEqualTo(new FieldValue.Links(List.of(one, two)));
    }

    private FieldValue friends(long id) {
        return records.get(admin, "Accounts", id).value("Friends");
    }

    @Test
    void aRecordDoesNotComeToPointToItself() {
        long other = account(Map.of("Account_Name", "Other"));
        long master = account(Map.of("Account_Name", "Master", "Parent_Account", other));
        long child = account(Map.of("Account_Name", "Child", "Parent_Account", other));

        MergeResult result = merges.merge(admin, "Accounts", master, List.of(other), Map.of());

        assertThat(records.get(admin, "Accounts", master).value("Parent_Account"))
                .isEqualTo(FieldValue.NULL);
        assertThat(records.get(admin, "Accounts", child).value("Parent_Account"))
                .isEqualTo(new FieldValue.Lookup(master));
        assertThat(undo(result.operationId()).refused()).isEmpty();
        assertThat(records.get(admin, "Accounts", master).value("Parent_Account"))
                .isEqualTo(new FieldValue.Lookup(other));
    }

    @Test
    void refusesTooManyTooFewAndStrangers() {
        long master = account(Map.of("Account_Name", "Master"));
        List<Long> others = new ArrayList<>();
        for (int i = 0; i <= MergeService.MAX_OTHERS; i++) {
            others.add(account(Map.of("Account_Name", "Other " + i)));
        }
        assertThatThrownBy(() -> merges.merge(admin, "Accounts", master, others, Map.of()))
                .hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> merges.merge(admin, "Accounts", master, List.of(), Map.of()))
                .hasMessageContaining("1 to 100");
        assertThatThrownBy(() -> merges.merge(admin, "Accounts", master, List.of(master), Map.of()))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> merges.merge(admin, "Accounts", master, List.of(42L), Map.of()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND));
        assertThatThrownBy(() ->
                        merges.merge(admin, "Accounts", master, others.subList(0, 1), Map.of("Phone", others.get(5))))
                .hasMessageContaining("one of the records");
        assertThat(merges.merge(admin, "Accounts", master, others.subList(0, MergeService.MAX_OTHERS), Map.of())
                        .merged())
                .hasSize(MergeService.MAX_OTHERS);
    }

    @Test
    void aLinkMadeAtTheSameTimeEndsAtTheMaster() throws Exception {
        for (int round = 0; round < 10; round++) {
            long master = account(Map.of("Account_Name", "Master"));
            long other = account(Map.of("Account_Name", "Other"));
            long contact = given.record(admin, "Contacts", Map.of("Last_Name", "C"));
            Callable<Object> merge = () -> merges.merge(admin, "Accounts", master, List.of(other), Map.of());
            Callable<Object> point = () -> records.write(
                    admin, WriteRequest.of("Contacts", RecordChange.update(contact, Map.of("Account_Name", other))));
            try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
                for (Future<Object> done : pool.invokeAll(List.of(merge, point))) {
                    assertThat(done.get()).isNotNull();
                }
            }
            // Either the link came first and moved, or the merge came first and the link was refused.
            assertThat(records.get(admin, "Contacts", contact).value("Account_Name"))
                    .isIn(new FieldValue.Lookup(master), FieldValue.NULL);
        }
    }

    private long account(Map<String, ?> values) {
        return given.record(admin, "Accounts", values);
    }

    private long link(String module, long id) {
        return records.get(admin, module, id).value("Account_Name") instanceof FieldValue.Lookup(long target)
                ? target
                : 0;
    }

    private UndoReport undo(long operation) {
        return ((UndoResult.Done) operations.undo(admin, operation)).report();
    }
}
