package io.atelier.platform.record.internal;

import io.atelier.platform.job.RecurringJob;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.record.AdviserLimits;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Once a day: lets the adviser look at every organization's indexes. */
@Component
class IndexRound implements RecurringJob {
    private final OrgService orgs;
    private final IndexAdviser adviser;
    private final InstantSource clock;

    IndexRound(OrgService orgs, IndexAdviser adviser, InstantSource clock) {
        this.orgs = orgs;
        this.adviser = adviser;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "index-adviser";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run() {
        for (Organization organization : orgs.all()) {
            adviser.round(organization.id(), AdviserLimits.USUAL, clock.instant());
        }
    }
}
