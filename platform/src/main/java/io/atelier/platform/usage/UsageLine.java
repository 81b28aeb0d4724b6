package io.atelier.platform.usage;

/**
 * What one client used, or what was used of one route.
 *
 * @param key the client or the route
 * @param refused calls that were answered with 4xx
 * @param failed calls that were answered with 5xx
 */
public record UsageLine(String key, long calls, long refused, long failed, long credits, Latency latency) {
    public long errors() {
        return refused + failed;
    }
}
