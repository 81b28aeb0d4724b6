package io.atelier.platform.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.SharingService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.audit.AuditFilter;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.audit.AuditTrail;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData;
import io.atelier.platform.automation.RuleService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.Criteria;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.function.Trigger;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportService;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

@PlatformTest
class RecordLockTest {
    private static final String MODULE = "Accounts";
    private static final String SIGNED = "(Account_Site:equals:signed)";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Autowired
    private Given given;

    @Autowired
    private RecordService records;

    @Autowired
    private RecordLockService locks;

    @Autowired
    private LockingConfigurationService configurations;

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

    @Autowired
    private SharingService sharing;

    @Autowired
    private MetadataService metadata;

    @Autowired
    private UserService users;

    @Autowired
    private RuleService rules;

    @Autowired
    private FunctionService functions;

    @Autowired
    private FunctionRunner runner;

    @Autowired
    private ImportService imports;

    @Autowired
    private AuditTrail audit;

    @Autowired
    private OrgJdbc jdbc;

    @Autowired
    private Notices notices;

    @Autowired
    private TransactionOperations transactions;

    private Actor admin;
    private Actor clerk;

    @BeforeEach
    void organization() {
        admin = given.administrator();
        clerk = given.person(admin, new Permissions(false, Map.of()));
    }

    /** A way to write a record that exists. */
    enum Way {
        UPDATE,
        NOTHING_NEW,
        OWNER,
        MASS_UPDATE,
        IMPORTED_ROW,
        AUTOMATION,
        DELETE,
        MERGED_AWAY,
        MERGED_INTO,
        UNDO_OF_VALUES,
        UNDO_OF_CREATION,
        FUNCTION,
        LINK,
        LINK_OF_ITS_OWN,
        ROW,
        ROW_OF_ITS_OWN,
        ROW_TAKEN_AWAY
    }

    @Nested
    class EveryWay {
        private long id;
        private long creation;
        private long update;

        @BeforeEach
        void record() {
            add(field("Interests", FieldType.MULTISELECTLOOKUP)
                    .with(new FieldProperties.MultiLookup("Products", "", "", "")));
            add(field("Visits", FieldType.SUBFORM).with(new FieldProperties.Subform("", "", 10)));
            setup.apply(
                    admin,
                    setup.plan(
                            admin,
                            List.of(new SchemaChange.AddField(visits().module(), field("Place", FieldType.TEXT)))));
            WriteResult made = records.write(
                    admin,
                    WriteRequest.of(
                            MODULE,
                            RecordChange.create(Map.of(
                                    "Account_Name", "Locked", "Phone", "1", "Visits", List.of(Map.of("Place", "A"))))));
            id = made.single().id();
            creation = made.operationId();
            update = records.write(
                            admin,
                            WriteRequest.of(
                                    MODULE, RecordChange.update(id, Map.of("Phone", "2", "Account_Site", "signed"))))
                    .operationId();
        }

        @ParameterizedTest
        @EnumSource
        void isRefusedByALockByHand(Way way) throws Exception {
            configurations.create(admin, LockingData.byHand(MODULE));
            locks.lock(clerk, MODULE, id, "Signed by both");

            assertRefused(way);
        }

        @ParameterizedTest
        @EnumSource
        void isRefusedByARule(Way way) throws Exception {
            configurations.create(admin, rule(SIGNED));

            assertRefused(way);
        }

        @ParameterizedTest
        @EnumSource
        void isOpenToAProfileThatIsExempt(Way way) throws Exception {
            configurations.create(
                    admin,
                    new LockingData(
                            MODULE,
                            true,
                            List.of(),
                            List.of(new LockingRule(0, "Signed", SIGNED, List.of())),
                            List.of(profile(admin)),
                            List.of()));

            assertThat(attempt(way)).as("%s", way).isEmpty();
        }

        private void assertRefused(Way way) throws Exception {
            CrmRecord before = records.get(admin, MODULE, id);
            long all = records.count(admin, MODULE, Criteria.everything(), 100).count();

            Optional<ErrorCode> refusal = attempt(way);

            assertThat(refusal).as("%s", way).contains(ErrorCode.RECORD_LOCKED);
            assertThat(records.get(admin, MODULE, id)).as("%s", way).isEqualTo(before);
            assertThat(records.count(admin, MODULE, Criteria.everything(), 100).count())
                    .as("%s", way)
                    .isGreaterThanOrEqualTo(all);
        }

