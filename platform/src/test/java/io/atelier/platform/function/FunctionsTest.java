package io.atelier.platform.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.atelier.platform.access.ModuleRights;
import io.atelier.platform.access.Permissions;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.TimelineService;
import io.atelier.platform.testing.Given;
import io.atelier.platform.testing.PlatformTest;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

@PlatformTest
class FunctionsTest {
    private static final Trigger API = Trigger.of(Trigger.Kind.API);

    @Autowired
    private Given given;

    @Autowired
    private FunctionService functions;

    @Autowired
    private FunctionRunner runner;

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

    private FunctionDef published(String apiName, String source) {
        FunctionDef function = functions.create(admin, apiName, apiName, source);
        functions.publish(admin, function.id(), function.revision());
        return function;
    }

    @Test
    void runsThePublishedVersionUntilAnotherIsPublishedOrRolledBackTo() {
        FunctionDef first = published("greet", "export default a => 'one ' + a.name;");
        FunctionDef second =
                functions.saveDraft(admin, first.id(), first.revision(), "Greet", "export default a => 'two';");

        assertThat(runner.run(admin, "greet", "{\"name\":\"Ada\"}", API).resultJson())
                .as("a draft does not run")
                .isEqualTo("\"one Ada\"");

        assertThat(functions.publish(admin, first.id(), second.revision()).number())
                .isEqualTo(2);
        assertThat(runner.run(admin, first.id(), "{}", API).resultJson()).isEqualTo("\"two\"");

        functions.rollBack(admin, first.id(), 1);
        assertThat(runner.run(admin, first.id(), "{}", API).resultJson()).isEqualTo("\"one undefined\"");
        assertThat(functions.get(admin, first.id()).draft()).isEqualTo("export default a => 'two';");
        assertThat(functions.versions(admin, first.id()))
                .extracting(FunctionVersion::number)
                .containsExactly(2, 1);
        assertThat(functions.runs(admin, first.id(), 10))
                .extracting(FunctionRun::version)
                .containsExactly(1, 2, 1);
    }

