package io.atelier.platform.identity.internal;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/**
 * Counts attempts by account and by address, in the database, so that all nodes count together. What is one too many locks,
 * for a time that doubles with each lock within a day. Unknown accounts are counted as known ones.
 */
@Component
public class AttemptLimit {
    public static final int MOST_OF_ACCOUNT = 10;
    /** Many people may share an address. */
    public static final int MOST_OF_ADDRESS = 100;

    public static final Duration LOCK = Duration.ofMinutes(15);
    /** After that long without an attempt nothing is held against anybody; longer than the longest lock, 16 hours. */
    public static final Duration MEMORY = Duration.ofHours(24);

    private final CounterStore store;
    private final InstantSource clock;

    AttemptLimit(CounterStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** What is counted for itself: who guesses codes must not use up the attempts at passwords. */
    public enum Kind {
        PASSWORD,
        CODE,
        RESET
    }

    /** An attempt that was taken; {@code last} if the next one is locked. */
    public record Attempt(Kind kind, String account, String address, boolean allowed, boolean last) {}

    /** Takes an attempt; one that is not allowed must fail, whatever else is right. */
    public Attempt take(Kind kind, String account, String address) {
        String accountHash = Tokens.hash(account);
        String addressHash = Tokens.hash(address);
        int ofAccount = store.take(ofAccount(kind), accountHash, MOST_OF_ACCOUNT, LOCK, MEMORY, clock.instant());
        int ofAddress = store.take(ofAddress(kind), addressHash, MOST_OF_ADDRESS, LOCK, MEMORY, clock.instant());
        return new Attempt(
                kind,
                accountHash,
                addressHash,
                ofAccount > 0 && ofAddress > 0,
                ofAccount >= MOST_OF_ACCOUNT || ofAddress >= MOST_OF_ADDRESS);
    }

    /** Forgets what was held against the account; of the address only this attempt, as others may come from there. */
    public void succeeded(Attempt attempt) {
        store.clear(ofAccount(attempt.kind()), attempt.account());
        store.giveBack(ofAddress(attempt.kind()), attempt.address(), MOST_OF_ADDRESS);
    }

    /** Forgets what was held against the account. */
    public void forgive(Kind kind, String account) {
        store.clear(ofAccount(kind), Tokens.hash(account));
    }

    public int forgetOld() {
        return store.deleteOlderThan(clock.instant().minus(MEMORY));
    }

    private static String ofAccount(Kind kind) {
        return kind + ":account";
    }

    private static String ofAddress(Kind kind) {
        return kind + ":address";
    }
}
