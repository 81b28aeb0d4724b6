package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.UndoReport.Action;
import io.atelier.platform.record.UndoReport.Reason;
import io.atelier.platform.record.UndoReport.Refusal;
import io.atelier.platform.record.UndoReport.Undone;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
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
class UndoTest {
    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private OperationService operations;

    @Autowired
    private RecycleBinService bin;

    @Autowired
    private TimelineService timelines;

    @Autowired
    private SetupService setup;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private AccessService access;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    @Test
    void givesFieldsTheirFormerValuesBackAndLeavesTheOthers() {
        long id = account(Map.of("Account_Name", "First", "Phone", "1"));
        long operation = update(id, Map.of("Account_Name", "Second", "Phone", "2", "Rating", "Active"));
        update(id, Map.of("Website", "example.org"));

        UndoReport report = undo(operation);

        CrmRecord now = records.get(admin, "Accounts", id);
        assertThat(now.text("Account_Name")).isEqualTo("First");
        assertThat(now.text("Phone")).isEqualTo("1");
        assertThat(now.value("Rating")).isEqualTo(FieldValue.NULL);
        assertThat(now.text("Website")).isEqualTo("example.org");
        assertThat(now.version()).isEqualTo(4);
        assertThat(report.refused()).isEmpty();
        assertThat(report.undone()).singleElement().satisfies(undone -> {
            assertThat(undone.action()).isEqualTo(Action.VALUES_RESTORED);
            assertThat(undone.changes())
                    .extracting(TimelineEntry.FieldChange::field)
                    .containsExactlyInAnyOrder("Account_Name", "Phone", "Rating");
        });
        Operation undo = operations.get(admin, report.operationId());
        assertThat(undo.kind()).isEqualTo(OperationKind.UNDO);
        assertThat(undo.undoes()).hasValue(operation);
        assertThat(operations.get(admin, operation).undoneBy()).hasValue(undo.id());
    }

