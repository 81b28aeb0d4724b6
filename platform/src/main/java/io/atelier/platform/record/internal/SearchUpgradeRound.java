package io.atelier.platform.record.internal;

import io.atelier.platform.job.JobService;
import io.atelier.platform.job.RecurringJob;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Has organizations brought up to date that are not: at the first start of a release, and again where that has failed. */
@Component
class SearchUpgradeRound implements RecurringJob {
    private final OrgService orgs;
    private final UpgradeStore upgrades;
    private final JobService jobs;

    SearchUpgradeRound(OrgService orgs, UpgradeStore upgrades, JobService jobs) {
        this.orgs = orgs;
        this.upgrades = upgrades;
        this.jobs = jobs;
    }

    @Override
    public String name() {
        return "search-upgrade";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public void run() {
        for (Organization organization : orgs.all()) {
            OrgId org = organization.id();
            if (!upgrades.isDone(org, SearchUpgrade.NAME)) {
                jobs.enqueue(SearchUpgrade.NAME, new SearchUpgrade.Data(org.value()));
            }
        }
    }
}
