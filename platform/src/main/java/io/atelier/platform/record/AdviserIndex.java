package io.atelier.platform.record;

import java.time.Instant;

/**
 * An index that the adviser made.
 *
 * @param description what it is over, in SQL's words; empty if a field of it is no more
 * @param problem why its build failed, or empty
 * @param bytes its size; 0 until it is built
 * @param scans how often it served since it was built
 * @param unused whether it served nothing for {@link AdviserLimits#UNUSED_DAYS} days
 */
public record AdviserIndex(
        long number,
        String module,
        String description,
        State state,
        String problem,
        long bytes,
        long scans,
        Instant createdTime,
        boolean unused) {

    /** Where an index is on its way. */
    public enum State {
        BUILDING,
        READY,
        FAILED,
        DROPPING,
        /** Was dropped; only a person has it built again. */
        DROPPED,
        /** Its fields have changed, so it goes without a trace. */
        FORGOTTEN
    }
}
