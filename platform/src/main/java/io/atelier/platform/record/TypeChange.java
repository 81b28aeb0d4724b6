package io.atelier.platform.record;

import java.time.Instant;
import java.util.List;

/**
 * The change of a field's type, on its way or over.
 *
 * @param done records that were looked at so far
 * @param emptied values that did not fit and were emptied
 * @param problem why it failed; empty otherwise
 */
public record TypeChange(
        long id, String module, String field, State state, long done, long emptied, String problem, Instant started) {

    /** Where it stands. */
    public enum State {
        RUNNING,
        FINISHED,
        FAILED,
        CANCELLED
    }

    /** What becomes of values that do not fit the new type. */
    public enum Unfit {
        /** The change fails and nothing changes. */
        REFUSE,
        /** The field is emptied; the old values stay in the retired field that the change leaves behind. */
        EMPTY
    }

    /**
     * What a change would do, found by reading every record and writing none.
     *
     * @param fitting values that convert
     * @param unfit values that do not
     * @param empty records without a value
     * @param samples at most {@link #MAX_SAMPLES} values that convert and as many that do not
     */
    public record Preview(long fitting, long unfit, long empty, List<Sample> samples) {
        public static final int MAX_SAMPLES = 20;

        public Preview {
            samples = List.copyOf(samples);
        }

        public Preview withSamples(List<Sample> newSamples) {
            return new Preview(fitting, unfit, empty, newSamples);
        }
    }

    /**
     * One value.
     *
     * @param after what it becomes; empty where it does not fit
     * @param problem why it does not fit; empty where it does
     */
    public record Sample(long recordId, String before, String after, String problem) {}
}
