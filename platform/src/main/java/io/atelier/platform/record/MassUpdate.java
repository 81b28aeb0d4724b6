package io.atelier.platform.record;

/**
 * A change of many records that goes on when its request was answered.
 *
 * @param total records that it is about; of all of a module as many as its person saw at the start, up to {@link
 *     MassUpdateService#COUNT_CAP}
 * @param updated records that have the new values
 * @param failed records that stay as they were, by a rule or for want of a right
 */
public record MassUpdate(long id, String module, State state, long total, long updated, long failed) {
    public enum State {
        SCHEDULED,
        RUNNING,
        COMPLETED,
        /** Ended early: whoever started it may do this no longer, or the module is gone. */
        FAILED;

        public boolean isOver() {
            return this == COMPLETED || this == FAILED;
        }
    }
}
