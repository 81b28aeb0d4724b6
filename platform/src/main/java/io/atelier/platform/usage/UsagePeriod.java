package io.atelier.platform.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.IntStream;

/** How far back a report looks. */
public enum UsagePeriod {
    HOUR(60, ChronoUnit.MINUTES),
    DAY(24, ChronoUnit.HOURS),
    MONTH(30, ChronoUnit.DAYS);

    private final int steps;
    private final ChronoUnit step;

    UsagePeriod(int steps, ChronoUnit step) {
        this.steps = steps;
        this.step = step;
    }

    /** Returns when each step begins, in order; the last one is not over yet. Days are those of the zone. */
    public List<Instant> starts(Instant now, ZoneId zone) {
        var last = now.atZone(zone).truncatedTo(step);
        return IntStream.rangeClosed(1 - steps, 0)
                .mapToObj(i -> last.plus(i, step).toInstant())
                .toList();
    }

    public Duration step() {
        return step.getDuration();
    }
}
