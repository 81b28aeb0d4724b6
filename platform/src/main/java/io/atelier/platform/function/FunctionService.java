package io.atelier.platform.function;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.function.internal.FunctionStore;
import io.atelier.platform.function.internal.RunStore;
import io.atelier.platform.function.spi.FunctionUse;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.runtime.FunctionCall;
import io.atelier.runtime.FunctionRuntime;
import io.atelier.runtime.SyntaxReport;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** Writes and publishes functions, for administrators, and reads the log of their runs. */
@Service
public class FunctionService {
    public static final int MAX_NAME = 100;
    public static final int MAX_RUNS = 200;

    private final AccessService access;
    private final FunctionStore store;
    private final RunStore runs;
    private final FunctionRuntime runtime;
    private final List<FunctionUse> uses;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final TransactionOperations transactions;

    private final AuditLog audit;

    FunctionService(
            AccessService access,
            FunctionStore store,
            RunStore runs,
            FunctionRuntime runtime,
            List<FunctionUse> uses,
            IdGenerator ids,
            InstantSource clock,
            TransactionOperations transactions,
            AuditLog audit) {
        this.audit = audit;
        this.access = access;
        this.store = store;
        this.runs = runs;
        this.runtime = runtime;
        this.uses = List.copyOf(uses);
        this.ids = ids;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Transactional(readOnly = true)
    public List<FunctionDef> list(Actor actor) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        return store.all(actor.org());
    }

    @Transactional(readOnly = true)
    public FunctionDef get(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        return existing(actor.org(), id);
    }

