package io.atelier.platform.api.settings;

import io.atelier.platform.api.ApiTimes;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Knows since when the model, the rights and the people of an organization are as they are, as far as this node remembers:
 * clients ask again and again for what rarely changes. What was forgotten counts as changed.
 */
@Component
public class SettingTimes {
    /** Another node may have answered out of its memory until the news came to it, by a clock of its own. */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    private final Map<OrgId, Instant> changed = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private volatile Instant known;

    SettingTimes(Notices notices, InstantSource clock) {
        this.clock = clock;
        this.known = clock.instant();
        notices.subscribe(this::hear, this::forget);
    }

    private void hear(Notice notice) {
        switch (notice.topic()) {
            case MODEL, ACCESS, PEOPLE -> changed.put(notice.org(), clock.instant());
            case AUTOMATION, LOCKING, TOKENS, SESSIONS, RECORDS, JOB -> {}
        }
    }

    private void forget() {
        known = clock.instant();
        changed.clear();
    }

    /** Says whether the client has it already, by its {@code If-Modified-Since}. */
    public boolean isUnchanged(HttpServletRequest request, OrgId org) {
        return ApiTimes.modifiedSince(request)
                .filter(since -> isUnchangedSince(org, since))
                .isPresent();
    }

    private boolean isUnchangedSince(OrgId org, Instant since) {
        Instant last = known;
        Instant own = changed.get(org);
        if (own != null && own.isAfter(last)) {
            last = own;
        }
        return last.plus(DOUBT).isBefore(since)
                && !since.isAfter(clock.instant().plus(DOUBT));
    }
}
