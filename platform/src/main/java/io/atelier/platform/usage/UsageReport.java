package io.atelier.platform.usage;

import java.time.Instant;
import java.util.List;

/**
 * What was used, over a period.
 *
 * @param steps the whole period, in order; also those without calls
 * @param clients who called, the busiest first
 * @param routes what was called, the busiest first; at most {@link #MAX_ROUTES}
 */
public record UsageReport(List<Step> steps, List<UsageLine> clients, List<UsageLine> routes) {
    public static final int MAX_ROUTES = 100;

    /** What was used within one step of the period. */
    public record Step(Instant start, long calls, long errors) {}

    public UsageReport {
        steps = List.copyOf(steps);
        clients = List.copyOf(clients);
        routes = List.copyOf(routes);
    }

    public long calls() {
        return clients.stream().mapToLong(UsageLine::calls).sum();
    }

    public long errors() {
        return clients.stream().mapToLong(UsageLine::errors).sum();
    }

    public long credits() {
        return clients.stream().mapToLong(UsageLine::credits).sum();
    }
}
