package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.oauth.Authorization;
import io.atelier.platform.usage.ApiCaller;
import io.atelier.platform.usage.ApiMeter;
import io.atelier.platform.usage.MeteredCall;
import io.atelier.platform.usage.RateLimitException;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/** Lets a call through if its client may use more, says in each answer what is left, and counts it. */
@Component
public final class CallDoor {
    static final String RETRY_AFTER = "Retry-After";

    private static final String ATTRIBUTE = CallDoor.class.getName();
    private static final String CREDITS = "X-API-CREDITS-REMAINING";
    /** A client may send any word as its method; only these are told apart. */
    private static final Set<String> METHODS =
            Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE");

    /** What a variable must look like is nothing to readers. */
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+):[^/]*\\}(?=/|$)");

    private static final String VERSION = "\\{version:[^/]*\\}";

    private final ApiMeter meter;
    private final JsonMapper json;

    CallDoor(ApiMeter meter, JsonMapper json) {
        this.meter = meter;
        this.json = json;
    }

    private record Passing(MeteredCall call, HttpServletResponse response) {}

    /** Counts a call that is refused before it uses anything. */
    void refused(Authorization authorization, ErrorCode code) {
        meter.refused(caller(authorization), code);
    }

    void pass(Authorization authorization, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MeteredCall call = meter.begin(caller(authorization));
        int status = HttpServletResponse.SC_INTERNAL_SERVER_ERROR; // of what is thrown
        try {
            tell(call, response);
            if (call.refusal().isPresent()) {
                refuse(call.refusal().get(), response);
            } else {
                request.setAttribute(ATTRIBUTE, new Passing(call, response));
                chain.doFilter(request, response);
            }
            status = response.getStatus();
        } finally {
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new EndsLater(call, route(request), response));
            } else {
                call.end(route(request), status);
            }
        }
    }

    private static ApiCaller caller(Authorization authorization) {
        return new ApiCaller(authorization.actor().org(), authorization.client());
    }

    private void refuse(RateLimitException problem, HttpServletResponse response) throws IOException {
        response.setHeader(RETRY_AFTER, seconds(problem));
        ApiError.of(problem).withStatus(RateLimitException.STATUS).write(response, json);
    }

    /** Returns how long to wait, rounded up. */
    static String seconds(RateLimitException problem) {
        return Long.toString(problem.retryAfter().plusMillis(999).toSeconds());
    }

    private static void tell(MeteredCall call, HttpServletResponse response) {
        response.setHeader("X-RateLimit-Limit", Integer.toString(call.perMinute()));
        response.setHeader("X-RateLimit-Remaining", Long.toString(call.remainingInMinute()));
        response.setHeader("X-RateLimit-Reset", Long.toString(call.nextMinute().getEpochSecond()));
        response.setHeader(CREDITS, Long.toString(call.creditsRemaining()));
    }

    /**
     * Makes the call at hand cost as much as this, if it cost less until now.
     *
     * @throws RateLimitException if that is more than what is left
     */
    public static void raiseTo(HttpServletRequest request, int cost) {
        if (request.getAttribute(ATTRIBUTE) instanceof Passing(MeteredCall call, HttpServletResponse response)) {
            call.raiseTo(cost);
            response.setHeader(CREDITS, Long.toString(call.creditsRemaining()));
        }
    }

    private static String route(HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern == null) {
            return MeteredCall.NOWHERE;
        }
        String method = METHODS.contains(request.getMethod()) ? request.getMethod() : "OTHER";
        return method + " "
                + VARIABLE.matcher(pattern.toString().replaceFirst(VERSION, version(request)))
                        .replaceAll("{$1}");
    }

    /** One of the few that there are, as the route is known by its pattern. */
    private static String version(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables
                ? Matcher.quoteReplacement(String.valueOf(variables.get("version")))
                : "$0";
    }

    /** Ends a call whose answer is still being written when the filters are through. */
    private record EndsLater(MeteredCall call, String route, HttpServletResponse response) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            call.end(route, response.getStatus());
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            call.end(route, HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }

        @Override
        public void onError(AsyncEvent event) {
            call.end(route, HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
