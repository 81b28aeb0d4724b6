package io.atelier.platform.record;

import io.atelier.platform.org.UserId;
import java.time.Instant;

/**
 * A word that records of a module are marked with.
 *
 * @param name unique in its module without regard to case
 * @param colour {@code #rrggbb}, or empty for none
 */
public record Tag(
        long id,
        String module,
        String name,
        String colour,
        UserId createdBy,
        Instant createdTime,
        UserId modifiedBy,
        Instant modifiedTime) {
    /** Most characters of a name. */
    public static final int MAX_NAME = 25;
    /** Most tags of a module. */
    public static final int MAX_PER_MODULE = 100;
    /** Most tags of a record. */
    public static final int MAX_PER_RECORD = 10;
    /** Most records that are marked at once. */
    public static final int MAX_RECORDS = 100;
}
