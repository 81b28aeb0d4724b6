package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;

/**
 * One value of a picklist.
 *
 * @param value what is stored and travels in the API; never changes
 * @param label what people read
 * @param colour {@code #rrggbb}, or empty for none
 */
public record PicklistValue(String value, Label label, String colour) {}
