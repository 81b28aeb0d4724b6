package io.atelier.platform.record;

/**
 * A count that stopped at a cap.
 *
 * @param exact false if there are more than {@code count}
 */
public record CappedCount(long count, boolean exact) {}
