package io.atelier.platform.usage.internal;

import io.atelier.platform.usage.ApiCaller;
import java.time.Instant;
import java.util.Comparator;

/**
 * What calls are counted by.
 *
 * @param start the minute
 * @param route method and pattern, never an address that was called
 */
record UsageKey(ApiCaller caller, Instant start, String route) {
    /** All nodes write in this order, so that none waits for another that waits for it. */
    static final Comparator<UsageKey> ORDER = Comparator.<UsageKey>comparingLong(
                    key -> key.caller().org().value())
            .thenComparing(UsageKey::start)
            .thenComparing(key -> key.caller().client())
            .thenComparing(UsageKey::route);
}
