package io.atelier.platform.notification;

import java.time.Duration;

/** The published limits of channels. */
public final class NotificationLimits {
    /** Most channels of one user. */
    public static final int MAX_CHANNELS = 100;

    /** Most events of one channel. */
    public static final int MAX_EVENTS = 100;

    public static final int MAX_TOKEN = 50;

    /** Most tries of a delivery; the pause before the next is four times the pause before, beginning with 10 seconds. */
    public static final int MAX_ATTEMPTS = 8;

    /** How long deliveries can be looked at and replayed. */
    public static final Duration KEPT = Duration.ofDays(30);

    /** Most deliveries that are listed at once, the newest ones. */
    public static final int MAX_DELIVERIES = 200;

    private NotificationLimits() {}
}
