package io.atelier.platform.usage.internal;

import io.atelier.platform.usage.ApiLimits;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What whoever runs the installation lets organizations and clients use; the published numbers unless they say otherwise. */
@Component
public class UsualLimits {
    private final long ofOrganization;
    private final ApiLimits ofClient;

    UsualLimits(
            @Value("${atelier.api.organization-credits:" + ApiLimits.CREDITS_OF_ORGANIZATION + "}") long ofOrganization,
            @Value("${atelier.api.client-credits:" + ApiLimits.CREDITS + "}") long credits,
            @Value("${atelier.api.concurrent-calls:" + ApiLimits.CONCURRENT + "}") int concurrent,
            @Value("${atelier.api.calls-a-minute:" + ApiLimits.PER_MINUTE + "}") int perMinute) {
        this.ofOrganization = ofOrganization;
        this.ofClient = new ApiLimits(credits, concurrent, perMinute);
        ofClient.check();
    }

    public long creditsOfOrganization() {
        return ofOrganization;
    }

    public ApiLimits ofClient() {
        return ofClient;
    }
}
