package io.atelier.platform.identity;

import java.time.Duration;

/** What a one-time link is good for. */
public enum LinkKind {
    /** Comes in for the first time and sets a password. */
    INVITATION(Duration.ofDays(7)),
    /** Sets a new password in place of a forgotten one. */
    PASSWORD(Duration.ofHours(1));

    private final Duration validity;

    LinkKind(Duration validity) {
        this.validity = validity;
    }

    public Duration validity() {
        return validity;
    }
}