        private Optional<ErrorCode> attempt(Way way) throws Exception {
            return switch (way) {
                case UPDATE -> written(OperationKind.SAVE, change("Phone", "3"));
                case NOTHING_NEW -> written(OperationKind.SAVE, change("Phone", "2"));
                case OWNER ->
                    written(
                            OperationKind.SAVE,
                            change("Owner", Long.toString(clerk.user().value())));
                case MASS_UPDATE -> written(OperationKind.MASS_UPDATE, change("Phone", "3"));
                case IMPORTED_ROW -> written(OperationKind.IMPORT, change("Phone", "3"));
                case AUTOMATION -> written(OperationKind.AUTOMATION, change("Phone", "3"));
                case DELETE -> written(OperationKind.SAVE, new RecordChange.Delete(id));
                case MERGED_AWAY -> {
                    long other = account(Map.of("Account_Name", "Other"));
                    yield caught(() -> merges.merge(admin, MODULE, other, List.of(id), Map.of()));
                }
                case MERGED_INTO -> {
                    long other = account(Map.of("Account_Name", "Other", "Website", "a.org"));
                    yield caught(() -> merges.merge(admin, MODULE, id, List.of(other), Map.of()));
                }
                case UNDO_OF_VALUES -> undone(update);
                case UNDO_OF_CREATION -> {
                    if (locks.lockOf(admin, MODULE, id)
                            .filter(lock -> lock.exempt())
                            .isPresent()) {
                        undone(update); // else the later change keeps the record
                    }
                    yield undone(creation);
                }
                case FUNCTION ->
                    caughtOfFunction("export default (a, crm) => { try { crm.records.update('Accounts', '" + id
                            + "', { Phone: '3' }); return ''; } catch (e) { return e.code; } };");
                case LINK -> written(OperationKind.SAVE, change("Interests", List.of(product())));
                case LINK_OF_ITS_OWN ->
                    caught(() -> records.write(
                                    admin,
                                    WriteRequest.of(
                                            interests().linkingModule(),
                                            RecordChange.create(Map.of(
                                                    interests().ownField(),
                                                    Long.toString(id),
                                                    interests().targetField(),
                                                    product()))))
                            .single());
                case ROW -> written(OperationKind.SAVE, change("Visits", List.of(Map.of("Place", "B"))));
                case ROW_OF_ITS_OWN ->
                    caught(() -> records.write(
                                    admin,
                                    WriteRequest.of(
                                            visits().module(), RecordChange.update(visit(), Map.of("Place", "B"))))
                            .single());
                case ROW_TAKEN_AWAY ->
                    caught(() -> records.write(
                                    admin, WriteRequest.of(visits().module(), new RecordChange.Delete(visit())))
                            .single());
            };
        }

        private RecordChange change(String field, Object value) {
            return RecordChange.update(id, Map.of(field, value));
        }

        private Optional<ErrorCode> written(OperationKind kind, RecordChange change) throws Exception {
            return caught(
                    () -> records.write(admin, new WriteRequest(MODULE, kind, Atomicity.EACH_ROW, List.of(change)))
                            .single());
        }

        private Optional<ErrorCode> undone(long operation) {
            UndoReport report =
                    operations.undo(admin, operation) instanceof UndoResult.Done(UndoReport done) ? done : null;
            assertThat(report).isNotNull();
            return report.refused().stream()
                    .filter(refusal -> refusal.message().contains("locked"))
                    .map(_ -> ErrorCode.RECORD_LOCKED)
                    .findFirst();
        }

        private Optional<ErrorCode> caughtOfFunction(String source) {
            FunctionDef function = functions.create(admin, "writer", "Writer", source);
            functions.publish(admin, function.id(), function.revision());
            String code = runner.run(admin, "writer", "{}", Trigger.of(Trigger.Kind.API))
                    .resultJson()
                    .replace("\"", "");
            return code.isEmpty() ? Optional.empty() : Optional.of(ErrorCode.valueOf(code));
        }

        private String product() {
            return Long.toString(given.record(admin, "Products", Map.of("Product_Name", "Boat")));
        }

        private long visit() {
            return records.get(admin, MODULE, id).value("Visits") instanceof FieldValue.Rows(List<FieldValue.Row> rows)
                    ? rows.getFirst().id()
                    : 0;
        }

        private FieldProperties.Subform visits() {
            return (FieldProperties.Subform)
                    metadata.model(admin.org()).module(MODULE).field("Visits").properties();
        }

        private FieldProperties.MultiLookup interests() {
            return (FieldProperties.MultiLookup) metadata.model(admin.org())
                    .module(MODULE)
                    .field("Interests")
                    .properties();
        }
    }

    @Nested
    class ByHand {
        private long id;

        @BeforeEach
        void record() {
            id = account(Map.of("Account_Name", "A", "Phone", "1"));
            configurations.create(admin, LockingData.byHand(MODULE));
        }

