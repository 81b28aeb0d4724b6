package io.atelier.platform.access;

import io.atelier.platform.org.UserId;
import java.time.Instant;

/** A record opened to somebody by hand. */
public record RecordShare(Principal principal, AccessLevel access, UserId sharedBy, Instant at) {
    /** Most of one record. */
    public static final int MAX_PER_RECORD = 100;
}