    @Test
    void refusesOnlyTheFieldThatALaterOperationChanged() {
        long id = account(Map.of("Account_Name", "First", "Phone", "1"));
        long operation = update(id, Map.of("Account_Name", "Second", "Phone", "2"));
        update(id, Map.of("Phone", "3"));

        UndoReport report = undo(operation);

        assertThat(records.get(admin, "Accounts", id).text("Account_Name")).isEqualTo("First");
        assertThat(records.get(admin, "Accounts", id).text("Phone")).isEqualTo("3");
        assertThat(report.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.field()).isEqualTo("Phone");
            assertThat(refusal.reason()).isEqualTo(Reason.CHANGED_SINCE);
        });
    }

    @Test
    void goesOnWhereTheLaterOperationWasUndoneItself() {
        long id = account(Map.of("Account_Name", "First"));
        long second = update(id, Map.of("Account_Name", "Second"));
        long third = update(id, Map.of("Account_Name", "Third"));

        undo(third);
        UndoReport report = undo(second);

        assertThat(report.refused()).isEmpty();
        assertThat(records.get(admin, "Accounts", id).text("Account_Name")).isEqualTo("First");
    }

    @Test
    void doesNothingTheSecondTimeAndSaysSo() {
        long id = account(Map.of("Account_Name", "First"));
        long operation = update(id, Map.of("Account_Name", "Second"));

        undo(operation);
        UndoReport again = undo(operation);

        assertThat(again.nothingToDo()).isTrue();
        assertThat(records.get(admin, "Accounts", id).version()).isEqualTo(3);
    }

    @Test
    void undoingAnUndoDoesItAgain() {
        long id = account(Map.of("Account_Name", "First"));
        long operation = update(id, Map.of("Account_Name", "Second"));
        long undo = undo(operation).operationId();

        UndoReport redo = undo(undo);

        assertThat(records.get(admin, "Accounts", id).text("Account_Name")).isEqualTo("Second");
        assertThat(undo(undo).nothingToDo()).isTrue();
        undo(operation);
        assertThat(records.get(admin, "Accounts", id).text("Account_Name")).isEqualTo("First");
        assertThat(redo.refused()).isEmpty();
    }

    @Test
    void movesWhatWasMadeToTheBinAndBringsBackWhatWasDeleted() {
        WriteResult made = records.write(admin, WriteRequest.of("Accounts", RecordChange.create(name("New"))));
        long id = made.single().id();

        long undo = undo(made.operationId()).operationId();
        assertThat(records.find(admin, "Accounts", id)).isEmpty();

        undo(undo);
        assertThat(records.find(admin, "Accounts", id)).isPresent();

        long deletion = records.write(admin, WriteRequest.of("Accounts", new RecordChange.Delete(id)))
                .operationId();
        assertThat(operations.get(admin, deletion).kind()).isEqualTo(OperationKind.DELETE);
        UndoReport back = undo(deletion);
        assertThat(back.undone()).extracting(Undone::action).containsExactly(Action.RECORD_RESTORED);
        assertThat(records.get(admin, "Accounts", id).text("Account_Name")).isEqualTo("New");
    }

    @Test
    void keepsANewRecordThatSomebodyWorkedOnSince() {
        WriteResult made = records.write(admin, WriteRequest.of("Accounts", RecordChange.create(name("New"))));
        long id = made.single().id();
        long change = update(id, Map.of("Phone", "5"));

        UndoReport report = undo(made.operationId());

        assertThat(report.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.CHANGED_SINCE);
            assertThat(refusal.field()).isEqualTo("Phone");
        });
        assertThat(records.find(admin, "Accounts", id)).isPresent();
        undo(change);
        assertThat(undo(made.operationId()).refused()).isEmpty();
        assertThat(records.find(admin, "Accounts", id)).isEmpty();
    }

    @Test
    void saysThatARecordIsInTheBinOrGoneForGood() {
        long binned = account(name("Binned"));
        long purged = account(name("Purged"));
        long operation = records.write(
                        admin,
                        new WriteRequest(
                                "Accounts",
                                OperationKind.MASS_UPDATE,
                                Atomicity.EACH_ROW,
                                List.of(
                                        RecordChange.update(binned, Map.of("Phone", "7")),
                                        RecordChange.update(purged, Map.of("Phone", "7")))))
                .operationId();
        delete(binned);
        delete(purged);
        bin.purge(admin, "Accounts", List.of(purged));

        UndoReport report = undo(operation);

        assertThat(report.undone()).isEmpty();
        assertThat(report.refused())
                .extracting(Refusal::recordId, Refusal::reason)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(binned, Reason.DELETED_SINCE),
                        org.assertj.core.api.Assertions.tuple(purged, Reason.PURGED));
        assertThat(report.operationId()).isZero();
        assertThat(operations.list(admin, OperationQuery.newest(50)).operations())
                .extracting(Operation::kind)
                .doesNotContain(OperationKind.UNDO);
    }

    @Test
    void refusesAValueThatBreaksARuleOfToday() {
        long parent = account(name("Parent"));
        long id = account(Map.of("Account_Name", "Child", "Phone", "1", "Parent_Account", parent));
        Map<String, Object> cleared = new java.util.HashMap<>(Map.of("Phone", "2"));
        cleared.put("Parent_Account", null);
        long operation = update(id, cleared);
        delete(parent);

        UndoReport report = undo(operation);

        assertThat(records.get(admin, "Accounts", id).text("Phone")).isEqualTo("1");
        assertThat(report.refused()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo(Reason.VALUE_REFUSED);
            assertThat(refusal.field()).isEqualTo("Parent_Account");
        });
    }

    @Test
    void refusesToEmptyAFieldThatIsRequiredByNow() {
        long id = account(name("A"));
        long operation = update(id, Map.of("Account_Site", "North", "Phone", "1"));
        FieldDef site = metadata.model(admin.org()).module("Accounts").field("Account_Site");
        FieldDef required = site.with(site.options().withRequired(true));
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.ChangeField("Accounts", required))));

        UndoReport report = undo(operation);

        assertThat(report.refused())
                .extracting(Refusal::field, Refusal::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple("Account_Site", Reason.VALUE_REFUSED));
        assertThat(records.get(admin, "Accounts", id).value("Phone")).isEqualTo(FieldValue.NULL);
    }

    @Test
    void neverNamesAHiddenFieldOrAForeignRecord() {
        ModuleRights hiding = new ModuleRights(Set.of(Verb.values()), true, Set.of("Phone"), Set.of("Website"));
        Actor member = given.person(admin, new Permissions(false, Map.of("Accounts", hiding)));
        long seen =
                account(Map.of("Account_Name", "Seen", "Owner", member.user().value()));
        long unseen = account(name("Unseen"));
        long operation = records.write(
                        admin,
                        new WriteRequest(
                                "Accounts",
                                OperationKind.MASS_UPDATE,
                                Atomicity.ALL_OR_NOTHING,
                                List.of(
                                        RecordChange.update(
                                                seen,
                                                Map.of("Phone", "1", "Website", "a.org", "Account_Site", "North")),
                                        RecordChange.update(unseen, Map.of("Account_Site", "North")))))
                .operationId();

        UndoReport report =
                operations.undo(member, operation) instanceof UndoResult.Done(UndoReport done) ? done : null;

        assertThat(report).isNotNull();
        assertThat(report.undone()).singleElement().satisfies(undone -> {
            assertThat(undone.recordId()).isEqualTo(seen);
            assertThat(undone.changes())
                    .extracting(TimelineEntry.FieldChange::field)
                    .containsExactly("Account_Site");
        });
        assertThat(report.refused())
                .extracting(Refusal::field, Refusal::reason)
                .containsExactly(org.assertj.core.api.Assertions.tuple("Website", Reason.NO_PERMISSION));
        assertThat(records.get(admin, "Accounts", seen).text("Phone")).isEqualTo("1");
        assertThat(records.get(admin, "Accounts", unseen).text("Account_Site")).isEqualTo("North");
        assertThat(operations.changes(member, operation, Optional.empty(), 10).changes())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.recordId()).isEqualTo(seen);
                    assertThat(change.changes())
                            .extracting(TimelineEntry.FieldChange::field)
                            .containsExactlyInAnyOrder("Website", "Account_Site");
                });
    }

    @Test
    void anOperationOutOfSightDoesNotExist() {
        ModuleRights ownOnly = new ModuleRights(Set.of(Verb.values()), true, Set.of(), Set.of());
        Actor member = given.person(admin, new Permissions(false, Map.of("Accounts", ownOnly)));
        long id = account(name("Not yours"));
        long operation = update(id, Map.of("Phone", "1"));

        for (long wanted : new long[] {operation, 42}) {
            assertThatThrownBy(() -> operations.undo(member, wanted))
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
                    .hasMessage("There is no such operation.");
        }
        assertThat(operations.list(member, OperationQuery.newest(10)).operations())
                .isEmpty();
    }

    @Test
    void refusesWhoMayNotChangeOrDelete() {
        ModuleRights reading = new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of());
        Actor reader = given.person(admin, new Permissions(false, Map.of("Accounts", reading)));
        WriteResult made = records.write(admin, WriteRequest.of("Accounts", RecordChange.create(name("Made"))));
        long change = update(made.single().id(), Map.of("Phone", "1"));

        assertThat(((UndoResult.Done) operations.undo(reader, change)).report().refused())
                .extracting(Refusal::reason)
                .containsExactly(Reason.NO_PERMISSION);
        undo(change);
        assertThat(((UndoResult.Done) operations.undo(reader, made.operationId()))
                        .report()
                        .refused())
                .extracting(Refusal::reason)
                .containsExactly(Reason.NO_PERMISSION);
    }

    @Test
    void aPreviewChangesNothing() {
        long id = account(name("First"));
        long operation = update(id, Map.of("Account_Name", "Second"));

        UndoPreview preview = operations.undoPreview(admin, operation);

        assertThat(preview.complete()).isTrue();
        assertThat(preview.records()).isEqualTo(1);
        assertThat(preview.report().undone()).hasSize(1);
        assertThat(preview.report().operationId()).isZero();
        assertThat(records.get(admin, "Accounts", id).text("Account_Name")).isEqualTo("Second");
        assertThat(records.get(admin, "Accounts", id).version()).isEqualTo(2);
    }

    @Test
    void twoAtOnceUndoOnce() throws Exception {
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(account(name("Account " + i)));
        }
        long operation = records.write(
                        admin,
                        new WriteRequest(
                                "Accounts",
                                OperationKind.MASS_UPDATE,
                                Atomicity.EACH_ROW,
                                ids.stream()
                                        .<RecordChange>map(id -> RecordChange.update(id, Map.of("Phone", "1")))
                                        .toList()))
                .operationId();
        Callable<UndoReport> undo = () -> undo(operation);
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<UndoReport>> reports = pool.invokeAll(List.of(undo, undo, undo, undo));
            int undone = 0;
            for (Future<UndoReport> report : reports) {
                undone += report.get().undone().size();
                assertThat(report.get().refused()).isEmpty();
            }
            assertThat(undone).isEqualTo(20);
        }
        assertThat(records.get(admin, "Accounts", ids.getFirst()).version()).isEqualTo(3);
    }

    @Test
    void listsOperationsPageByPageAndByKind() {
        for (int i = 0; i < 7; i++) {
            account(name("A" + i));
        }
        long id = account(name("B"));
        delete(id);
        List<Long> seen = new ArrayList<>();
        OptionalLong next = OptionalLong.empty();
        do {
            OperationQuery.Page page = operations.list(
                    admin, OperationQuery.newest(3).in("Accounts").behind(next));
            page.operations().forEach(operation -> seen.add(operation.id()));
            next = page.next();
        } while (next.isPresent());

        assertThat(seen).hasSize(9).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(operations
                        .list(admin, OperationQuery.newest(10).ofKind(OperationKind.DELETE))
                        .operations())
                .singleElement()
                .satisfies(operation -> {
                    assertThat(operation.deleted()).isEqualTo(1);
                    assertThat(operation.modules()).containsExactly("Accounts");
                    assertThat(operation.actor()).isEqualTo(admin.user());
                });
        assertThatThrownBy(() -> operations.list(admin, OperationQuery.newest(OperationQuery.MAX_LIMIT + 1)))
                .hasMessageContaining("1 to 200");
        operations.list(admin, OperationQuery.newest(OperationQuery.MAX_LIMIT));
    }

    @Test
    void historyKnowsTheOwnerAndFieldsWhoseNamesLookLikeStamps() {
        Actor other = given.person(admin, new Permissions(true, Map.of()));
        long id = account(name("A"));
        update(id, Map.of("Owner", other.user().value()));

        TimelineEntry newest = timelines
                .timeline(admin, "Accounts", id, OptionalLong.empty(), 10)
                .getFirst();

        assertThat(newest.changes())
                .containsExactly(new TimelineEntry.FieldChange(
                        "Owner",
                        Long.toString(admin.user().value()),
                        Long.toString(other.user().value())));
    }

    @Test
    void oneOperationMaySpanManyRequests() {
        WriteRequest first = new WriteRequest(
                "Accounts",
                OperationKind.IMPORT,
                Atomicity.EACH_ROW,
                List.of(RecordChange.create(name("One")), RecordChange.create(name("Two"))));
        WriteResult one = records.write(admin, first);
        WriteResult two = records.write(
                admin,
                new WriteRequest(
                                "Contacts",
                                OperationKind.IMPORT,
                                Atomicity.EACH_ROW,
                                List.of(RecordChange.create(Map.of("Last_Name", "Three"))))
                        .continuing(one.operationId()));

        assertThat(two.operationId()).isEqualTo(one.operationId());
        Operation operation = operations.get(admin, one.operationId());
        assertThat(operation.created()).isEqualTo(3);
        assertThat(operation.modules()).containsExactlyInAnyOrder("Accounts", "Contacts");
        assertThat(undo(one.operationId()).undone()).hasSize(3);

        Actor other = given.person(admin, new Permissions(true, Map.of()));
        assertThatThrownBy(() -> records.write(other, first.continuing(one.operationId())))
                .hasMessageContaining("of your own");
    }

    private UndoReport undo(long operation) {
        return switch (operations.undo(admin, operation)) {
            case UndoResult.Done(UndoReport report) -> report;
            case UndoResult.Started started -> throw new AssertionError("started a job: " + started);
        };
    }

    private long account(Map<String, ?> values) {
        return given.record(admin, "Accounts", values);
    }

    private static Map<String, Object> name(String name) {
        return Map.of("Account_Name", name);
    }

    private long update(long id, Map<String, ?> values) {
        WriteResult result = records.write(admin, WriteRequest.of("Accounts", RecordChange.update(id, values)));
        result.single();
        return result.operationId();
    }

    private void delete(long id) {
        records.write(admin, WriteRequest.of("Accounts", new RecordChange.Delete(id)))
                .single();
    }
}