        @Test
        void tellsWhoWhenAndWhyInTimelineAndAuditLogAndLeavesTheVersion() {
            RecordLock lock = locks.lock(clerk, MODULE, id, " Signed ");

            assertThat(lock.byHand()).hasValueSatisfying(hand -> {
                assertThat(hand.by()).isEqualTo(clerk.user());
                assertThat(hand.byName()).startsWith("Person");
                assertThat(hand.reason()).isEqualTo("Signed");
            });
            assertThat(records.get(clerk, MODULE, id).version()).isEqualTo(1);
            assertThat(timelines
                            .timeline(clerk, MODULE, id, OptionalLong.empty(), 10)
                            .getFirst())
                    .satisfies(entry -> {
                        assertThat(entry.kind()).isEqualTo("locked");
                        assertThat(entry.detail()).containsEntry("reason", "Signed");
                        assertThat(entry.actorId()).isEqualTo(clerk.user().value());
                    });

            locks.unlock(clerk, MODULE, id);

            assertThat(timelines
                            .timeline(clerk, MODULE, id, OptionalLong.empty(), 10)
                            .getFirst()
                            .kind())
                    .isEqualTo("unlocked");
            assertThat(audit.before(admin.org(), AuditFilter.ALL.on(AuditObject.RECORD_LOCK), Long.MAX_VALUE, 10))
                    .hasSize(2)
                    .allSatisfy(row -> {
                        assertThat(row.objectId()).isEqualTo(Long.toString(id));
                        assertThat(row.modules()).containsExactly(MODULE);
                        assertThat(row.details()).doesNotContain("Signed");
                    });
            update(clerk, id, "Phone", "2").single();
        }

        @Test
        void isTakenAwayByWhoTookItAdministratorsAndExemptProfilesOnly() {
            Actor other = given.person(admin, new Permissions(false, Map.of()));
            Actor exempt = given.person(admin, new Permissions(false, Map.of()));
            configurations.change(
                    admin, 1, new LockingData(MODULE, true, List.of(), List.of(), List.of(profile(exempt)), List.of()));
            for (Actor unlocker : List.of(clerk, admin, exempt)) {
                locks.lock(clerk, MODULE, id, "");
                assertRefused(() -> locks.unlock(other, MODULE, id), ErrorCode.NO_PERMISSION);
                assertRefused(() -> locks.changeReason(other, MODULE, id, "x"), ErrorCode.NO_PERMISSION);
                assertThat(locks.lockOf(other, MODULE, id).orElseThrow().mayUnlock())
                        .isFalse();

                locks.unlock(unlocker, MODULE, id);

                assertThat(locks.lockOf(other, MODULE, id)).isEmpty();
            }
            assertRefused(() -> locks.unlock(clerk, MODULE, id), ErrorCode.NOT_FOUND);
        }

        @Test
        void isNotTakenTwice() {
            locks.lock(clerk, MODULE, id, "");

            assertThat(locks.mayLock(admin, MODULE, id)).isFalse();
            assertRefused(() -> locks.lock(admin, MODULE, id, ""), ErrorCode.RECORD_LOCKED);
        }

        @Test
        void needsTheRightToEditTheRecord() {
            ModuleRights reading = new ModuleRights(Set.of(Verb.READ), false, Set.of(), Set.of());
            Actor reader = given.person(admin, new Permissions(false, Map.of(MODULE, reading)));

            assertThat(locks.mayLock(reader, MODULE, id)).isFalse();
            assertRefused(() -> locks.lock(reader, MODULE, id, ""), ErrorCode.NO_PERMISSION);
            sharing.changeDefault(admin, MODULE, DefaultSharing.PRIVATE);
            assertRefused(() -> locks.lock(clerk, MODULE, id, ""), ErrorCode.NOT_FOUND);
            assertRefused(() -> locks.lock(clerk, MODULE, 4711, ""), ErrorCode.NOT_FOUND);
        }

        @Test
        void isForTheProfilesThatMayLock() {
            configurations.change(
                    admin, 1, new LockingData(MODULE, true, List.of(profile(admin)), List.of(), List.of(), List.of()));

            assertThat(locks.mayLock(clerk, MODULE, id)).isFalse();
            assertRefused(() -> locks.lock(clerk, MODULE, id, ""), ErrorCode.NO_PERMISSION);
            locks.lock(admin, MODULE, id, "");
        }

        @Test
        void doesNotHoldWhereLockingByHandIsOff() {
            locks.lock(clerk, MODULE, id, "");
            configurations.change(
                    admin,
                    1,
                    new LockingData(
                            MODULE,
                            false,
                            List.of(),
                            List.of(new LockingRule(0, "Signed", SIGNED, List.of())),
                            List.of(),
                            List.of()));

            assertRefused(() -> locks.lock(clerk, MODULE, id, ""), ErrorCode.NO_PERMISSION);
            update(clerk, id, "Phone", "2").single();
            configurations.delete(admin, MODULE);
            update(clerk, id, "Phone", "3").single();
        }

