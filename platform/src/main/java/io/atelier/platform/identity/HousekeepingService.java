package io.atelier.platform.identity;

import io.atelier.platform.identity.internal.AttemptLimit;
import io.atelier.platform.identity.internal.EventStore;
import io.atelier.platform.identity.internal.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Deletes what is no longer needed. */
@Service
public class HousekeepingService {
    public static final Duration HISTORY = Duration.ofDays(180);
    public static final Duration SESSIONS = Duration.ofDays(30);

    private final AttemptLimit limit;
    private final EventStore events;
    private final SessionStore sessions;
    private final InstantSource clock;

    HousekeepingService(AttemptLimit limit, EventStore events, SessionStore sessions, InstantSource clock) {
        this.limit = limit;
        this.events = events;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Deletes the login history of half a year ago, sessions of a month ago and counters of a day ago. */
    @Transactional
    public void forgetOld() {
        Instant now = clock.instant();
        limit.forgetOld();
        events.deleteOlderThan(now.minus(HISTORY));
        sessions.deleteOlderThan(now.minus(SESSIONS));
    }
}