    @Test
    void refusesToPublishWhatDoesNotParseAndSaysWhere() {
        FunctionDef function = functions.create(admin, "broken", "Broken", "export default () => {\n  let x = ;\n};");

        assertThat(functions.check(admin, function.draft()).line()).isEqualTo(2);
        assertThatThrownBy(() -> functions.publish(admin, function.id(), 1))
                .isInstanceOfSatisfying(PlatformException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA);
                    assertThat(e.details()).containsEntry("line", 2);
                });
        assertThat(functions.versions(admin, function.id())).isEmpty();
        assertThatThrownBy(() -> runner.run(admin, "broken", "{}", API)).hasMessageContaining("publish it first");
    }

    @Test
    void refusesAStaleDraft() {
        FunctionDef function = functions.create(admin, "race", "Race", "export default () => 1;");
        functions.saveDraft(admin, function.id(), 1, "Race", "export default () => 2;");

        assertThatThrownBy(() -> functions.saveDraft(admin, function.id(), 1, "Race", "export default () => 3;"))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_MODIFIED));
        assertThatThrownBy(() -> functions.publish(admin, function.id(), 1))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_MODIFIED));
    }

    @Test
    void logsWhereAFunctionThrewAndWhatItSaid() {
        FunctionDef function = published("fails", """
                export default (args) => {
                  console.warn('about to fail');
                  return args.missing.name;
                };
                """);

        RunOutcome outcome = runner.run(admin, "fails", "{}", Trigger.onRecord(Trigger.Kind.BUTTON, "Leads", 7));

        assertThat(outcome.state()).isEqualTo(RunOutcome.State.FAILED);
        FunctionRun run = functions.runs(admin, function.id(), 1).getFirst();
        assertThat(run.outcome())
                .usingRecursiveComparison()
                .ignoringFields("duration")
                .isEqualTo(outcome);
        assertThat(run.trigger().recordId()).hasValue(7);
        ScriptError error = run.outcome().error().orElseThrow();
        assertThat(error.name()).isEqualTo("TypeError");
        assertThat(error.line()).isEqualTo(3);
        assertThat(error.column()).isPositive();
        assertThat(run.outcome().console()).containsExactly(new LogLine(LogLine.Level.WARN, "about to fail", 2));
    }

    @Test
    void logsWhatPostgresCannotHold() {
        published("odd", "export default () => { console.log('a\\u0000b\\ud800c\\\\u0000d'); return '\\u0000'; };");

        assertThat(runner.run(admin, "odd", "{\"x\":\"\\u0000\"}", API).state()).isEqualTo(RunOutcome.State.COMPLETED);
        long id = functions.list(admin).getFirst().id();
        assertThat(functions
                        .runs(admin, id, 1)
                        .getFirst()
                        .outcome()
                        .console()
                        .getFirst()
                        .text())
                .startsWith("a")
                .endsWith("c\\u0000d");
    }

    @Test
    void anEndlessLoopIsStoppedAndHarmsNobodyElse() throws Exception {
        published("loop", "export default () => { for (;;) {} };");
        published("fine", "export default () => 'fine';");

        CompletableFuture<RunOutcome> loop =
                CompletableFuture.supplyAsync(() -> runner.run(admin, "loop", "{}", Trigger.of(Trigger.Kind.BUTTON)));
        RunOutcome fine = runner.run(admin, "fine", "{}", API);
        RunOutcome stopped = loop.get(90, TimeUnit.SECONDS);

        assertThat(fine.resultJson()).isEqualTo("\"fine\"");
        assertThat(stopped.state()).isEqualTo(RunOutcome.State.STOPPED);
        assertThat(stopped.error().orElseThrow().message()).contains("5000 ms");
        assertThat(runner.run(admin, "fine", "{}", API).resultJson()).isEqualTo("\"fine\"");
    }

    @Test
    void readsAndWritesRecordsAsTheUser() {
        published("crud", """
                export default (args, crm) => {
                  const made = crm.records.create('Leads', { Last_Name: 'Byron', Company: 'Engine', City: 'Oslo' });
                  crm.records.update('Leads', made.id, { City: 'Bergen' });
                  const read = crm.records.get('Leads', made.id);
                  const found = crm.records.search('Leads', '(City:equals:Bergen)', { fields: ['City'], per_page: 1 });
                  const all = crm.records.list('Leads', { sort_by: 'Last_Name', sort_order: 'asc' });
                  let gone;
                  crm.records.delete('Leads', made.id);
                  try { crm.records.get('Leads', made.id); } catch (e) { gone = e.code; }
                  return { id: made.id, city: read.City, owner: read.Owner.name, found: found.data,
                           more: found.info.more_records, all: all.data.length, gone };
                };
                """);
        Actor user = given.person(admin, new Permissions(false, Map.of()));

        RunOutcome outcome = runner.run(user, "crud", "{}", API);

        assertThat(outcome.error()).isEmpty();
        assertThat(outcome.resultJson())
                .contains("\"city\":\"Bergen\"", "\"owner\":\"Person", "\"more\":false", "\"all\":1")
                .contains("\"gone\":\"NOT_FOUND\"");
        assertThat(outcome.hostCalls()).isEqualTo(7);
    }

    @Test
    void writesStandInHistoryUnderTheFunctionsName() {
        long lead = given.record(admin, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine"));
        published("mover", "export default (a, crm) => crm.records.update('Leads', a.id, { City: 'Bergen' });");

        runner.run(admin, "mover", "{\"id\":\"" + lead + "\"}", API);

        assertThat(timelines.timeline(admin, "Leads", lead, OptionalLong.empty(), 10))
                .first()
                .satisfies(entry -> {
                    assertThat(entry.channel()).isEqualTo(Channel.FUNCTION);
                    assertThat(entry.via()).isEqualTo("mover");
                    assertThat(entry.actorId()).isEqualTo(admin.user().value());
                });
    }

    @Test
    void aHiddenFieldDoesNotExistForAFunctionEither() {
        Actor user = given.person(
                admin,
                new Permissions(
                        false,
                        Map.of(
                                "Leads",
                                new ModuleRights(Set.of(Verb.values()), false, Set.of("Annual_Revenue"), Set.of()))));
        long lead =
                given.record(admin, "Leads", Map.of("Last_Name", "Byron", "Company", "Engine", "Annual_Revenue", 5));
        published("spy", """
                export default (a, crm) => {
                  const tried = [];
                  for (const attempt of [
                      () => crm.records.update('Leads', a.id, { Annual_Revenue: 9 }),
                      () => crm.records.search('Leads', '(Annual_Revenue:equals:5)'),
                      () => crm.records.list('Leads', { fields: ['Annual_Revenue'] }),
                      () => crm.records.list('Leads', { sort_by: 'Annual_Revenue' })]) {
                    try { attempt(); tried.push('done'); } catch (e) { tried.push(e.code); }
                  }
                  return { tried, seen: 'Annual_Revenue' in crm.records.get('Leads', a.id) };
                };
                """);

        RunOutcome outcome = runner.run(user, "spy", "{\"id\":\"" + lead + "\"}", API);

        assertThat(outcome.resultJson()).doesNotContain("done").contains("\"seen\":false");
        assertThat(records.get(admin, "Leads", lead).value("Annual_Revenue").toString())
                .contains("5");
    }

    @Test
    void hostileArgumentsAreRefusedWithACode() {
        published("hostile", """
                export default (a, crm) => {
                  const codes = [];
                  for (const attempt of [
                      () => crm.records.get('Leads', { toString: 1 }),
                      () => crm.records.get('Leads', '1; drop table'),
                      () => crm.records.get('sys_user', '1'),
                      () => crm.records.list('Leads', { per_page: 1e9 }),
                      () => crm.records.list('Leads', 7),
                      () => crm.records.search('Leads', '((((', {}),
                      () => crm.records.create('Leads', [1]),
                      () => crm.functions.call('missing', {})]) {
                    try { attempt(); codes.push('done'); } catch (e) { codes.push(e.code); }
                  }
                  return codes;
                };
                """);

        assertThat(runner.run(admin, "hostile", "{}", API).resultJson())
                .isEqualTo("[\"REQUIRED_PARAM_MISSING\",\"REQUIRED_PARAM_MISSING\",\"INVALID_MODULE\",\"INVALID_DATA\","
                        + "\"REQUIRED_PARAM_MISSING\",\"INVALID_QUERY\",\"REQUIRED_PARAM_MISSING\",\"NOT_FOUND\"]");
    }

    @Test
    void functionsCallFunctionsFiveDeepAtMost() {
        published("down", """
                export default (a, crm) => {
                  try { return crm.functions.call('down', { n: a.n + 1 }); } catch (e) { return [a.n, e.code]; }
                };
                """);

        RunOutcome outcome = runner.run(admin, "down", "{\"n\":0}", API);

        assertThat(outcome.resultJson()).isEqualTo("[5,\"LIMIT_EXCEEDED\"]");
        long id = functions.list(admin).getFirst().id();
        assertThat(functions.runs(admin, id, 20)).hasSize(6);
        assertThatThrownBy(() -> runner.run(
                        new Actor(admin.org(), admin.user(), Channel.WORKFLOW, "", FunctionRunner.MAX_DEPTH + 1),
                        "down",
                        "{}",
                        API))
                .isInstanceOfSatisfying(
                        PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED));
    }

    @Test
    void testsASourceThatIsNotSaved() {
        FunctionDef function = functions.create(admin, "draft", "Draft", "export default () => 1;");

        RunOutcome outcome = runner.test(admin, function.id(), "export default a => a.x * 2;", "{\"x\":21}");

        assertThat(outcome.resultJson()).isEqualTo("42");
        assertThat(functions.runs(admin, function.id(), 1).getFirst().version()).isZero();
    }

    @Test
    void onlyAdministratorsShapeFunctions() {
        Actor user = given.person(admin, new Permissions(false, Map.of()));
        FunctionDef function = published("theirs", "export default () => 1;");
        for (Runnable attempt : List.<Runnable>of(
                () -> functions.list(user),
                () -> functions.create(user, "mine", "Mine", ""),
                () -> functions.publish(user, function.id(), 1),
                () -> functions.rollBack(user, function.id(), 1),
                () -> functions.delete(user, function.id()),
                () -> functions.runs(user, function.id(), 1),
                () -> runner.test(user, function.id(), "", "{}"))) {
            assertThatThrownBy(attempt::run)
                    .isInstanceOfSatisfying(
                            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NO_PERMISSION));
        }
    }

    @Test
    void neverRunsInsideATransaction() {
        published("slow", "export default () => 1;");

        assertThatThrownBy(() -> transactions.execute(_ -> runner.run(admin, "slow", "{}", API)))
                .isInstanceOf(IllegalStateException.class);
    }
}