    /** Makes a function that has a draft and no version yet. */
    @Transactional
    public FunctionDef create(Actor actor, String apiName, String name, String source) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        ApiName.require(apiName);
        requireText(name, source);
        FunctionDef function = new FunctionDef(
                ids.next(),
                apiName,
                name.strip(),
                source,
                1,
                OptionalInt.empty(),
                false,
                actor.user(),
                clock.instant());
        if (!store.insert(actor.org(), function)) {
            throw new PlatformException(
                    ErrorCode.DUPLICATE_DATA,
                    "Another function has this API name; choose another one.",
                    Map.of("api_name", apiName));
        }
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CREATED, AuditObject.FUNCTION, function.id(), apiName)
                        .changing(null, said(function)));
        return function;
    }

    /**
     * Replaces the draft; what runs does not change.
     *
     * @param revision the one that the author saw
     * @throws PlatformException {@link ErrorCode#RECORD_MODIFIED} if somebody saved meanwhile
     */
    @Transactional
    public FunctionDef saveDraft(Actor actor, long id, long revision, String name, String source) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        requireText(name, source);
        FunctionDef before = existing(actor.org(), id);
        FunctionDef after = new FunctionDef(
                id,
                before.apiName(),
                name.strip(),
                source,
                revision + 1,
                before.publishedVersion(),
                before.restApi(),
                actor.user(),
                clock.instant());
        if (!store.update(actor.org(), after)) {
            throw modified(before.revision(), revision);
        }
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CHANGED, AuditObject.FUNCTION, id, before.apiName())
                        .changing(said(before), said(after)));
        return after;
    }

    /** Parses a source and runs nothing of it. */
    public SyntaxReport check(Actor actor, String source) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        requireText("source", source);
        return runtime.check("main.mjs", source);
    }

    /**
     * Makes the draft the next version and the one that runs.
     *
     * @param revision the one that the author saw
     * @throws PlatformException {@link ErrorCode#INVALID_DATA} with line and column if it does not parse
     */
    public FunctionVersion publish(Actor actor, long id, long revision) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        OrgId org = actor.org();
        FunctionDef function = existing(org, id);
        if (function.revision() != revision) {
            throw modified(function.revision(), revision);
        }
        // Outside the transaction: a worker may take seconds.
        SyntaxReport report = runtime.check(function.apiName() + ".mjs", function.draft());
        if (!report.ok()) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA,
                    "The source cannot be published: " + report.message(),
                    Map.of("line", report.line(), "column", report.column()));
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            OptionalInt number = store.publish(org, id, revision, actor.user(), clock.instant());
            if (number.isEmpty()) {
                throw modified(existing(org, id).revision(), revision);
            }
            FunctionVersion version = store.version(org, id, number.getAsInt()).orElseThrow();
            audit.append(
                    actor,
                    AuditAct.setup(AuditAction.PUBLISHED, AuditObject.FUNCTION, id, function.apiName())
                            .changing(
                                    null,
                                    Map.of("version", number.getAsInt(), "source", AuditLog.digest(function.draft()))));
            return version;
        }));
    }

    /** Lets an older, or newer, version run from now on. The draft stays. */
    @Transactional
    public FunctionDef rollBack(Actor actor, long id, int number) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        FunctionDef before = existing(actor.org(), id);
        if (store.version(actor.org(), id, number).isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "The function has no such version.", Map.of("version", number));
        }
        store.point(actor.org(), id, number);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.PUBLISHED, AuditObject.FUNCTION, id, before.apiName())
                        .changing(Map.of("version", before.publishedVersion().orElse(0)), Map.of("version", number)));
        return existing(actor.org(), id);
    }

    /** Opens the function to calls over the REST API, or closes it. */
    @Transactional
    public FunctionDef changeRestApi(Actor actor, long id, boolean open) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        FunctionDef before = existing(actor.org(), id);
        store.openToRest(actor.org(), id, open);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CHANGED, AuditObject.FUNCTION, id, before.apiName())
                        .changing(Map.of("restApi", before.restApi()), Map.of("restApi", open)));
        return existing(actor.org(), id);
    }

    /** Returns all versions, the newest first. */
    @Transactional(readOnly = true)
    public List<FunctionVersion> versions(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        existing(actor.org(), id);
        return store.versions(actor.org(), id);
    }

    /** Deletes a function with its versions and its log; refused while something calls it. */
    @Transactional
    public void delete(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        FunctionDef before = existing(actor.org(), id);
        List<String> callers = uses.stream()
                .flatMap(use -> use.usesOf(actor.org(), id).stream())
                .toList();
        if (!callers.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "The function is in use; take it out of these first: " + String.join(", ", callers) + ".",
                    Map.of("used_by", callers));
        }
        store.delete(actor.org(), id);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.DELETED, AuditObject.FUNCTION, id, before.apiName())
                        .changing(said(before), null));
    }

    /** Sources may hold a password that somebody typed in: the log tells that they changed. */
    private static Map<String, Object> said(FunctionDef function) {
        return Map.of("name", function.name(), "source", AuditLog.digest(function.draft()));
    }

    /**
     * Returns the newest runs first.
     *
     * @param limit 1 to {@link #MAX_RUNS}
     */
    @Transactional(readOnly = true)
    public List<FunctionRun> runs(Actor actor, long functionId, int limit) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        if (limit < 1 || limit > MAX_RUNS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "1 to 200 runs can be read at once.", Map.of("limit", MAX_RUNS));
        }
        return runs.newest(actor.org(), functionId, limit);
    }

    @Transactional(readOnly = true)
    public FunctionRun run(Actor actor, long runId) {
        access.of(actor).require(Permission.MANAGE_EXTENSIONS);
        return runs.find(actor.org(), runId)
                .orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND, "There is no such run."));
    }

    private FunctionDef existing(OrgId org, long id) {
        return store.find(org, id)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such function.", Map.of("id", Long.toString(id))));
    }

    private static void requireText(String name, String source) {
        if (name.isBlank()) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND, "A function needs a name.", Map.of("api_name", "name"));
        }
        if (name.length() > MAX_NAME) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A function's name has at most 100 characters.",
                    Map.of("api_name", "name", "limit", MAX_NAME));
        }
        if (source.length() > FunctionCall.MAX_SOURCE_CHARS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A function's source has at most 1,000,000 characters.",
                    Map.of("api_name", "source", "limit", FunctionCall.MAX_SOURCE_CHARS));
        }
        if (name.indexOf('\u0000') >= 0 || source.indexOf('\u0000') >= 0) {
            throw new PlatformException(ErrorCode.INVALID_DATA, "A zero character cannot be stored.");
        }
    }

    private static PlatformException modified(long stored, long seen) {
        return new PlatformException(
                ErrorCode.RECORD_MODIFIED,
                "Somebody saved this function meanwhile. Load it again.",
                Map.of("version", stored, "expected_version", seen));
    }
}
