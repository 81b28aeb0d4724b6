package io.atelier.platform.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** A clock that goes as every clock, and can be put forward. */
public final class MovingClock implements InstantSource {
    private final AtomicLong ahead = new AtomicLong();

    @Override
    public Instant instant() {
        return InstantSource.system().instant().plusMillis(ahead.get());
    }

    public void advance(Duration by) {
        ahead.addAndGet(by.toMillis());
    }

    /** Jobs run by the real clock: whoever waits for one needs this one to be right. */
    public void reset() {
        ahead.set(0);
    }

    /** Puts it in place of the real one. */
    @TestConfiguration
    public static class Configuration {
        @Bean
        @Primary
        MovingClock movingClock() {
            return new MovingClock();
        }
    }
}
