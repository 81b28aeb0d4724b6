package io.atelier.platform.oauth.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.atelier.platform.oauth.Authorization;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Tokens for one call each, from this node to itself: they are in no database and leave no process. */
@Component
public class ConsoleTokens {
    public static final Duration LIFE = Duration.ofSeconds(30);
    private static final int MOST = 10_000;

    private final Cache<String, Waiting> waiting =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(LIFE).build();

    private record Waiting(Authorization authorization, Instant expires) {}

    public void put(String tokenHash, Authorization authorization, Instant now) {
        waiting.put(tokenHash, new Waiting(authorization, now.plus(LIFE)));
    }

    /** Uses a token up: of several calls at once, one gets it. */
    public Optional<Authorization> use(String tokenHash, Instant now) {
        return Optional.ofNullable(waiting.asMap().remove(tokenHash))
                .filter(found -> found.expires().isAfter(now))
                .map(Waiting::authorization);
    }
}
