package io.atelier.runtime;

import static io.atelier.runtime.TestPools.NO_HOST;
import static io.atelier.runtime.TestPools.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows what a script gets and what comes back. */
class WorkerPoolTest {
    private final WorkerPool pool = TestPools.shared();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            export default a => a.n + 1                                        | 2
            export default async a => a.n + 1                                  | 2
            export function main(a) { return a.n }                             | 1
            export default () => {}                                            | null
            export default () => null                                          | null
            export default () => 'a"b'                                         | "a\\"b"
            export default () => NaN                                           | null
            export default () => [undefined, () => 1]                          | [null,null]
            export default () => ({ a: undefined, d: new Date(0) })            | {"d":"1970-01-01T00:00:00.000Z"}
            export default () => new Map([[1, 2]])                             | {}
            export default () => 'ä€😀'                                        | "ä€😀"
            export default () => '\\ud800'                                     | "\\ud800"
            export default async () => (await Promise.all([1, 2])).length      | 2
            const n = await Promise.resolve(7); export default () => n         | 7
            export default (a, crm) => Object.getPrototypeOf(crm)              | null
            export default (a, crm) => Object.isFrozen(crm.records.get)        | true
            export default () => Object.getOwnPropertyNames(globalThis).includes('Java') | false
            export default () => ({}).constructor.constructor.name             | "Function"
            """)
    void returnsResultAsJson(String source, String expected) {

        assertThat(completed(pool.invoke(TestPools.call(source), NO_HOST)).resultJson())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            export default () => {\\n  let x = ;\\n}                          | SyntaxError | 2 | 11
            export default () => {\\n  null.x;\\n}                            | TypeError   | 2 | 3
            export default async () => {\\n await null;\\n  throw new RangeError('a') } | RangeError | 3 | 9
            throw new Error('top')                                            | Error       | 1 | 7
            const f = () => {\\n  g() };\\nexport default () => f()           | ReferenceError | 2 | 3
            export default () => { throw 'text' }                             | Error       | 0 | 0
            export default () => 1n                                           | TypeError   | 0 | 0
            export const x = 1                                                | TypeError   | 0 | 0
            """)
    void tellsWhereAnErrorIs(String source, String name, int line, int column) {
        ScriptError error = failed(pool.invoke(TestPools.call(source.replace("\\n", "\n")), NO_HOST));

        assertThat(List.of(error.name(), error.line(), error.column())).isEqualTo(List.of(name, line, column));
    }

    @Test
    void namesAsyncFramesOfLibrariesAndOfTheFile() {
        String source =
                "import { boom } from './lib/util.mjs';\nexport default async () => {\n  await null;\n  boom();\n}";
        FunctionCall call = new FunctionCall(
                "tenant",
                "main.mjs",
                source,
                Map.of("lib/util.mjs", "export function boom() {\n  throw new TypeError('from lib');\n}"),
                "null",
                PATIENT);

        ScriptError error = failed(pool.invoke(call, NO_HOST));

        assertThat(error)
                .isEqualTo(new ScriptError(
                        "TypeError",
                        "from lib",
                        4,
                        3,
                        List.of(
                                new ScriptError.Frame("boom", "/lib/util.mjs", 2, 9),
                                new ScriptError.Frame("default", "main.mjs", 4, 3))));
    }

    @Test
    void importsLibrariesByAnyVirtualPath() {
        String source = "import { a } from '/lib/a.mjs'; import { b } from './database.mjs'; import { c } from 'c.mjs';"
                + "export default async () => [a, b, c, (await import('./lib/a.mjs')).a]";
        Map<String, String> libraries = Map.of(
                "lib/a.mjs", "import { b } from '../database.mjs'; export const a = b + 1",
                "database.mjs", "export const b = 1",
                "c.mjs", "export const c = 3");

        FunctionResult result =
                pool.invoke(new FunctionCall("tenant", "data-x.mjs", source, libraries, "null", PATIENT), NO_HOST);

        assertThat(completed(result).resultJson()).isEqualTo("[2,1,3,2]");
    }

    @Test
    void keepsConsoleOutputInOrderWithLevelsAndLines() {
        FunctionResult result = pool.invoke(
                TestPools.call("export default (a, crm) => {\n console.log('a', 1, { b: [2] });\n console.warn(null);\n"
                        + " crm.log.error('x');\n console.debug(undefined, Symbol('s'), 5n) }"),
                NO_HOST);

        assertThat(completed(result).log())
                .containsExactly(
                        new LogLine(LogLine.Level.INFO, "a 1 {\"b\":[2]}", 2),
                        new LogLine(LogLine.Level.WARN, "null", 3),
                        new LogLine(LogLine.Level.ERROR, "x", 4),
                        new LogLine(LogLine.Level.DEBUG, "undefined Symbol(s) 5", 5));
    }

    @Test
    void mapsCrmFunctionsToOperations() {
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        HostCalls host = (operation, json) -> {
            calls.add(operation + json);
            return "{\"id\":\"7\"}";
        };

        FunctionResult result = pool.invoke(TestPools.call("""
                        export default async (args, crm) => {
                          await crm.records.get('Leads', '7');
                          crm.records.list('Leads');
                          crm.records.search('Leads', "(a:equals:b)", { page: 2 });
                          crm.records.create('Leads', { a: 1 });
                          crm.records.update('Leads', '7', { a: null });
                          crm.records.delete('Leads', '7');
                          return (await crm.functions.call('score', { x: 1 })).id;
                        }"""), host);

        assertThat(completed(result).resultJson()).isEqualTo("\"7\"");
        assertThat(completed(result).usage().hostCalls()).isEqualTo(7);
        assertThat(calls)
                .containsExactly(
                        "records.get[\"Leads\",\"7\"]",
                        "records.list[\"Leads\",null]",
                        "records.search[\"Leads\",\"(a:equals:b)\",{\"page\":2}]",
                        "records.create[\"Leads\",{\"a\":1}]",
                        "records.update[\"Leads\",\"7\",{\"a\":null}]",
                        "records.delete[\"Leads\",\"7\"]",
                        "functions.call[\"score\",{\"x\":1}]");
    }

    @Test
    void showsRefusalsWithCodeAndHidesInternalErrors() {
        HostCalls host = (operation, _) -> {
            if (operation.equals("records.get")) {
                throw new HostCallException("NOT_FOUND", "No such record");
            }
            throw new IllegalStateException("jdbc password=secret");
        };

        FunctionResult result = pool.invoke(TestPools.call("""
                        export default (args, crm) => {
                          const seen = [];
                          for (const f of [() => crm.records.get('A', 1), () => crm.records.list('A')]) {
                            try { f(); } catch (e) { seen.push([e instanceof Error, e.code, e.message, e.stack]); }
                          }
                          return seen;
                        }"""), host);

        assertThat(completed(result).resultJson())
                .contains("[true,\"NOT_FOUND\",\"No such record\"")
                .contains("\"INTERNAL\",\"Internal error, incident ")
                .doesNotContain("secret")
                .doesNotContain("prelude");
    }

    @Test
    void failsWithTheTextOfAnUncaughtRefusal() {
        HostCalls host = (_, _) -> {
            throw new HostCallException("NO_PERMISSION", "You may not");
        };

        ScriptError error =
                failed(pool.invoke(TestPools.call("export default (a, crm) => {\n crm.records.get('A', 1) }"), host));

        assertThat(error.message()).isEqualTo("You may not");
        assertThat(error.line()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            for (;;) {}                                                        | CPU
            const f = n => f(n + 1) + 1; f(0)                                  | STACK
            const a = []; for (;;) { a.push({}) }                              | MEMORY
            for (;;) { console.log('0123456789') }                             | OUTPUT
            return 'x'.repeat(60000)                                           | RESULT
            for (;;) { try { crm.records.get('A', 1) } catch {} }              | HOST_CALLS
            """)
    void namesTheLimit(String statements, Limit limit) {
        Limits limits =
                new Limits(Duration.ofSeconds(10), Duration.ofMillis(600), 64L << 20, 1_000, 8_000, 50_000, 50_000, 20);

        FunctionResult result = pool.invoke(
                TestPools.call("tenant", "export default (args, crm) => { " + statements + " }", limits), NO_HOST);

        assertThat(result)
                .isInstanceOfSatisfying(
                        FunctionResult.LimitExceeded.class,
                        exceeded -> assertThat(exceeded.limit()).isEqualTo(limit));
    }

    @Test
    void keepsLogOfAStoppedRun() {
        FunctionResult result = pool.invoke(
                TestPools.call(
                        "tenant", "export default () => { console.log('before'); for (;;) {} }", TestPools.LIMITS),
                NO_HOST);

        assertThat(result)
                .asInstanceOf(type(FunctionResult.LimitExceeded.class))
                .extracting(FunctionResult.LimitExceeded::log)
                .isEqualTo(List.of(new LogLine(LogLine.Level.INFO, "before", 1)));
    }

    @Test
    void refusesLargeArgumentsWithoutRunning() {
        FunctionCall call = new FunctionCall(
                "tenant", "main.mjs", "export default () => 1", Map.of(), "\"" + "x".repeat(60_000) + "\"", PATIENT);

        assertThat(pool.invoke(call, NO_HOST))
                .asInstanceOf(type(FunctionResult.LimitExceeded.class))
                .extracting(FunctionResult.LimitExceeded::limit)
                .isEqualTo(Limit.ARGUMENTS);
    }

    @Test
    void refusesLargeHostArgumentsWithACode() {
        FunctionResult result = pool.invoke(
                TestPools.call("export default (a, crm) => { try { crm.records.create('A', 'x'.repeat(60000)) }"
                        + " catch (e) { return e.code } }"),
                NO_HOST);

        assertThat(completed(result).resultJson()).isEqualTo("\"ARGUMENT_TOO_LARGE\"");
    }

    @Test
    void doesNotChargeHostTimeToTheWallLimit() {
        Limits limits =
                new Limits(Duration.ofMillis(700), Duration.ofSeconds(5), 64L << 20, 1_000, 8_000, 50_000, 50_000, 20);
        HostCalls slow = (_, _) -> {
            FunctionResult inner = pool.invoke(
                    TestPools.call(
                            "inner",
                            "export default () => { for (;;) {} }",
                            new Limits(
                                    Duration.ofSeconds(8),
                                    Duration.ofMillis(1_500),
                                    512L << 20,
                                    1_000,
                                    8_000,
                                    50_000,
                                    50_000,
                                    20)),
                    NO_HOST);
            return inner instanceof FunctionResult.LimitExceeded ? "1" : "0";
        };

        FunctionResult result = pool.invoke(
                TestPools.call("tenant", "export default (a, crm) => crm.records.get('A', 1)", limits), slow);

        assertThat(completed(result).resultJson()).isEqualTo("1");
    }

    @Test
    void separatesCallsFromOneAnother() {
        String source = "export default () => { const n = (globalThis.count ?? 0) + 1; globalThis.count = n;"
                + " Array.prototype.leak = 1; return n }";

        for (int i = 0; i < 6; i++) {
            assertThat(completed(pool.invoke(TestPools.call(source), NO_HOST)).resultJson())
                    .isEqualTo("1");
        }
    }

    @Test
    void servesManyThreads() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<FunctionResult>> results = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                String tenant = "tenant" + i % 3;
                String source = "export default async (a, crm) => (await crm.records.get('A', " + i + ")) + " + i;
                results.add(
                        threads.submit(() -> pool.invoke(TestPools.call(tenant, source, PATIENT), (_, _) -> "1000")));
            }
            for (int i = 0; i < results.size(); i++) {
                assertThat(completed(results.get(i).get()).resultJson()).isEqualTo(String.valueOf(1_000 + i));
            }
        }
    }

    @Test
    void checksSyntaxWithoutRunning() {
        assertThat(pool.check(
                        "a.mjs", "import { x } from 'missing'; export default () => { for (;;) {} }; for (;;) {}"))
                .isEqualTo(new SyntaxReport(true, "", 0, 0));
        assertThat(pool.check("a.mjs", "export default () => {\n  let x = ;\n}"))
                .isEqualTo(new SyntaxReport(false, "Expected an operand but found ;", 2, 11));
    }

    @Test
    void rejectsFileNamesThatAreNoPlainPaths() {
        for (String name : List.of("../a.mjs", "/a.mjs", "a b.mjs", "", "a\n.mjs", "data:x", "a//b")) {
            assertThatThrownBy(() -> new FunctionCall("t", name, "", Map.of(), "", PATIENT))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static FunctionResult.Completed completed(FunctionResult result) {
        assertThat(result).isInstanceOf(FunctionResult.Completed.class);
        return (FunctionResult.Completed) result;
    }

    private static ScriptError failed(FunctionResult result) {
        assertThat(result).isInstanceOf(FunctionResult.Failed.class);
        return ((FunctionResult.Failed) result).error();
    }
}
