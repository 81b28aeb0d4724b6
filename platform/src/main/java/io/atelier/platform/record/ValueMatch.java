package io.atelier.platform.record;

/**
 * The records that have a value.
 *
 * @param id the first of them
 * @param count at least 1
 */
public record ValueMatch(long id, long count) {
    public boolean isOnly() {
        return count == 1;
    }
}
