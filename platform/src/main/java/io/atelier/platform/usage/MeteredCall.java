package io.atelier.platform.usage;

import io.atelier.platform.usage.internal.Allowances;
import io.atelier.platform.usage.internal.Budget;
import io.atelier.platform.usage.internal.UsageCounter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One call, from its beginning to its end. */
public final class MeteredCall {
    /** The route of a call that came to none. */
    public static final String NOWHERE = "-";

    private static final int UNAUTHORIZED = 401;

    private final ApiCaller caller;
    private final UsageCounter counter;
    private final InstantSource clock;
    private final Allowances.OfClient ofClient;
    private final Budget ofOrganization;
    private final ApiLimits limits;
    private final long creditsOfOrganization;
    private final long started = System.nanoTime();
    private final Instant begun;
    private final boolean entered;
    private final Optional<RateLimitException> refusal;
    private final AtomicBoolean ended = new AtomicBoolean();
    private long spent;

    MeteredCall(ApiCaller caller, Allowances allowances, UsageCounter counter, InstantSource clock) {
        this.caller = caller;
        this.counter = counter;
        this.clock = clock;
        this.begun = clock.instant();
        this.ofClient = allowances.of(caller);
        this.ofOrganization = allowances.of(caller.org());
        this.limits = allowances.limits(caller);
        this.creditsOfOrganization = allowances.creditsOfOrganization();
        this.entered = ofClient.calls().enter(limits.concurrent(), begun);
        this.refusal = entered ? admission() : tooMany();
    }

    private Optional<RateLimitException> tooMany() {
        return Optional.of(RateLimitException.concurrent(limits.concurrent()));
    }

    /** A call that the database cannot be asked about is not under way. */
    private Optional<RateLimitException> admission() {
        try {
            return minute().or(() -> credits(CallCosts.ORDINARY));
        } catch (RuntimeException e) {
            ofClient.calls().leave();
            throw e;
        }
    }

    private Optional<RateLimitException> minute() {
        return ofClient.minute()
                .take(1, limits.perMinute(), begun)
                .map(wait -> RateLimitException.perMinute(limits.perMinute(), wait));
    }

    private Optional<RateLimitException> credits(int cost) {
        Instant now = clock.instant();
        Optional<Duration> wait = ofClient.day().take(cost, limits.credits(), now);
        if (wait.isPresent()) {
            return wait.map(time -> RateLimitException.creditsOfClient(limits.credits(), time));
        }
        wait = ofOrganization.take(cost, creditsOfOrganization, now);
        if (wait.isPresent()) {
            ofClient.day().giveBack(cost, now);
            return wait.map(time -> RateLimitException.creditsOfOrganization(creditsOfOrganization, time));
        }
        spent += cost;
        return Optional.empty();
    }

    /** Returns why the call must not go on; empty if it may. */
    public Optional<RateLimitException> refusal() {
        return refusal;
    }

    /**
     * Makes the call cost as much as this, if it cost less until now.
     *
     * @throws RateLimitException if that is more than what is left
     */
    public void raiseTo(int cost) {
        if (cost > spent) {
            credits((int) (cost - spent)).ifPresent(problem -> {
                throw problem;
            });
        }
    }

    /** Returns the most calls in a minute. */
    public int perMinute() {
        return limits.perMinute();
    }

    /** Returns how many more calls this minute has, as of a moment ago. */
    public long remainingInMinute() {
        return Math.min(limits.perMinute(), ofClient.minute().remaining());
    }

    /** Returns when the next minute begins. */
    public Instant nextMinute() {
        return begun.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }

    /** Returns how many credits are left to the client, or to the organization if these are less, as of a moment ago. */
    public long creditsRemaining() {
        return Math.min(ofClient.day().remaining(), ofOrganization.remaining());
    }

    /**
     * Ends the call and counts it, once. One that was refused for its token or for a limit costs nothing.
     *
     * @param route method and pattern, or {@link #NOWHERE}
     */
    public void end(String route, int status) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        if (entered) {
            ofClient.calls().leave();
        }
        if ((status == UNAUTHORIZED || status == RateLimitException.STATUS) && spent > 0) {
            ofClient.day().giveBack(spent, begun);
            ofOrganization.giveBack(spent, begun);
            spent = 0;
        }
        counter.count(caller, route, status, spent, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started));
    }
}
