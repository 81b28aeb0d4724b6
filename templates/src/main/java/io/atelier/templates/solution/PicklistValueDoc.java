package io.atelier.templates.solution;

import org.jspecify.annotations.Nullable;

/**
 * One choice of a picklist.
 *
 * @param value what is stored and what the API shows
 * @param colour {@code #rrggbb}, or null for no colour
 * @param probability chance in percent that a deal in this stage is won; null outside deal stages
 * @param forecastType what this stage means to a forecast; null outside deal stages
 */
public record PicklistValueDoc(
        String value,
        LabelDoc label,
        @Nullable String colour,
        @Nullable Integer probability,
        @Nullable ForecastType forecastType) {

    /** What a deal in a stage counts as. */
    public enum ForecastType {
        OPEN,
        CLOSED_WON,
        CLOSED_LOST
    }
}
