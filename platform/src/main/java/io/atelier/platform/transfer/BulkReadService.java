package io.atelier.platform.transfer;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.connection.OutboundClient;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.transfer.internal.BulkReadJob;
import io.atelier.platform.transfer.internal.BulkReadPages;
import io.atelier.platform.transfer.internal.BulkReadStore;
import io.atelier.platform.transfer.internal.BulkResults;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes records out as a job, for programs: CSV with API names and plain values in a ZIP archive. What the asker may not see
 * when the job runs is not in it. Nobody but the asker knows of a job or gets its result.
 */
@Service
public class BulkReadService {
    private final BulkReadStore store;
    private final BulkReadPages pages;
    private final BulkResults results;
    private final AccessService access;
    private final MetadataService metadata;
    private final OutboundClient client;
    private final JobService jobs;
    private final AuditLog audit;
    private final IdGenerator ids;
    private final InstantSource clock;

    BulkReadService(
            BulkReadStore store,
            BulkReadPages pages,
            BulkResults results,
            AccessService access,
            MetadataService metadata,
            OutboundClient client,
            JobService jobs,
            AuditLog audit,
            IdGenerator ids,
            InstantSource clock) {
        this.store = store;
        this.pages = pages;
        this.results = results;
        this.access = access;
        this.metadata = metadata;
        this.client = client;
        this.jobs = jobs;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Begins a bulk read.
     *
     * @throws PlatformException {@link ErrorCode#NO_PERMISSION} without {@link Verb#EXPORT} in the module, {@link
     *     ErrorCode#LIMIT_EXCEEDED}, or as lists refuse fields, criteria and positions
     */
    @Transactional
    public BulkRead ask(Actor actor, BulkReadQuery query, BulkCaller caller) {
        Access rights = access.of(actor);
        ModuleDef module = metadata.model(actor.org()).module(query.module());
        rights.require(module, Verb.EXPORT);
        requireLimits(query);
        caller.callbackUrl().ifPresent(client::check);
        pages.check(actor, query);
        store.lockJobsOf(actor);
        if (store.open(actor) >= BulkLimits.MAX_OPEN) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A user has at most 20 bulk reads at work; wait until one is done.",
                    Map.of("limit", BulkLimits.MAX_OPEN));
        }
        long id = ids.next();
        store.insert(actor, id, query, caller, clock.instant());
        jobs.enqueue(BulkReadJob.NAME, new BulkReadJob.Data(actor.org().value(), id));
        audit.append(
                actor,
                AuditAct.of(AuditKind.EXPORT, AuditAction.READ, AuditObject.RECORDS, Long.toString(id), "ZIP")
                        .in(query.module())
                        .changing(null, Map.of("criteria", query.criteria().toText(), "fields", query.fields())));
        return get(actor, id);
    }

    /** Says how far a bulk read of the actor is. */
    @Transactional(readOnly = true)
    public BulkRead get(Actor actor, long id) {
        access.of(actor);
        return store.find(actor.org(), id)
                .map(BulkReadStore.Asked::job)
                .filter(job -> job.askedBy().equals(actor.user()))
                .orElseThrow(() -> missing(id, "There is no such job."));
    }

    /**
     * Opens the archive; the caller closes it.
     *
     * @throws PlatformException {@link ErrorCode#NOT_FOUND} if there is none yet, or none any more
     */
    public InputStream result(Actor actor, long id) {
        BulkRead job = get(actor, id);
        access.of(actor).require(metadata.model(actor.org()).module(job.query().module()), Verb.EXPORT);
        if (job.state() != BulkRead.State.COMPLETED) {
            throw missing(id, "The job has no result yet; ask for its state.");
        }
        return results.open(actor.org(), id)
                .orElseThrow(() -> missing(id, "A result can be fetched for one day; start the job anew."));
    }

    private static void requireLimits(BulkReadQuery query) {
        if (query.page() < 1 || query.page() > BulkLimits.MAX_PAGE) {
            throw over("page", "A page from 1 to 500 is needed; go on with page_token.", BulkLimits.MAX_PAGE);
        }
        if (query.fields().size() > BulkLimits.MAX_FIELDS) {
            throw over("fields", "At most 500 fields are named.", BulkLimits.MAX_FIELDS);
        }
        if (query.pageToken().isPresent() && query.page() > 1) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "Name page or page_token, not both.", Map.of("api_name", "page_token"));
        }
    }

    private static PlatformException over(String name, String message, int limit) {
        return new PlatformException(ErrorCode.LIMIT_EXCEEDED, message, Map.of("api_name", name, "limit", limit));
    }

    private static PlatformException missing(long id, String message) {
        return new PlatformException(ErrorCode.NOT_FOUND, message, Map.of("id", Long.toString(id)));
    }
}
