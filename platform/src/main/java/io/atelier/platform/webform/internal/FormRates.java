package io.atelier.platform.webform.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts submissions of this node in windows of a minute, by sender and by form. */
@Component
class FormRates {
    static final int PER_SENDER = 60;
    static final int PER_FORM = 600;
    private static final long WINDOW_MILLIS = 60_000;
    private static final int MOST_COUNTED = 100_000;

    private final InstantSource clock;
    private final Cache<String, AtomicInteger> counts = Caffeine.newBuilder()
            .maximumSize(MOST_COUNTED)
            .expireAfterWrite(Duration.ofMinutes(2))
            .build();

    FormRates(InstantSource clock) {
        this.clock = clock;
    }

    boolean allowsSender(String address) {
        return count("sender " + network(address)) <= PER_SENDER;
    }

    boolean allowsForm(String key) {
        return count("form " + key) <= PER_FORM;
    }

    /** Begins anew. */
    void forget() {
        counts.invalidateAll();
    }

    private int count(String what) {
        String window = what + " " + clock.millis() / WINDOW_MILLIS;
        return counts.get(window, _ -> new AtomicInteger()).incrementAndGet();
    }

    /** One household has a whole /64 of IPv6 addresses. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            byte[] bytes = InetAddress.getByName(address).getAddress(); // digits only: nothing is looked up
            return HexFormat.of().formatHex(bytes, 0, Math.min(8, bytes.length));
        } catch (UnknownHostException _) {
            return address;
        }
    }
}