        @Test
        void saysWhoseLockItIs() {
            locks.lock(clerk, MODULE, id, "");

            assertThat(violations(update(admin, id, "Phone", "2")))
                    .singleElement()
                    .satisfies(violation -> {
                        assertThat(violation.code()).isEqualTo(ErrorCode.RECORD_LOCKED);
                        assertThat(violation.path()).isEqualTo("Phone");
                        assertThat(violation.message())
                                .contains("locked by Person")
                                .contains("unlock");
                    });
        }

        @ParameterizedTest
        @ValueSource(ints = {RecordLock.MAX_REASON - 1, RecordLock.MAX_REASON, RecordLock.MAX_REASON + 1})
        void takesAReasonOfSoManyCharacters(int length) {
            String reason = "x".repeat(length);

            if (length > RecordLock.MAX_REASON) {
                assertRefused(() -> locks.lock(clerk, MODULE, id, reason), ErrorCode.LIMIT_EXCEEDED);
            } else {
                assertThat(locks.lock(clerk, MODULE, id, reason)
                                .byHand()
                                .orElseThrow()
                                .reason())
                        .isEqualTo(reason);
            }
        }

        @Test
        void keepsNotesAndRecordsThatPointToItOpen() {
            locks.lock(clerk, MODULE, id, "");

            long contact = given.record(clerk, "Contacts", Map.of("Last_Name", "B", "Account_Name", Long.toString(id)));
            timelines.note(clerk, MODULE, id, "mail_sent", Map.of());

            assertThat(records.get(clerk, "Contacts", contact).value("Account_Name"))
                    .isEqualTo(new FieldValue.Lookup(id));
        }

        @Test
        void comesBackWithItsRecordAndGoesWithIt() {
            locks.lock(clerk, MODULE, id, "");
            Actor exempt = given.person(admin, new Permissions(true, Map.of()));
            configurations.change(
                    admin, 1, new LockingData(MODULE, true, List.of(), List.of(), List.of(profile(exempt)), List.of()));
            records.write(exempt, WriteRequest.of(MODULE, new RecordChange.Delete(id)))
                    .single();

            records.write(admin, WriteRequest.of(MODULE, new RecordChange.Restore(id)))
                    .single();
            assertThat(locks.lockOf(clerk, MODULE, id)).isPresent();

            records.write(exempt, WriteRequest.of(MODULE, new RecordChange.Delete(id)))
                    .single();
            bin.purge(admin, MODULE, List.of(id));
            assertThat(jdbc.sql(admin.org(), "select count(*) from {s}.sys_record_lock")
                            .query(Integer.class)
                            .single())
                    .isZero();
        }
    }

    @Nested
    class ByRule {
        @Test
        void letsTheSaveThroughThatMakesARecordMeetItAndNotTheOneThatWouldEndIt() {
            configurations.create(admin, rule(SIGNED));
            long id = account(Map.of("Account_Name", "A", "Phone", "1"));

            update(admin, id, "Account_Site", "signed").single();

            assertThat(violations(update(admin, id, "Account_Site", "open")))
                    .extracting(Violation::code, Violation::path)
                    .containsExactly(tuple(ErrorCode.RECORD_LOCKED, "Account_Site"));
            assertThat(account(Map.of("Account_Name", "B", "Account_Site", "signed")))
                    .isPositive();
        }

        @Test
        void letsWhatTheSaveSetsOffThroughWithIt() {
            configurations.create(admin, rule(SIGNED));
            // The second rule asks over a lookup, so its change is a write of its own behind the save.
            rules.create(
                    admin,
                    new RuleData(
                            "In the save",
                            MODULE,
                            RuleData.Event.UPDATED,
                            SIGNED,
                            List.of(new RuleAction.UpdateField("Phone", "7")),
                            true));
            rules.create(
                    admin,
                    new RuleData(
                            "Behind the save",
                            MODULE,
                            RuleData.Event.UPDATED,
                            "(Owner.email:ends_with:@example.org)",
                            List.of(new RuleAction.UpdateField("Website", "a.org")),
                            true));
            long id = account(Map.of("Account_Name", "A"));

            update(admin, id, "Account_Site", "signed").single();

            CrmRecord saved = records.get(admin, MODULE, id);
            assertThat(saved.text("Phone")).isEqualTo("7");
            assertThat(saved.text("Website")).isEqualTo("a.org");
        }

        @Test
        void refusesWhatARuleSetsInARecordThatIsLockedAndLetsTheSaveThrough() {
            configurations.create(
                    admin,
                    new LockingData(
                            MODULE,
                            false,
                            List.of(),
                            List.of(new LockingRule(0, "Signed", SIGNED, List.of("Description"))),
                            List.of(),
                            List.of()));
            rules.create(
                    admin,
                    new RuleData(
                            "Stamp",
                            MODULE,
                            RuleData.Event.UPDATED,
                            "",
                            List.of(new RuleAction.UpdateField("Phone", "7")),
                            true));
            long id = account(Map.of("Account_Name", "A", "Account_Site", "signed"));

            update(admin, id, "Description", "note").single();

            assertThat(records.get(admin, MODULE, id).text("Description")).isEqualTo("note");
            assertThat(records.get(admin, MODULE, id).text("Phone")).isEmpty();
            assertThat(timelines.timeline(admin, MODULE, id, OptionalLong.empty(), 10))
                    .filteredOn(entry -> entry.kind().equals("automation_failed"))
                    .singleElement()
                    .satisfies(entry ->
                            assertThat(entry.detail().get("reason").toString()).contains("locked by the rule"));
        }

