package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.job.RecurringJob;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.transfer.BulkLimits;
import io.atelier.platform.transfer.BulkRead;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Forgets results and bulk reads when their time is over, and ends those that never came to an end. */
@Component
class BulkHousekeeping implements RecurringJob {
    private final OrgService orgs;
    private final BulkReadStore reads;
    private final BulkReadJob job;
    private final BulkResults results;
    private final InstantSource clock;

    BulkHousekeeping(OrgService orgs, BulkReadStore reads, BulkReadJob job, BulkResults results, InstantSource clock) {
        this.orgs = orgs;
        this.reads = reads;
        this.job = job;
        this.results = results;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "bulk-housekeeping";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() throws IOException {
        for (Organization organization : orgs.all()) {
            tidy(organization.id(), clock.instant());
        }
    }

    void tidy(OrgId org, Instant now) throws IOException {
        for (long id : reads.stuck(org, now.minus(BulkLimits.RESULT_KEPT))) {
            reads.find(org, id)
                    .ifPresent(asked -> job.fail(
                            org,
                            asked.job(),
                            new BulkRead.Failure(
                                    ErrorCode.INTERNAL_ERROR, "The job failed several times; start it anew.")));
        }
        results.deleteBefore(org, now.minus(BulkLimits.RESULT_KEPT));
        reads.deleteBefore(org, now.minus(BulkLimits.JOB_KEPT));
    }
}
