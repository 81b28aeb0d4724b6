package io.atelier.platform.usage;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.io.Serial;
import java.time.Duration;
import java.util.Map;

/** A call that goes beyond what its client or organization may use. Answered with 429, whatever the code's own status is. */
public final class RateLimitException extends PlatformException {
    @Serial
    private static final long serialVersionUID = 1L;

    public static final int STATUS = 429;

    private final Duration retryAfter;

    private RateLimitException(ErrorCode code, String message, long limit, Duration retryAfter) {
        super(code, message, Map.of("limit", limit));
        this.retryAfter = retryAfter.toSeconds() < 1 ? Duration.ofSeconds(1) : retryAfter;
    }

    static RateLimitException concurrent(int limit) {
        return new RateLimitException(
                ErrorCode.TOO_MANY_REQUESTS,
                "The client has " + limit + " calls under way, which is the most; wait for one to end.",
                limit,
                Duration.ofSeconds(1));
    }

    static RateLimitException perMinute(int limit, Duration retryAfter) {
        return new RateLimitException(
                ErrorCode.TOO_MANY_REQUESTS,
                "The client has made " + limit + " calls in this minute, which is the most; go on in the next.",
                limit,
                retryAfter);
    }

    static RateLimitException creditsOfClient(long limit, Duration retryAfter) {
        return new RateLimitException(
                ErrorCode.LIMIT_EXCEEDED,
                "The client's " + limit + " credits of 24 hours are used up; an administrator can give it more.",
                limit,
                retryAfter);
    }

    static RateLimitException creditsOfOrganization(long limit, Duration retryAfter) {
        return new RateLimitException(
                ErrorCode.LIMIT_EXCEEDED,
                "The organization's " + limit + " credits of 24 hours are used up.",
                limit,
                retryAfter);
    }

    /** Returns when it may be tried again; at least a second. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