        @Test
        void leavesExemptFieldsOpenAndNamesTheOneThatOpensTheLock() {
            configurations.create(
                    admin,
                    new LockingData(
                            MODULE,
                            false,
                            List.of(),
                            List.of(new LockingRule(0, "Signed", SIGNED, List.of("Account_Site"))),
                            List.of(),
                            List.of("Website")));
            long id = account(Map.of("Account_Name", "A", "Account_Site", "signed"));

            assertThat(violations(records.write(
                            admin,
                            WriteRequest.of(
                                    MODULE, RecordChange.update(id, Map.of("Phone", "2", "Website", "b.org"))))))
                    .singleElement()
                    .satisfies(violation -> {
                        assertThat(violation.path()).isEqualTo("Phone");
                        assertThat(violation.message()).contains("“Signed”").contains("Change Account Site first");
                    });
            ModuleRights hiding = new ModuleRights(Set.of(Verb.values()), false, Set.of("Account_Site"), Set.of());
            Actor member = given.person(admin, new Permissions(false, Map.of(MODULE, hiding)));
            assertThat(violations(update(member, id, "Phone", "2")))
                    .singleElement()
                    .satisfies(violation -> assertThat(violation.message()).doesNotContain("Account Site"));
            update(admin, id, "Website", "b.org").single();
            update(admin, id, "Account_Site", "open").single();
            update(admin, id, "Phone", "2").single();
        }

        @Test
        void opensAFieldOnlyIfEveryLockDoes() {
            configurations.create(
                    admin,
                    new LockingData(
                            MODULE,
                            true,
                            List.of(),
                            List.of(
                                    new LockingRule(0, "Signed", SIGNED, List.of("Phone", "Website")),
                                    new LockingRule(0, "Named", "(Account_Name:equals:A)", List.of("Phone"))),
                            List.of(),
                            List.of("Description")));
            long one = account(Map.of("Account_Name", "B", "Account_Site", "signed"));
            long both = account(Map.of("Account_Name", "A", "Account_Site", "signed"));
            long hand = account(Map.of("Account_Name", "C"));
            locks.lock(admin, MODULE, hand, "");

            Map<Long, RecordLock> found = locks.locks(admin, MODULE, List.of(one, both, hand));

            assertThat(found.get(one).openFields()).containsExactlyInAnyOrder("Phone", "Website", "Description");
            assertThat(found.get(both).openFields()).containsExactlyInAnyOrder("Phone", "Description");
            assertThat(found.get(both).rules())
                    .extracting(RecordLock.ByRule::name)
                    .containsExactly("Signed", "Named");
            assertThat(found.get(hand).openFields()).containsExactly("Description");
        }

        @Test
        void doesNotTouchRecordsInSightOfNobody() {
            configurations.create(admin, rule(SIGNED));
            sharing.changeDefault(admin, MODULE, DefaultSharing.PRIVATE);
            long id = account(Map.of("Account_Name", "A", "Account_Site", "signed"));

            assertThat(locks.locks(clerk, MODULE, List.of(id))).isEmpty();
            assertThat(violations(update(clerk, id, "Phone", "2")))
                    .extracting(Violation::code)
                    .containsExactly(ErrorCode.NOT_FOUND);
        }

        @Test
        void isNoWordOfARecordOutOfSightToWhomWritesARowOfIt() {
            add(field("Visits", FieldType.SUBFORM).with(new FieldProperties.Subform("", "", 10)));
            String rows = ((FieldProperties.Subform) metadata.model(admin.org())
                            .module(MODULE)
                            .field("Visits")
                            .properties())
                    .module();
            configurations.create(admin, rule(SIGNED));
            long foreign = account(Map.of("Account_Name", "A", "Account_Site", "signed"));
            assertThat(violations(row(clerk, rows, foreign)))
                    .extracting(Violation::code)
                    .containsExactly(ErrorCode.RECORD_LOCKED);

            sharing.changeDefault(admin, MODULE, DefaultSharing.PRIVATE);

            assertThat(violations(row(clerk, rows, foreign)))
                    .isNotEmpty()
                    .isEqualTo(violations(row(clerk, rows, 4711)));
        }

        private WriteResult row(Actor actor, String module, long parent) {
            return records.write(
                    actor, WriteRequest.of(module, RecordChange.create(Map.of("Parent_Id", Long.toString(parent)))));
        }

