package io.atelier.runtime.worker;

import io.atelier.runtime.Limit;
import io.atelier.runtime.Limits;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import io.atelier.runtime.SyntaxReport;
import io.atelier.runtime.wire.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jspecify.annotations.Nullable;

/** Runs one module at a time, each in a fresh context of one engine. Used by one thread. */
final class ScriptRunner {
    private static final String MODULE = "application/javascript+module";
    private static final Limits CHECK_LIMITS = Limits.interactive();

    /** One object for all contexts: contexts of one engine must agree on it. */
    private static final HostAccess HOST_ACCESS =
            HostAccess.newBuilder(HostAccess.CONSTRAINED).methodScoping(true).build();

    private final Engine engine;
    private final Source prelude;
    private final SourceCache sources = new SourceCache();
    private final Watchdog watchdog = new Watchdog();
    private volatile @Nullable ActiveRun current;

    ScriptRunner() {
        engine = Engine.newBuilder("js")
                .in(InputStream.nullInputStream())
                .out(OutputStream.nullOutputStream())
                .err(OutputStream.nullOutputStream())
                .build();
        prelude = Source.newBuilder("js", preludeText(), "prelude.js")
                .internal(true)
                .buildLiteral();
        Objects.requireNonNull(engine.getInstruments().get(ImportGuard.ID), "The import guard is not registered")
                .lookup(ImportGuard.Switch.class)
                .onForeignModule(() -> {
                    ActiveRun run = current;
                    if (run != null) {
                        run.refuseImport();
                    }
                });
    }

    /** Returns {@link Message.Completed}, {@link Message.Failed} or {@link Message.Stopped}. */
    Message run(Message.Run request, HostLink link) {
        Context context = newContext(request.libraries(), request.limits());
        ActiveRun run = new ActiveRun(request.fileName(), request.limits(), link, context);
        return guarded(run, request.fileName(), () -> {
            Value enter = context.eval(prelude)
                    .execute(
                            (ProxyExecutable) run::hostCall,
                            (ProxyExecutable) run::hostCode,
                            (ProxyExecutable) run::hostText,
                            (ProxyExecutable) run::log,
                            (ProxyExecutable) run::settle);
            Value exports = context.eval(sources.module(request.fileName(), request.source()));
            enter.executeVoid(exports, request.argsJson());
        });
    }

    /** Parses without running. */
    Message check(Message.Check request) {
        Context context = newContext(Map.of(), CHECK_LIMITS);
        ActiveRun run = new ActiveRun(request.fileName(), CHECK_LIMITS, new NoHost(), context);
        Message outcome = guarded(run, request.fileName(), () -> {
            context.parse(module(request.fileName(), request.source()));
            run.settle(context.asValue(""), context.asValue("null"), context.asValue(""), context.asValue(""));
        });
        return new Message.Checked(
                switch (outcome) {
                    case Message.Completed _ -> new SyntaxReport(true, "", 0, 0);
                    case Message.Failed failed ->
                        new SyntaxReport(
                                false,
                                failed.error().message(),
                                failed.error().line(),
                                failed.error().column());
                    default -> new SyntaxReport(false, "The source is too large or too deeply nested", 0, 0);
                });
    }

    private Message guarded(ActiveRun run, String fileName, Runnable body) {
        current = run;
        watchdog.begin(run);
        PolyglotException thrown = null;
        boolean overflow = false;
        try {
            body.run();
        } catch (PolyglotException e) {
            thrown = e;
        } catch (StackOverflowError e) {
            overflow = true;
        } catch (IllegalStateException e) {
            if (!run.isCondemned()) {
                throw e;
            }
        } finally {
            close(run.context());
            watchdog.end();
            current = null;
        }
        if (run.isImportRefused()) {
            return failure(run, "Error", "Only the function's libraries can be imported", true);
        }
        Limit breach = run.breach();
        if (breach != null) {
            return new Message.Stopped(breach, run.usage());
        }
        if (overflow) {
            return new Message.Stopped(Limit.STACK, run.usage());
        }
        return thrown == null ? settled(run) : thrown(run, fileName, thrown);
    }

