package io.atelier.platform.identity;

import java.time.Instant;

/** A browser that is signed in. The id names it and opens nothing. */
public record Session(long id, Account account, Origin origin, Instant firstSeen, Instant lastSeen) {}
