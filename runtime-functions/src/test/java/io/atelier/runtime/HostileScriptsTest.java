package io.atelier.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs each attack, looks at the kind of its outcome, and checks that the next call is served as if nothing had been. */
class HostileScriptsTest {
    private static final String LIMIT = "LimitExceeded";
    private static final String FAILED = "Failed";
    private static final String EITHER = "LimitExceeded Failed";

    static Stream<Arguments> attacks() {
        return Stream.of(
                // Time
                body("endless loop", LIMIT, "for (;;) {}"),
                body("loop in finally", LIMIT, "try { for (;;) {} } finally { for (;;) {} }"),
                body("loop that catches everything", LIMIT, "for (;;) { try { for (;;) {} } catch {} }"),
                body("backtracking regex", LIMIT, "/^(?=(a+)+$)(\\1|a)+b$/.test('a'.repeat(60)); for (;;) {}"),
                body("comparator without end", LIMIT, "[3, 2, 1].sort(() => { for (;;) {} })"),
                body("stuck indexOf", LIMIT, "Array.prototype.indexOf.call({ length: 2 ** 53 - 1 }, 1)"),
                body("stuck lastIndexOf", LIMIT, "Array.prototype.lastIndexOf.call({ length: 2 ** 53 - 1 }, 1)"),
                body("stuck includes", LIMIT, "Array.prototype.includes.call({ length: 2 ** 53 - 1 }, 1)"),
                body("BigInt to text", LIMIT, "return String((1n << 8000000n) - 1n)"),
                body("BigInt squaring", LIMIT, "let x = 3n; for (;;) { x = x * x; }"),
                file("endless module", LIMIT, "for (;;) {} export default () => 1"),
                body("getter in the result", LIMIT, "return { get a() { for (;;) {} } }"),
                body("toJSON in the result", LIMIT, "return { toJSON() { for (;;) {} } }"),
                body("trap in the result", LIMIT, "return new Proxy({}, { ownKeys() { for (;;) {} } })"),
                body("getter in a host argument", LIMIT, "crm.records.create('A', { get a() { for (;;) {} } })"),
                body("trap in the console", LIMIT, "console.log(new Proxy({}, { get() { for (;;) {} } }))"),
                body("looping message", LIMIT, "throw { get message() { for (;;) {} } }"),
                body(
                        "looping stack",
                        LIMIT,
                        "const e = new Error('x'); "
                                + "Object.defineProperty(e, 'stack', { get() { for (;;) {} } }); throw e"),
                body("endless thenable", LIMIT, "return (async () => { await { then() { for (;;) {} } } })()"),
                // Memory
                body("array growth", LIMIT, "const a = []; for (;;) { a.push({}); }"),
                body("array fill", EITHER, "return new Array(2 ** 31).fill(1).length"),
                body("map growth", LIMIT, "const m = new Map(); for (let i = 0; ; i++) { m.set(i, i); }"),
                body("key growth", LIMIT, "const o = {}; for (let i = 0; ; i++) { o['k' + i] = i; }"),
                body("many buffers", LIMIT, "const a = []; for (;;) { a.push(new ArrayBuffer(8 << 20)); }"),
                body("giant buffer", FAILED, "new ArrayBuffer(2 ** 30)"),
                body("giant text", FAILED, "'a'.repeat(2 ** 30)"),
                body("doubling text", EITHER, "let s = 'ab'; for (;;) { s += s; }"),
                body("huge JSON", LIMIT, "JSON.parse('[' + '[],'.repeat(5e6) + '1]')"),
                body("deep JSON", EITHER, "JSON.parse('['.repeat(2e5))"),
                body("generator spread", LIMIT, "[...(function* () { for (;;) { yield 1; } })()]"),
                body(
                        "microtask flood",
                        LIMIT,
                        "const f = () => { Promise.resolve().then(f); Promise.resolve().then(f); }; "
                                + "f(); return new Promise(() => {})"),
                body("work left behind", LIMIT, "const f = () => Promise.resolve().then(f); f(); return 1"),
                // Stack
                body("recursion", LIMIT, "const f = n => f(n + 1) + 1; f(0)"),
                body("catch and recurse", LIMIT, "const f = () => { try { f(); } catch { f(); } }; f()"),
                body("proxy recursion", LIMIT, "const p = new Proxy({}, { get: (t, k, r) => r[k] }); p.x"),
                body(
                        "recursion with fat frames",
                        LIMIT,
                        "const f = (...a) => { try { return " + "(1 + ".repeat(60) + "f(...a, 1)" + ")".repeat(60)
                                + "; } catch { return f(); } }; f()"),
                body("deep result", EITHER, "let o = {}; for (let i = 0; i < 2e5; i++) { o = { o }; } return o"),
                file("deep source", EITHER, "export default () => " + "(".repeat(20_000) + "1" + ")".repeat(20_000)),
                // Output and host calls
                body("log flood", LIMIT, "for (;;) { console.log('x'.repeat(100)); }"),
                body("empty lines", LIMIT, "for (;;) { console.log(''); }"),
                body("one huge line", EITHER, "console.log('x'.repeat(1e7))"),
                body("host call flood", LIMIT, "for (;;) { try { crm.records.get('A', 1); } catch {} }"),
                body("wide result", EITHER, "return new Array(1e6).fill('abc')"),
                body("cyclic result", FAILED, "const o = {}; o.o = o; return o"),
                body("unsettled promise", FAILED, "return new Promise(() => {})"),
                // Code from text
                body("eval", FAILED, "eval('1')"),
                body("indirect eval", FAILED, "(0, eval)('1')"),
                body("Function", FAILED, "Function('return 1')()"),
                body("new Function", FAILED, "new Function('return 1')()"),
                body("constructor of a function", FAILED, "(() => 1).constructor('return 1')()"),
                body("constructor of an async function", FAILED, "(async () => 1).constructor('return 1')()"),
                body("constructor of a generator", FAILED, "(function* () {}).constructor('yield 1')()"),
                body("constructor of a host function", FAILED, "crm.records.get.constructor('return 1')()"),
                // Doors
                body("Java", FAILED, "Java.type('java.lang.System').exit(0)"),
                body("Packages", FAILED, "Packages.java.lang.System.exit(0)"),
                body("java", FAILED, "java.lang.System.exit(0)"),
                body("Polyglot", FAILED, "Polyglot.eval('js', '1')"),
                body("Graal", FAILED, "Graal.versionECMAScript.x.y"),
                body("load", FAILED, "load('/etc/passwd')"),
                body("print", FAILED, "print('x')"),
                body("require", FAILED, "require('fs')"),
                body("process", FAILED, "process.exit(0)"),
                body("Worker", FAILED, "new Worker('x')"),
                body("WebAssembly", FAILED, "new WebAssembly.Memory({ initial: 1 })"),
                body("SharedArrayBuffer", FAILED, "new SharedArrayBuffer(8)"),
                body("Atomics", FAILED, "Atomics.wait(new Int32Array(8), 0, 0)"),
                body("setTimeout", FAILED, "setTimeout(() => 1, 1)"),
                body("fetch", FAILED, "fetch('http://localhost')"),
                body("import of a file", FAILED, "return import('/etc/passwd')"),
                body("import above the root", FAILED, "return import('../../../../etc/passwd')"),
                body("import of a file URL", FAILED, "return import('file:///etc/passwd')"),
                body("import over HTTP", FAILED, "return import('http://localhost/x.mjs')"),
                body("import of node", FAILED, "return import('node:fs')"),
                body("import from the class path", FAILED, "return import('classpath:x.mjs')"),
                body("import from a jar", FAILED, "return import('jar:file:/x.jar!/y.mjs')"),
                body("import of data", FAILED, "return import('data:text/javascript,export default 1')"),
                body(
                        "import of base64 data",
                        FAILED,
                        "return import('DATA:text/javascript;base64,MQ==').catch(e => { throw e })"),
                file(
                        "static import of data",
                        FAILED,
                        "import x from 'data:text/javascript,export default 1'; " + "export default () => x"),
                body("change of crm", FAILED, "crm.records.get = () => 1"),
                body("change of console", FAILED, "globalThis.console = {}"),
                body("forged import name", FAILED, "return import('a\\u0000b')"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void stopsAttackAndServesTheNextCall(String name, String expected, String source) {
        WorkerPool pool = TestPools.shared();

        FunctionResult outcome = pool.invoke(TestPools.call("tenant", source, TestPools.LIMITS), TestPools.NO_HOST);
        FunctionResult next = pool.invoke(TestPools.call("export default a => a.n + 1"), TestPools.NO_HOST);

        assertThat(expected).as("%s", outcome).contains(outcome.getClass().getSimpleName());
        assertThat(outcome.toString()).doesNotContain("root:").doesNotContain("worker-dirs");
        assertThat(next)
                .isInstanceOfSatisfying(
                        FunctionResult.Completed.class,
                        done -> assertThat(done.resultJson()).isEqualTo("2"));
    }

    private static Arguments body(String name, String expected, String statements) {
        return file(name, expected, "export default (args, crm) => { " + statements + " }");
    }

    private static Arguments file(String name, String expected, String source) {
        return Arguments.of(name, expected, source);
    }
}
