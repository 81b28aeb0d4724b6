package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;

/**
 * One value of a picklist.
 *
 * @param value what is stored and travels in the API; never changes
 * @param label what people read
 * @param colour {@code #rrggbb}, or empty for none
 * @param used false for one that records keep but nobody can choose any more
 */
public record PicklistValue(String value, Label label, String colour, boolean used) {
    /** Makes a value that can be chosen. */
    public PicklistValue(String value, Label label, String colour) {
        this(value, label, colour, true);
    }
}