        @Test
        void locksNothingWhenItsFieldIsRetiredUntilSomebodyMendsIt() {
            add(field("Signed", FieldType.BOOLEAN));
            LockingConfiguration made = configurations.create(admin, rule("(Signed:equals:true)"));
            long id = account(Map.of("Account_Name", "A", "Signed", true));
            assertThat(configurations.unfitRules(admin, MODULE)).isEmpty();
            assertThat(violations(update(admin, id, "Phone", "2"))).hasSize(1);

            apply(new SchemaChange.RetireField(MODULE, "Signed"));

            assertThat(configurations.unfitRules(admin, MODULE))
                    .containsExactly(made.data().rules().getFirst().id());
            update(admin, id, "Phone", "2").single();
            apply(new SchemaChange.RestoreField(MODULE, "Signed"));
            assertThat(violations(update(admin, id, "Phone", "3"))).hasSize(1);
        }

        @Test
        void asksOverLookups() {
            configurations.create(
                    admin,
                    new LockingData(
                            "Contacts",
                            false,
                            List.of(),
                            List.of(new LockingRule(
                                    0, "Signed", "(Account_Name.Account_Site:equals:signed)", List.of())),
                            List.of(),
                            List.of()));
            long account = account(Map.of("Account_Name", "A"));
            long contact =
                    given.record(admin, "Contacts", Map.of("Last_Name", "B", "Account_Name", Long.toString(account)));
            WriteRequest write = WriteRequest.of("Contacts", RecordChange.update(contact, Map.of("Phone", "2")));
            records.write(admin, write).single();

            update(admin, account, "Account_Site", "signed").single();

            assertThat(violations(records.write(admin, write))).hasSize(1);
        }

        @Test
        void passesUpkeepOfThePlatform() {
            configurations.create(
                    admin,
                    new LockingData(
                            "Contacts",
                            false,
                            List.of(),
                            List.of(new LockingRule(0, "All", "(Last_Name:equals:B)", List.of())),
                            List.of(),
                            List.of()));
            long kept = account(Map.of("Account_Name", "A"));
            long merged = account(Map.of("Account_Name", "B"));
            long contact =
                    given.record(admin, "Contacts", Map.of("Last_Name", "B", "Account_Name", Long.toString(merged)));

            merges.merge(admin, MODULE, kept, List.of(merged), Map.of());

            assertThat(records.get(admin, "Contacts", contact).value("Account_Name"))
                    .isEqualTo(new FieldValue.Lookup(kept));
        }

        @Test
        void rejectsTheRowsOfAnImportThatAreLocked() {
            configurations.create(admin, rule(SIGNED));
            account(Map.of("Account_Name", "A", "Account_Site", "signed", "Phone", "1"));
            account(Map.of("Account_Name", "B", "Phone", "1"));
            long file = imports.upload(
                            admin,
                            "a.csv",
                            new ByteArrayInputStream("Account Name,Phone\nA,2\nB,2\n".getBytes(StandardCharsets.UTF_8)))
                    .id();
            ImportPlan plan = new ImportPlan(
                    MODULE,
                    file,
                    imports.proposeMapping(admin, MODULE, imports.inspect(admin, file)),
                    new ImportPlan.Duplicates(ImportPlan.Mode.UPDATE, "Account_Name"));

            long run = imports.start(admin, plan);

            assertThat(await().atMost(PATIENCE)
                            .until(
                                    () -> imports.status(admin, run),
                                    status -> status.state().isOver()))
                    .satisfies(status -> {
                        assertThat(status.updated()).isEqualTo(1);
                        assertThat(status.rejected()).isEqualTo(1);
                    });
        }
    }

    @Nested
    class AtTheSameTime {
        @Test
        void aLockWaitsForTheSaveThatIsUnderWay() throws Exception {
            configurations.create(admin, LockingData.byHand(MODULE));
            long id = account(Map.of("Account_Name", "A", "Phone", "1"));

            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                Future<RecordLock> lock = transactions.execute(_ -> {
                    update(admin, id, "Phone", "2").single();
                    Future<RecordLock> begun = other.submit(() -> locks.lock(clerk, MODULE, id, ""));
                    awaitOneThatWaits();
                    assertThat(begun.isDone()).isFalse();
                    return begun;
                });
                assertThat(lock.get().byHand()).isPresent();
            }
            assertThat(records.get(admin, MODULE, id).text("Phone")).isEqualTo("2");
        }

