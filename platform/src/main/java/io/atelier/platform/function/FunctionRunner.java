package io.atelier.platform.function;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.database.ViewOnly;
import io.atelier.platform.function.internal.FunctionStore;
import io.atelier.platform.function.internal.RecordOperations;
import io.atelier.platform.function.internal.RunStore;
import io.atelier.platform.function.internal.ScriptHost;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.runtime.FunctionCall;
import io.atelier.runtime.FunctionResult;
import io.atelier.runtime.FunctionRuntime;
import io.atelier.runtime.Limit;
import io.atelier.runtime.Limits;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import io.atelier.runtime.Usage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs functions and logs every run. A function acts as the user who sets it off, with the rights of that user. Holds no
 * database connection while a script runs, and refuses to be called inside a transaction.
 */
@Service
public class FunctionRunner {
    /** How many automations and functions may stand on one another. */
    public static final int MAX_DEPTH = 5;

    private final AccessService access;
    private final FunctionStore functions;
    private final RunStore runs;
    private final FunctionRuntime runtime;
    private final RecordOperations records;
    private final JsonMapper json;
    private final IdGenerator ids;
    private final InstantSource clock;

    FunctionRunner(
            AccessService access,
            FunctionStore functions,
            RunStore runs,
            FunctionRuntime runtime,
            RecordOperations records,
            JsonMapper json,
            IdGenerator ids,
            InstantSource clock) {
        this.access = access;
        this.functions = functions;
        this.runs = runs;
        this.runtime = runtime;
        this.records = records;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** Runs the published version of the function with this id. */
    public RunOutcome run(Actor invoker, long functionId, String argsJson, Trigger trigger) {
        return run(invoker, functions.find(invoker.org(), functionId), argsJson, trigger, trigger.limits());
    }

    /** Runs the published version of the function with this API name. */
    public RunOutcome run(Actor invoker, String apiName, String argsJson, Trigger trigger) {
        return run(invoker, functions.find(invoker.org(), apiName), argsJson, trigger, trigger.limits());
    }

    /** Runs the published version for a program; a function that is not open to the REST API is answered for as none. */
    public RunOutcome runOverRest(Actor invoker, String apiName, String argsJson) {
        Trigger trigger = Trigger.of(Trigger.Kind.API);
        Optional<FunctionDef> open = functions.find(invoker.org(), apiName).filter(FunctionDef::restApi);
        return run(invoker, open, argsJson, trigger, trigger.limits());
    }

    /** Runs a source that is under edit, for an administrator; what it does to records is done. */
    public RunOutcome test(Actor administrator, long functionId, String source, String argsJson) {
        access.of(administrator).require(Permission.MANAGE_EXTENSIONS);
        FunctionDef function = functions.find(administrator.org(), functionId).orElseThrow(FunctionRunner::missing);
        Trigger trigger = Trigger.of(Trigger.Kind.TEST);
        return invoke(administrator, new Work(function, 0, source, argsJson, trigger, trigger.limits()));
    }

    private RunOutcome run(
            Actor invoker, Optional<FunctionDef> found, String argsJson, Trigger trigger, Limits limits) {
        FunctionDef function = found.orElseThrow(FunctionRunner::missing);
        if (function.publishedVersion().isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "The function has no published version; publish it first.",
                    Map.of("api_name", function.apiName()));
        }
        int number = function.publishedVersion().getAsInt();
        FunctionVersion version =
                functions.version(invoker.org(), function.id(), number).orElseThrow(FunctionRunner::missing);
        return invoke(invoker, new Work(function, number, version.source(), argsJson, trigger, limits));
    }

    private record Work(
            FunctionDef function, int version, String source, String argsJson, Trigger trigger, Limits limits) {}