    private static void close(Context context) {
        try {
            context.close(true);
        } catch (PolyglotException e) {
            // The outcome is known already, and the context is of no further use.
        }
    }

    private static Message settled(ActiveRun run) {
        String json = run.resultJson();
        ScriptError error = run.error();
        if (json != null) {
            return new Message.Completed(json, run.usage());
        }
        if (error != null) {
            return new Message.Failed(error, run.usage(), false);
        }
        return failure(run, "Error", "The promise of the function never settled", false);
    }

    private static Message thrown(ActiveRun run, String fileName, PolyglotException thrown) {
        if (thrown.isResourceExhausted()) {
            String text = String.valueOf(thrown.getMessage());
            boolean stack = text.contains("frame") || text.contains("Stack");
            return new Message.Stopped(stack ? Limit.STACK : Limit.MEMORY, run.usage());
        }
        if (thrown.isCancelled()) {
            return new Message.Stopped(Limit.PROCESS, run.usage());
        }
        if (thrown.isInternalError()) {
            return failure(run, "InternalError", "The script engine failed", true);
        }
        return new Message.Failed(StackText.error(fileName, thrown), run.usage(), false);
    }

    private static Message failure(ActiveRun run, String name, String message, boolean spoiled) {
        return new Message.Failed(new ScriptError(name, message, 0, 0, List.of()), run.usage(), spoiled);
    }

    /**
     * Builds a context with every door closed by name.
     *
     * <p>The policy is TRUSTED because stricter ones forbid the hardening options; a test builds the rest of it under
     * CONSTRAINED to have the engine check the denials.
     */
    private Context newContext(Map<String, String> libraries, Limits limits) {
        return denials(Context.newBuilder("js").engine(engine), libraries, limits)
                .allowExperimentalOptions(true)
                .option("js.string-length-limit", "16777216")
                .option("js.max-typed-array-length", "33554432")
                .option("js.shared-array-buffer", "false")
                .option("js.atomics", "false")
                .option("js.polyglot-builtin", "false")
                .option("js.java-package-globals", "false")
                .option("js.regexp-static-result", "false")
                .option("js.max-apply-argument-length", "100000")
                .build();
    }

    static Context.Builder denials(Context.Builder builder, Map<String, String> libraries, Limits limits) {
        return builder.allowHostAccess(HOST_ACCESS)
                .allowHostClassLookup(null)
                .allowHostClassLoading(false)
                .allowNativeAccess(false)
                .allowCreateProcess(false)
                .allowCreateThread(false)
                .allowEnvironmentAccess(EnvironmentAccess.NONE)
                .allowPolyglotAccess(PolyglotAccess.NONE)
                .allowInnerContextOptions(false)
                .allowValueSharing(false)
                .useSystemExit(false)
                .timeZone(ZoneOffset.UTC)
                .allowIO(IOAccess.newBuilder()
                        .fileSystem(new LibraryFileSystem(libraries))
                        .build())
                .option("js.esm-eval-returns-exports", "true")
                .option("js.strict", "true")
                .option("js.text-encoding", "true")
                .option("js.allow-eval", "false")
                .option("js.console", "false")
                .option("js.print", "false")
                .option("js.load", "false")
                .option("js.graal-builtin", "false")
                .option("js.webassembly", "false")
                .option("sandbox.MaxStackFrames", Integer.toString(limits.stackFrames()));
    }

    static Source module(String fileName, String text) {
        return Source.newBuilder("js", text, fileName).mimeType(MODULE).buildLiteral();
    }

    private static String preludeText() {
        try (InputStream in =
                Objects.requireNonNull(ScriptRunner.class.getResourceAsStream("prelude.js"), "prelude.js is missing")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("prelude.js cannot be read", e);
        }
    }

    /** Serves a check, which never gets as far as a host call. */
    private static final class NoHost implements HostLink {
        @Override
        public Message call(String operation, String argumentsJson) {
            return new Message.Refusal("UNAVAILABLE", "Nothing runs here");
        }

        @Override
        public void log(LogLine line) {
            // Nothing runs here.
        }
    }
}
