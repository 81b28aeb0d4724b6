package io.atelier.platform.record;

import java.util.List;

/**
 * What a change would show to people and hide from them.
 *
 * @param modules those of which records would be shown or hidden, in the order of the model
 * @param finished false if time ran out before everybody was asked: there can be more
 */
public record SharingPreview(List<OfModule> modules, boolean finished) {
    /** Most records that are counted of each. */
    public static final int MAX_COUNTED = 1_000;
    /** Most records that are named of each. */
    public static final int MAX_SAMPLES = 5;

    public SharingPreview {
        modules = List.copyOf(modules);
    }

    /** Says that nothing would be shown or hidden, for sure. */
    public boolean isNothing() {
        return modules.isEmpty() && finished;
    }

    /** What would become of one module's records. */
    public record OfModule(String module, Records shown, Records hidden) {}

    /**
     * Records in use.
     *
     * @param count of records, each once, capped at {@link #MAX_COUNTED}
     * @param people how many of those people would see more, or less
     * @param samples ids of some
     */
    public record Records(CappedCount count, int people, List<Long> samples) {
        public Records {
            samples = List.copyOf(samples);
        }

        public boolean isNone() {
            return people == 0;
        }
    }
}
