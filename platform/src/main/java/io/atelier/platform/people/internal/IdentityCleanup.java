package io.atelier.platform.people.internal;

import io.atelier.platform.identity.HousekeepingService;
import io.atelier.platform.job.RecurringJob;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Forgets counters, sessions and history of sign-ins when their time is over. */
@Component
class IdentityCleanup implements RecurringJob {
    private final HousekeepingService housekeeping;

    IdentityCleanup(HousekeepingService housekeeping) {
        this.housekeeping = housekeeping;
    }

    @Override
    public String name() {
        return "people-identity-cleanup";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        housekeeping.forgetOld();
    }
}
