package io.atelier.platform.transfer.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.transfer.BulkRead;
import io.atelier.platform.transfer.BulkReadQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes the result of one bulk read, with the rights that its asker has now; run twice, the latter replaces the former. */
@Component
public class BulkReadJob implements JobHandler<BulkReadJob.Data> {
    public static final String NAME = "bulk-read";
    private static final Logger log = LoggerFactory.getLogger(BulkReadJob.class);
    /** Most that run on a node at once: they take long, and other jobs must find a thread. */
    private static final int AT_ONCE = 2;

    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final BulkReadStore store;
    private final BulkReadPages pages;
    private final BulkResults results;
    private final BulkCallbacks callbacks;
    private final AccessService access;
    private final MetadataService metadata;
    private final JobService jobs;
    private final InstantSource clock;
    private final TransactionOperations transactions;
    private final Semaphore turns = new Semaphore(AT_ONCE);

    BulkReadJob(
            BulkReadStore store,
            BulkReadPages pages,
            BulkResults results,
            BulkCallbacks callbacks,
            AccessService access,
            MetadataService metadata,
            JobService jobs,
            InstantSource clock,
            TransactionOperations transactions) {
        this.store = store;
        this.pages = pages;
        this.results = results;
        this.callbacks = callbacks;
        this.access = access;
        this.metadata = metadata;
        this.jobs = jobs;
        this.clock = clock;
        this.transactions = transactions;
    }

    /** Which bulk read. */
    public record Data(long org, long id) {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) throws IOException {
        if (!turns.tryAcquire()) {
            jobs.enqueueAt(NAME, data, clock.instant().plus(PAUSE));
            return;
        }
        try {
            read(data);
        } finally {
            turns.release();
        }
    }

    private void read(Data data) throws IOException {
        OrgId org = new OrgId(data.org());
        Optional<BulkReadStore.Asked> asked = store.find(org, data.id());
        if (asked.isEmpty() || asked.get().job().state().isOver()) {
            return;
        }
        BulkRead job = asked.get().job();
        store.begin(org, job.id());
        try {
            Actor actor = Actor.person(org, job.askedBy())
                    .through(Channel.API, asked.get().via());
            requireRights(actor, job.query());
            BulkReadPages.Taken taken = results.write(org, job.id(), out -> write(actor, job, out));
            transactions.executeWithoutResult(_ -> {
                if (store.complete(org, job.id(), taken, clock.instant())) {
                    callbacks.tell(org, BulkCallbacks.Operation.READ, job.id(), job.caller());
                }
            });
        } catch (PlatformException e) {
            if (!ImportBatches.isFinal(e)) {
                throw e;
            }
            log.warn("Bulk read {} of {} ends early: {}", job.id(), org.schema(), e.code());
            fail(org, job, new BulkRead.Failure(e.code(), String.valueOf(e.getMessage())));
        }
    }

    void fail(OrgId org, BulkRead job, BulkRead.Failure failure) {
        transactions.executeWithoutResult(_ -> {
            if (store.fail(org, job.id(), failure, clock.instant())) {
                callbacks.tell(org, BulkCallbacks.Operation.READ, job.id(), job.caller());
            }
        });
    }

    /** Whoever may no longer act through programs gets nothing of what a program asked for before. */
    private void requireRights(Actor actor, BulkReadQuery query) {
        Access rights = access.of(actor);
        rights.require(Permission.API_ACCESS);
        rights.require(metadata.model(actor.org()).module(query.module()), Verb.EXPORT);
    }

    private BulkReadPages.Taken write(Actor actor, BulkRead job, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            zip.putNextEntry(new ZipEntry(job.id() + ".csv"));
            BulkReadPages.Taken taken = pages.write(actor, job.query(), zip);
            zip.closeEntry();
            return taken;
        }
    }
}
