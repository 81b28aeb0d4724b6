package io.atelier.platform.notification;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a program wants to be told, and where.
 *
 * @param channelId the program's own number, one for each of its channels
 * @param notifyUrl where requests are sent to
 * @param token comes back in each request; empty for none
 * @param expiry when the channel ends; empty for never
 */
public record WatchData(
        long channelId, List<WatchEvent> events, String notifyUrl, String token, Optional<Instant> expiry) {
    public WatchData {
        events = events.stream().distinct().toList();
    }
}