        @Test
        void aSaveWaitsForTheLockThatIsUnderWayAndIsRefused() throws Exception {
            configurations.create(admin, LockingData.byHand(MODULE));
            long id = account(Map.of("Account_Name", "A", "Phone", "1"));

            try (ExecutorService other = Executors.newSingleThreadExecutor()) {
                Future<WriteResult> save = transactions.execute(_ -> {
                    locks.lock(clerk, MODULE, id, "");
                    Future<WriteResult> begun = other.submit(() -> update(admin, id, "Phone", "2"));
                    awaitOneThatWaits();
                    return begun;
                });
                assertThat(violations(save.get())).extracting(Violation::code).containsExactly(ErrorCode.RECORD_LOCKED);
            }
            assertThat(records.get(admin, MODULE, id).text("Phone")).isEqualTo("1");
        }

        /** Asks on another connection whether somebody waits for the transaction at hand. */
        private void awaitOneThatWaits() {
            int own = jdbc.sql(admin.org(), "select pg_backend_pid()")
                    .query(Integer.class)
                    .single();
            await().atMost(PATIENCE)
                    .until(() -> jdbc.sql(
                                            admin.org(),
                                            "select count(*) from pg_stat_activity where ? = any(pg_blocking_pids(pid))")
                                    .param(own)
                                    .query(Integer.class)
                                    .single()
                            > 0);
        }
    }

    @Nested
    class Configuration {
        @Test
        void isForThoseWhoShapeTheOrganization() {
            assertRefused(() -> configurations.create(clerk, LockingData.byHand(MODULE)), ErrorCode.NO_PERMISSION);
            assertRefused(() -> configurations.find(clerk, MODULE), ErrorCode.NO_PERMISSION);
            configurations.create(admin, LockingData.byHand(MODULE));
            assertRefused(() -> configurations.change(clerk, 1, LockingData.byHand(MODULE)), ErrorCode.NO_PERMISSION);
            assertRefused(() -> configurations.delete(clerk, MODULE), ErrorCode.NO_PERMISSION);
        }

        @Test
        void isOneAModuleAndKnowsWhoSavedMeanwhile() {
            LockingConfiguration made = configurations.create(admin, rule(SIGNED));
            assertRefused(() -> configurations.create(admin, rule(SIGNED)), ErrorCode.DUPLICATE_DATA);

            LockingConfiguration changed = configurations.change(admin, made.version(), made.data());

            assertThat(configurations.find(admin, MODULE)).contains(changed);
            assertThat(changed.data().rules()).isEqualTo(made.data().rules());
            assertRefused(() -> configurations.change(admin, made.version(), made.data()), ErrorCode.RECORD_MODIFIED);
            configurations.delete(admin, MODULE);
            assertThat(configurations.find(admin, MODULE)).isEmpty();
            assertRefused(() -> configurations.delete(admin, MODULE), ErrorCode.NOT_FOUND);
            assertThat(audit.before(
                            admin.org(), AuditFilter.ALL.on(AuditObject.LOCKING_CONFIGURATION), Long.MAX_VALUE, 10))
                    .extracting(AuditRow::objectName)
                    .containsExactly(MODULE, MODULE, MODULE);
        }

        @Test
        void isReadAnewWhenAnotherNodeTellsThatItChanged() {
            configurations.create(admin, rule(SIGNED));
            long id = account(Map.of("Account_Name", "A", "Account_Site", "signed"));
            assertThat(violations(update(admin, id, "Phone", "2"))).hasSize(1);

            transactions.executeWithoutResult(_ -> {
                jdbc.sql(admin.org(), "delete from {s}.sys_locking_configuration")
                        .update();
                notices.publish(new Notice(admin.org(), Notice.Topic.LOCKING, ""));
            });

            await().atMost(PATIENCE)
                    .until(() -> violations(update(admin, id, "Phone", "2")).isEmpty());
        }

        @Test
        void isForgottenWithItsModule() {
            configurations.create(admin, LockingData.byHand(MODULE));
            configurations.create(admin, LockingData.byHand("Tasks"));

            apply(new SchemaChange.DeleteModule("Tasks"));

            assertThat(jdbc.sql(admin.org(), "select module from {s}.sys_locking_configuration")
                            .query(String.class)
                            .list())
                    .containsExactly(MODULE);
        }

        @Test
        void isForgottenWithTheTransactionThatMadeIt() {
            long id = account(Map.of("Account_Name", "A", "Account_Site", "signed"));
            transactions.execute(status -> {
                configurations.create(admin, rule(SIGNED));
                status.setRollbackOnly();
                return violations(update(admin, id, "Phone", "2"));
            });

            update(admin, id, "Phone", "2").single();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "(Nothing:equals:1)",
                    "(Account_Name:equals",
                    "(Owner:equals:${CURRENTUSER})",
                    "(Account_Name:equals:x'; drop table sys_user; --"
                })
        void refusesCriteriaThatCannotDecide(String criteria) {
            assertThat(problems(rule(criteria))).extracting(Violation::path).containsExactly("rules[0].criteria");
        }

        @ParameterizedTest
        @ValueSource(ints = {LockingData.MAX_RULES - 1, LockingData.MAX_RULES, LockingData.MAX_RULES + 1})
        void hasSoManyRules(int count) {
            List<LockingRule> many = IntStream.range(0, count)
                    .mapToObj(i -> new LockingRule(0, "Rule " + i, SIGNED, List.of()))
                    .toList();

            assertThat(problems(new LockingData(MODULE, false, List.of(), many, List.of(), List.of())))
                    .extracting(Violation::path)
                    .isEqualTo(count > LockingData.MAX_RULES ? List.of("rules") : List.of());
        }

        @ParameterizedTest
        @ValueSource(
                ints = {
                    LockingData.MAX_EXEMPT_FIELDS - 1,
                    LockingData.MAX_EXEMPT_FIELDS,
                    LockingData.MAX_EXEMPT_FIELDS + 1
                })
        void hasSoManyExemptions(int count) {
            List<String> fields = metadata.model(admin.org()).module(MODULE).fields().stream()
                    .filter(field -> !field.readOnly())
                    .map(FieldDef::apiName)
                    .limit(count)
                    .toList();
            assertThat(fields).hasSize(count);
            List<Long> profiles = Collections.nCopies(count, profile(clerk));

            assertThat(problems(new LockingData(
                            MODULE,
                            true,
                            List.of(),
                            List.of(new LockingRule(0, "Signed", SIGNED, fields)),
                            profiles,
                            fields)))
                    .extracting(Violation::path)
                    .isEqualTo(
                            count > LockingData.MAX_EXEMPT_FIELDS
                                    ? List.of("rules[0].exemptFields", "exemptProfiles", "exemptFields")
                                    : List.of());
        }

        @Test
        void namesAllThatIsWrongAtOnce() {
            LockingRule nameless = new LockingRule(7, " ", SIGNED, List.of("Nothing", "Created_Time"));
            LockingRule long_ = new LockingRule(0, "x".repeat(LockingRule.MAX_NAME + 1), SIGNED, List.of());
            LockingRule twin = new LockingRule(0, "Twin", SIGNED, List.of());

            assertThat(problems(new LockingData(
                            MODULE,
                            true,
                            List.of(-1L),
                            List.of(nameless, long_, twin, twin),
                            List.of(-1L),
                            List.of("Nothing"))))
                    .extracting(Violation::path)
                    .containsExactly(
                            "rules[0].id",
                            "rules[0].name",
                            "rules[0].exemptFields",
                            "rules[0].exemptFields",
                            "rules[1].name",
                            "rules[3].name",
                            "lockingProfiles",
                            "exemptProfiles",
                            "exemptFields");
            assertThat(problems(new LockingData(MODULE, false, List.of(), List.of(), List.of(), List.of())))
                    .extracting(Violation::path)
                    .containsExactly("rules");
        }

        private List<Violation> problems(LockingData data) {
            try {
                configurations.create(admin, data);
                return List.of();
            } catch (ViolationsException e) {
                return e.violations();
            }
        }
    }

    @Test
    void asksForNoMoreRecordsThanTheLimit() {
        List<Long> most = Collections.nCopies(RecordLockService.MAX_ASKED, 1L);
        List<Long> more = Collections.nCopies(RecordLockService.MAX_ASKED + 1, 1L);

        assertThat(locks.locks(admin, MODULE, most)).isEmpty();
        assertRefused(() -> locks.locks(admin, MODULE, more), ErrorCode.LIMIT_EXCEEDED);
    }

    private static LockingData rule(String criteria) {
        return new LockingData(
                MODULE,
                false,
                List.of(),
                List.of(new LockingRule(0, "Signed", criteria, List.of())),
                List.of(),
                List.of());
    }

    private long profile(Actor actor) {
        return users.get(actor.org(), actor.user()).profileId();
    }

    private static FieldDef field(String name, FieldType type) {
        return FieldDef.of(name, Label.of(name), type);
    }

    private void add(FieldDef field) {
        apply(new SchemaChange.AddField(MODULE, field));
    }

    private void apply(SchemaChange change) {
        setup.apply(admin, setup.plan(admin, List.of(change)));
    }

    private long account(Map<String, ?> values) {
        return given.record(admin, MODULE, values);
    }

    private WriteResult update(Actor actor, long id, String field, Object value) {
        return records.write(actor, WriteRequest.of(MODULE, RecordChange.update(id, Map.of(field, value))));
    }

    private static List<Violation> violations(WriteResult result) {
        return result.rows().getFirst() instanceof WriteResult.Rejected(List<Violation> violations)
                ? violations
                : List.of();
    }

    private static Optional<ErrorCode> caught(Callable<?> work) throws Exception {
        try {
            work.call();
            return Optional.empty();
        } catch (PlatformException e) {
            return Optional.of(e.code());
        }
    }

    private static void assertRefused(Runnable work, ErrorCode code) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
