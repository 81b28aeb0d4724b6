package io.atelier.platform.record;

import java.util.Optional;

/**
 * Asks for a page of the change feed.
 *
 * @param cursor where the page before ended; {@link #LATEST} for where the feed stands now; empty for its beginning
 * @param module API name of the only module; empty for all
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record ChangeQuery(Optional<String> cursor, Optional<String> module, int limit) {
    public static final int MAX_LIMIT = 1_000;

    /** A cursor of what comes after now. */
    public static final String LATEST = "latest";
}
