package io.atelier.platform.usage.internal;

import io.atelier.platform.job.RecurringJob;
import io.atelier.platform.usage.ApiUsageService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.stereotype.Component;

/** Thins counts out and forgets budgets whose time is over. */
@Component
class UsageHousekeeping implements RecurringJob {
    private final UsageStore store;
    private final Allowances allowances;
    private final InstantSource clock;

    UsageHousekeeping(UsageStore store, Allowances allowances, InstantSource clock) {
        this.store = store;
        this.allowances = allowances;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "api-usage-housekeeping";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(1);
    }

    @Override
    public void run() {
        Instant today = clock.instant().truncatedTo(ChronoUnit.DAYS);
        store.thin(today.minus(ApiUsageService.BY_MINUTE), today.minus(ApiUsageService.KEPT));
        allowances.forgetOver();
    }
}
