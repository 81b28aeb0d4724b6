package io.atelier.platform.identity.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.Session;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Holds open sessions, so that a request need not ask the database. An ended one is dead on this node when the end commits,
 * on others when the notice arrives, and anywhere after {@link #LIFE}.
 */
@Component
public class SessionCache {
    static final Duration LIFE = Duration.ofSeconds(4);
    private static final int MOST = 10_000;

    private final SessionStore store;
    private final Notices notices;
    private final Cache<Long, Session> sessions =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFE).build();
    private final AtomicLong ends = new AtomicLong();

    SessionCache(SessionStore store, Notices notices) {
        this.store = store;
        this.notices = notices;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.SESSIONS) {
                        forget();
                    }
                },
                this::forget);
    }

    public Optional<Session> open(long id) {
        Session known = sessions.getIfPresent(id);
        return known == null ? load(id) : Optional.of(known);
    }

    /** Keeps nothing that may have been read before an end. */
    private Optional<Session> load(long id) {
        long before = ends.get();
        Optional<Session> loaded = store.open(id);
        loaded.ifPresent(session -> {
            sessions.put(id, session);
            if (ends.get() != before) {
                sessions.invalidate(id);
            }
        });
        return loaded;
    }

    /** To be called in the transaction that ends sessions of the account. */
    public void ended(Account account) {
        notices.publish(
                new Notice(
                        account.org(),
                        Notice.Topic.SESSIONS,
                        Long.toString(account.user().value())),
                this::forget);
    }

    public void forget(long id) {
        sessions.invalidate(id);
    }

    private void forget() {
        ends.incrementAndGet();
        sessions.invalidateAll();
    }
}
