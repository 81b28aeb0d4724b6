package io.atelier.platform.oauth.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/**
 * Holds what good access tokens allow, by their hash, so that a request need not ask the database. An ended token is dead on
 * this node when the end commits, on others when the notice arrives, and anywhere after {@link #LIFE}. Bad tokens are not
 * held: guesses must not crowd out the good ones.
 */
@Component
public class AuthorizationCache {
    static final Duration LIFE = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final OAuthStore store;
    private final Notices notices;
    private final Cache<String, OAuthStore.Token> tokens =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFE).build();
    private final AtomicLong ends = new AtomicLong();

    AuthorizationCache(OAuthStore store, Notices notices) {
        this.store = store;
        this.notices = notices;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.TOKENS) {
                        forget();
                    }
                },
                this::forget);
    }

    /** @param address where the token was brought from; kept, with the time, whenever the database is asked */
    public Optional<Authorization> find(String tokenHash, Instant now, String address) {
        OAuthStore.Token known = tokens.getIfPresent(tokenHash);
        Optional<OAuthStore.Token> token = known == null ? load(tokenHash, now, address) : Optional.of(known);
        return token.filter(found -> found.expires().isAfter(now)).map(OAuthStore.Token::authorization);
    }

    /** Keeps nothing that may have been read before an end. */
    private Optional<OAuthStore.Token> load(String tokenHash, Instant now, String address) {
        long before = ends.get();
        Optional<OAuthStore.Token> loaded = store.token(tokenHash);
        loaded.ifPresent(token -> {
            if (token.expires().isAfter(now)) {
                store.touch(token.grantId(), now, address);
            }
            tokens.put(tokenHash, token);
            if (ends.get() != before) {
                tokens.invalidate(tokenHash);
            }
        });
        return loaded;
    }

    /** To be called in the transaction that ends tokens of the organization. */
    public void ended(OrgId org) {
        notices.publish(new Notice(org, Notice.Topic.TOKENS, ""), this::forget);
    }

    private void forget() {
        ends.incrementAndGet();
        tokens.invalidateAll();
    }
}
