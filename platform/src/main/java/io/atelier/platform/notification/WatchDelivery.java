package io.atelier.platform.notification;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One request to a channel, with all its tries.
 *
 * @param id stays the same over all tries and replays
 * @param operation {@code insert}, {@code update} or {@code delete}
 * @param status of the last answer; empty if there was none
 * @param message why the last try failed; empty if it did not
 */
public record WatchDelivery(
        long id,
        long channelId,
        String module,
        String operation,
        State state,
        int attempts,
        OptionalInt status,
        String message,
        Instant createdTime,
        Optional<Instant> triedTime) {
    /** How far it is. */
    public enum State {
        QUEUED,
        /** Taken, with a status from 200 to 299. */
        DELIVERED,
        /** Nothing was sent: the owner may not see any of the records. */
        DROPPED,
        /** Given up after the last try; a replay begins anew. */
        DEAD
    }
}