    private RunOutcome invoke(Actor invoker, Work work) {
        // What code does to the world outside is nothing that the database could refuse.
        ViewOnly.requireWrites();
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("A function must not run inside a transaction; enqueue a job instead");
        }
        if (invoker.depth() > MAX_DEPTH) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "At most 5 automations and functions may set one another off.",
                    Map.of("limit", MAX_DEPTH));
        }
        access.of(invoker); // refuses a user who is not active
        String apiName = work.function().apiName();
        Actor actor = invoker.through(Channel.FUNCTION, apiName);
        FunctionCall call = new FunctionCall(
                invoker.org().schema(), apiName + ".mjs", work.source(), Map.of(), work.argsJson(), work.limits());
        Instant started = clock.instant();
        ScriptHost host = new ScriptHost(actor, records, json, (name, args) -> nested(actor, name, args, work));
        FunctionResult result = runtime.invoke(call, host);
        RunOutcome outcome = outcome(ids.next(), apiName, result, work.limits());
        runs.insert(
                invoker.org(),
                new FunctionRun(
                        work.function().id(),
                        work.version(),
                        work.trigger(),
                        invoker.user(),
                        started,
                        work.argsJson(),
                        outcome));
        return outcome;
    }

    /** A called function counts as one step down and keeps to the bounds of what set the first one off. */
    private RunOutcome nested(Actor actor, String apiName, String argsJson, Work caller) {
        Trigger trigger = new Trigger(
                Trigger.Kind.FUNCTION,
                caller.trigger().module(),
                caller.trigger().recordId());
        return run(
                actor.deeper(Channel.FUNCTION, actor.via()),
                functions.find(actor.org(), apiName),
                argsJson,
                trigger,
                caller.limits());
    }

    private static RunOutcome outcome(long runId, String apiName, FunctionResult result, Limits limits) {
        return switch (result) {
            case FunctionResult.Completed(String resultJson, List<LogLine> log, Usage usage) ->
                new RunOutcome(
                        runId,
                        apiName,
                        RunOutcome.State.COMPLETED,
                        resultJson,
                        Optional.empty(),
                        log,
                        usage.wall(),
                        usage.hostCalls());
            case FunctionResult.Failed(ScriptError error, List<LogLine> log, Usage usage) ->
                new RunOutcome(
                        runId,
                        apiName,
                        RunOutcome.State.FAILED,
                        "null",
                        Optional.of(error),
                        log,
                        usage.wall(),
                        usage.hostCalls());
            case FunctionResult.LimitExceeded(Limit limit, boolean _, List<LogLine> log, Usage usage) ->
                new RunOutcome(
                        runId,
                        apiName,
                        RunOutcome.State.STOPPED,
                        "null",
                        Optional.of(new ScriptError("LimitExceeded", explained(limit, limits), 0, 0, List.of())),
                        log,
                        usage.wall(),
                        usage.hostCalls());
            case FunctionResult.Unavailable(String reason) ->
                new RunOutcome(
                        runId,
                        apiName,
                        RunOutcome.State.UNAVAILABLE,
                        "null",
                        Optional.of(new ScriptError("Unavailable", reason, 0, 0, List.of())),
                        List.of(),
                        Duration.ZERO,
                        0);
        };
    }

    private static String explained(Limit limit, Limits limits) {
        return switch (limit) {
            case WALL -> "The function ran longer than " + limits.wall().toMillis() + " ms.";
            case CPU -> "The function computed longer than " + limits.cpu().toMillis() + " ms.";
            case MEMORY -> "The function used more memory than it may.";
            case STACK -> "The function's calls nested deeper than " + limits.stackFrames() + " levels.";
            case OUTPUT -> "The function logged more than " + limits.outputBytes() + " bytes.";
            case RESULT -> "The function's result is longer than " + limits.resultChars() + " characters.";
            case ARGUMENTS -> "The arguments are longer than " + limits.argumentChars() + " characters.";
            case HOST_CALLS -> "The function made more than " + limits.hostCalls() + " calls of the platform.";
            case PROCESS -> "The function's worker ended unexpectedly.";
        };
    }

    private static PlatformException missing() {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no such function.");
    }
}
