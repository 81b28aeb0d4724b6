package io.atelier.platform.notification.internal;

import io.atelier.platform.job.RecurringJob;
import io.atelier.platform.notification.NotificationLimits;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Forgets deliveries that are older than {@link NotificationLimits#KEPT}. */
@Component
class DeliveryHousekeeping implements RecurringJob {
    private final OrgService orgs;
    private final DeliveryStore deliveries;
    private final InstantSource clock;

    DeliveryHousekeeping(OrgService orgs, DeliveryStore deliveries, InstantSource clock) {
        this.orgs = orgs;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "notification-housekeeping";
    }

    @Override
    public Duration every() {
        return Duration.ofHours(6);
    }

    @Override
    public void run() {
        Instant oldest = clock.instant().minus(NotificationLimits.KEPT);
        for (Organization organization : orgs.all()) {
            deliveries.deleteBefore(organization.id(), oldest);
        }
    }
}
