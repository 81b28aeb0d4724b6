package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Verb;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** Empties the recycle bin, record by record or as a whole. */
@Component
public class Bin {
    private final Purge purge;
    private final MetadataService metadata;
    private final AccessService accessService;
    private final Transactions transactions;
    private final JobService jobs;
    private final InstantSource clock;

    Bin(
            Purge purge,
            MetadataService metadata,
            AccessService accessService,
            Transactions transactions,
            JobService jobs,
            InstantSource clock) {
        this.purge = purge;
        this.metadata = metadata;
        this.accessService = accessService;
        this.transactions = transactions;
        this.jobs = jobs;
        this.clock = clock;
    }

    public int purge(Actor actor, String moduleName, Collection<Long> ids) {
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        Access access = accessService.of(actor);
        access.require(module, Verb.DELETE);
        return transactions.run(() -> purge.purge(actor, moduleName, ids));
    }

    public void empty(Actor actor) {
        accessService.of(actor).require(Permission.MANAGE_ORGANIZATION);
        Instant now = clock.instant();
        transactions.run(() -> {
            jobs.enqueue(
                    EmptyBinJob.NAME,
                    new EmptyBinJob.Data(actor.org().value(), actor.user().value(), actor.channel(), actor.via(), now));
            return true;
        });
    }
}
