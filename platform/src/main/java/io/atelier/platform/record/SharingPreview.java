package io.atelier.platform.record;

import io.atelier.platform.org.UserId;
import java.util.List;

/** What a change of sharing gives a user, and takes from them. */
public record SharingPreview(UserId user, Records gained, Records lost) {
    /** Most users that are told of. */
    public static final int MAX_USERS = 100;
    /** Most records that are named of each. */
    public static final int MAX_SAMPLES = 10;

    /**
     * Records in use.
     *
     * @param count capped at 1,000
     * @param samples ids of the newest
     */
    public record Records(CappedCount count, List<Long> samples) {}

    public boolean changes() {
        return size() > 0;
    }

    public long size() {
        return gained.count().count() + lost.count().count();
    }
}
