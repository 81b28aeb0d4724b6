package io.atelier.platform.record.internal;

import io.atelier.platform.job.RecurringJob;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.record.RecycleBinService;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Once a day: deletes for good what has lain in recycle bins for long, and forgets idempotency keys and mass updates that are
 * over.
 */
@Component
class Housekeeping implements RecurringJob {
    private static final Duration MASS_UPDATES_KEPT = Duration.ofDays(30);

    private final OrgService orgs;
    private final Purge purge;
    private final IdempotentWrites writes;
    private final MassUpdateStore massUpdates;
    private final InstantSource clock;

    Housekeeping(
            OrgService orgs, Purge purge, IdempotentWrites writes, MassUpdateStore massUpdates, InstantSource clock) {
        this.orgs = orgs;
        this.purge = purge;
        this.writes = writes;
        this.massUpdates = massUpdates;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "record-housekeeping";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run() {
        for (Organization organization : orgs.all()) {
            OrgId org = organization.id();
            purge.all(Actor.system(org), clock.instant().minus(Duration.ofDays(RecycleBinService.RETENTION_DAYS)));
            writes.forgetOld(org);
            massUpdates.forgetBefore(org, clock.instant().minus(MASS_UPDATES_KEPT));
        }
    }
}
