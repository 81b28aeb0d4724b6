package io.atelier.platform.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.SetupService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.automation.RuleData.Event;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.function.FunctionDef;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.Uniqueness;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.Operation;
import io.atelier.platform.record.OperationQuery;
import io.atelier.platform.record.OperationService;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.TimelineEntry;
import io.atelier.platform.record.TimelineService;
import io.atelier.platform.record.UndoReport;
import io.atelier.platform.record.UndoResult;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

@PlatformTest
class RulesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Autowired
    private Given given;

    @Autowired
    private SetupService setup;

    @Autowired
    private RuleService rules;

    @Autowired
    private OperationService operations;

    @Autowired
    private FunctionService functions;

    @Autowired
    private RecordService records;

    @Autowired
    private TimelineService timelines;

    @Autowired
    private TransactionOperations transactions;

    private Actor admin;

    @BeforeEach
    void organization() {
        admin = given.administrator();
    }

    private long function(String apiName, String source) {
        FunctionDef function = functions.create(admin, apiName, apiName, source);
        functions.publish(admin, function.id(), function.revision());
        return function.id();
    }

    private WorkflowRule rule(String name, Event event, String criteria, RuleAction... actions) {
        return rules.create(admin, new RuleData(name, "Leads", event, criteria, List.of(actions), true));
    }

    private void add(String module, FieldDef field) {
        setup.apply(admin, setup.plan(admin, List.of(new SchemaChange.AddField(module, field))));
    }

    private long lead(Actor actor, String city) {
        return given.record(actor, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine", "City", city));
    }

    private String field(long lead, String name) {
        return records.get(admin, "Leads", lead).text(name);
    }

    private List<TimelineEntry> notes(long lead, String kind) {
        return timelines.timeline(admin, "Leads", lead, OptionalLong.empty(), 200).stream()
                .filter(entry -> entry.kind().equals(kind))
                .toList();
    }

    @Test
    void aRuleSetsAFieldInTheSameTransactionWhereItsCriteriaMatch() {
        rule("Nordic", Event.CREATED, "(City:in:Oslo,Bergen)", new RuleAction.UpdateField("State", "Norway"));

        assertThat(field(lead(admin, "oslo"), "State")).isEqualTo("Norway");
        assertThat(field(lead(admin, "Rome"), "State")).isEmpty();
    }

    @Test
    void aSaveSaysTheVersionThatARuleLeftAndIsUndoneWithWhatTheRuleDid() {
        rule("Nordic", Event.UPDATED, "(City:equals:Oslo)", new RuleAction.UpdateField("State", "Norway"));
        long lead = lead(admin, "Rome");

        WriteResult result =
                records.write(admin, WriteRequest.of("Leads", RecordChange.update(lead, Map.of("City", "Oslo"))));

        assertThat(result.single().version())
                .isEqualTo(records.get(admin, "Leads", lead).version())
                .isEqualTo(3);
        assertThat(operations.list(admin, OperationQuery.newest(2)).operations())
                .extracting(Operation::kind, Operation::parent)
                .containsExactly(
                        tuple(OperationKind.AUTOMATION, OptionalLong.of(result.operationId())),
                        tuple(OperationKind.SAVE, OptionalLong.empty()));
        UndoReport report = ((UndoResult.Done) operations.undo(admin, result.operationId())).report();
        assertThat(report.refused()).isEmpty();
        assertThat(field(lead, "City")).isEqualTo("Rome");
        assertThat(field(lead, "State")).isEmpty();
    }

    @Test
    void aNewRecordIsStoredOnceWithWhatARuleSets_andItsHistoryTellsBoth() {
        rule("Nordic", Event.CREATED, "(City:equals:Oslo)", new RuleAction.UpdateField("State", "Norway"));
        rule("Sign", Event.UPDATED, "(State:equals:Norway)", new RuleAction.UpdateField("Description", "north"));

        long lead = lead(admin, "Oslo");

        assertThat(records.get(admin, "Leads", lead).version()).isEqualTo(3);
        assertThat(timelines.timeline(admin, "Leads", lead, OptionalLong.empty(), 10))
                .extracting(TimelineEntry::kind, TimelineEntry::via)
                .containsExactly(tuple("updated", "Sign"), tuple("updated", "Nordic"), tuple("created", ""));
        List<Operation> done = operations.list(admin, OperationQuery.newest(3)).operations();
        assertThat(done.get(0).parent()).hasValue(done.get(1).id());
        assertThat(done.get(1).parent()).hasValue(done.get(2).id());
        operations.undo(admin, done.get(0).id());
        assertThat(field(lead, "Description")).isEmpty();
        assertThat(field(lead, "State")).isEqualTo("Norway");
    }

    @Test
    void aValueOfARuleThatIsRefusedLeavesTheSaveAndIsTold() {
        FieldDef code = FieldDef.of("Code", Label.of("Code"), FieldType.TEXT);
        add("Leads", code.with(code.options().withUnique(Uniqueness.IGNORE_CASE)));
        rule("Code", Event.CREATED, "", new RuleAction.UpdateField("Code", "same"));

        long first = lead(admin, "Oslo");
        long second = lead(admin, "Rome");

        assertThat(field(first, "Code")).isEqualTo("same");
        assertThat(field(second, "Code")).isEmpty();
        assertThat(notes(first, "automation_failed")).isEmpty();
        assertThat(notes(second, "automation_failed"))
                .singleElement()
                .satisfies(note -> assertThat(note.detail()).containsEntry("rule", "Code"));
    }

    @Test
    void aRuleWhoseCriteriaAskForAFigureSeesItFigured() {
        add(
                "Contacts",
                FieldDef.of("Field_Of_Work", Label.of("Field of work"), FieldType.FORMULA)
                        .with(new FieldProperties.Formula("${Account_Name.Billing_City}", FieldType.TEXT, 0)));
        rules.create(
                admin,
                new RuleData(
                        "Works",
                        "Contacts",
                        Event.CREATED,
                        "(Field_Of_Work:equals:Engines)",
                        List.of(new RuleAction.UpdateField("Description", "money")),
                        true));
        long account = given.record(admin, "Accounts", Map.of("Account_Name", "Works", "Billing_City", "Engines"));

        long contact =
                given.record(admin, "Contacts", Map.of("Last_Name", "Byron", "Account_Name", Long.toString(account)));

        assertThat(records.get(admin, "Contacts", contact).text("Description")).isEqualTo("money");
    }

    @Test
    void aRuleCallsAFunctionThatSetsAField() {
        long function = function(
                "scorer",
                "export default (a, crm) => crm.records.update('Leads', a.record.id,"
                        + " { Description: a.rule + '/' + a.event + '/' + a.record.City });");
        WorkflowRule rule = rule("Score", Event.CREATED, "", new RuleAction.CallFunction(function));
        Actor user = given.person(admin, new Permissions(false, Map.of()));

        long lead = lead(user, "Oslo");

        await().atMost(PATIENCE).until(() -> !notes(lead, "function_run").isEmpty());
        assertThat(field(lead, "Description")).isEqualTo("Score/created/Oslo");
        TimelineEntry note = notes(lead, "function_run").getFirst();
        assertThat(note.detail()).containsEntry("function", "scorer").containsEntry("outcome", "completed");
        assertThat(note.actorId()).isEqualTo(user.user().value());
        assertThat(functions
                        .run(admin, Long.parseLong(note.detail().get("run").toString()))
                        .user())
                .isEqualTo(user.user());
        assertThat(rules.runs(admin, rule.id(), 10))
                .singleElement()
                .satisfies(run -> assertThat(run.state()).isEqualTo(RuleRun.State.DONE));
    }

    @Test
    void aFunctionThatThrowsLeavesARunAndANote() {
        long function = function("thrower", "export default () => { throw new Error('no'); };");
        WorkflowRule rule = rule("Throw", Event.CREATED, "", new RuleAction.CallFunction(function));

        long lead = lead(admin, "Oslo");

        await().atMost(PATIENCE).until(() -> !notes(lead, "function_run").isEmpty());
        assertThat(notes(lead, "function_run").getFirst().detail()).containsEntry("outcome", "failed");
        assertThat(rules.runs(admin, rule.id(), 10))
                .extracting(RuleRun::message)
                .containsExactly("no");
    }

    @Test
    void nothingRunsOfASaveThatIsRolledBack() {
        long function = function("ghost", "export default () => 1;");
        WorkflowRule rule = rule("Ghost", Event.CREATED, "", new RuleAction.CallFunction(function));

        transactions.executeWithoutResult(status -> {
            lead(admin, "Oslo");
            status.setRollbackOnly();
        });

        assertThat(rules.runs(admin, rule.id(), 10)).isEmpty();
    }

    @Test
    void aDeletedRecordIsHandedOverAsTheUserSawIt() {
        long function = function("mourner", "export default a => a.record.City;");
        WorkflowRule rule = rule("Mourn", Event.DELETED, "", new RuleAction.CallFunction(function));
        long lead = lead(admin, "Oslo");

        records.write(admin, WriteRequest.of("Leads", new RecordChange.Delete(lead)))
                .single();

        await().atMost(PATIENCE)
                .until(() ->
                        rules.runs(admin, rule.id(), 1).stream().anyMatch(run -> run.state() == RuleRun.State.DONE));
        assertThat(functions.runs(admin, function, 1).getFirst().outcome().resultJson())
                .isEqualTo("\"Oslo\"");
    }

    @Test
    void rulesThatSetOneAnotherOffStopFiveDeep() {
        rule("Ping", Event.UPDATED, "(City:equals:Oslo)", new RuleAction.UpdateField("City", "Rome"));
        rule("Pong", Event.UPDATED, "(City:equals:Rome)", new RuleAction.UpdateField("City", "Oslo"));
        long lead = lead(admin, "Paris");

        records.write(admin, WriteRequest.of("Leads", RecordChange.update(lead, Map.of("City", "Oslo"))))
                .single();

        assertThat(notes(lead, "automation_stopped")).isNotEmpty();
        assertThat(notes(lead, "updated")).hasSizeBetween(5, 40);
    }

    @Test
    void aFunctionThatSetsItsOwnRuleOffStopsFiveDeep() {
        long function = function(
                "chaser",
                "export default (a, crm) => crm.records.update('Leads', a.record.id,"
                        + " { Description: String(Number(a.record.Description || 0) + 1) });");
        rule("Chase", Event.UPDATED, "", new RuleAction.CallFunction(function));
        long lead = lead(admin, "Oslo");

        records.write(admin, WriteRequest.of("Leads", RecordChange.update(lead, Map.of("City", "Rome"))))
                .single();

        await().atMost(PATIENCE).until(() -> !notes(lead, "automation_stopped").isEmpty());
        assertThat(field(lead, "Description")).isEqualTo("5");
    }

    @Test
    void whatAUserMayNotChangeARuleMayNotChangeForThemAndTheSaveStands() {
        rule("Rate", Event.CREATED, "", new RuleAction.UpdateField("State", "Norway"));
        Actor user = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of("Leads", new ModuleRights(Set.of(Verb.values()), false, Set.of(), Set.of("State")))));

        long lead = lead(user, "Oslo");

        assertThat(field(lead, "State")).isEmpty();
        assertThat(notes(lead, "automation_failed")).hasSize(1);
    }

    @Test
    void refusesARuleWithAllItsFaultsAtOnce() {
        assertThatThrownBy(() -> rule(
                        "",
                        Event.CREATED,
                        "(Nothing:equals:1)",
                        new RuleAction.CallFunction(1),
                        new RuleAction.UpdateField("Created_Time", "x"),
                        new RuleAction.SendMail(1, "Email")))
                .isInstanceOfSatisfying(
                        ViolationsException.class,
                        e -> assertThat(e.violations())
                                .extracting(Violation::path)
                                .containsExactly("name", "criteria", "actions[0]", "actions[1]", "actions[2]"));
    }

    @Test
    void aChangedRuleHoldsForTheNextSave() {
        WorkflowRule first = rule("Once", Event.CREATED, "", new RuleAction.UpdateField("State", "One"));
        assertThat(field(lead(admin, "Oslo"), "State")).isEqualTo("One");

        WorkflowRule second = rules.save(
                admin,
                first.id(),
                1,
                new RuleData(
                        "Once", "Leads", Event.CREATED, "", List.of(new RuleAction.UpdateField("State", "Two")), true));
        assertThat(field(lead(admin, "Oslo"), "State")).isEqualTo("Two");
        assertThat(rules.get(admin, first.id()).data()).isEqualTo(second.data());
        assertThatThrownBy(() -> rules.save(admin, first.id(), 1, second.data()))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_MODIFIED));

        rules.delete(admin, first.id());
        assertThat(field(lead(admin, "Oslo"), "State")).isEmpty();
    }

    @Test
    void aFunctionThatARuleCallsIsNotDeleted() {
        long function = function("needed", "export default () => 1;");
        WorkflowRule rule = rule("Needs it", Event.CREATED, "", new RuleAction.CallFunction(function));

        assertThatThrownBy(() -> functions.delete(admin, function)).hasMessageContaining("rule Needs it");

        rules.delete(admin, rule.id());
        functions.delete(admin, function);
        assertThat(functions.list(admin)).isEmpty();
    }
}
