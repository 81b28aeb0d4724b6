package io.atelier.platform.usage;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.org.Actor;
import io.atelier.platform.usage.internal.UsageStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells administrators what programs use. */
@Service
public class ApiUsageService {
    /** For so long calls are kept by minute, then by day. */
    public static final Duration BY_MINUTE = Duration.ofDays(31);

    public static final Duration KEPT = Duration.ofDays(400);
    private static final int MOST_CLIENTS = 1_000;

    private final UsageStore store;
    private final AccessService access;
    private final InstantSource clock;

    ApiUsageService(UsageStore store, AccessService access, InstantSource clock) {
        this.store = store;
        this.access = access;
        this.clock = clock;
    }

    /**
     * Returns what was used, as of some seconds ago, for who manages API clients.
     *
     * @param zone whose days are counted
     */
    @Transactional(readOnly = true)
    public UsageReport report(Actor actor, UsagePeriod period, ZoneId zone) {
        access.of(actor).require(Permission.MANAGE_API_CLIENTS);
        List<Instant> starts = period.starts(clock.instant(), zone);
        return new UsageReport(
                store.steps(actor.org(), starts),
                store.lines(actor.org(), UsageStore.By.CLIENT, starts.getFirst(), MOST_CLIENTS),
                store.lines(actor.org(), UsageStore.By.ROUTE, starts.getFirst(), UsageReport.MAX_ROUTES));
    }
}
