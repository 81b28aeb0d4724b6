package io.atelier.platform.record;

import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;

/**
 * One group of an aggregate.
 *
 * @param key the value that its records share; {@link FieldValue.Null} for empty, or where nothing is grouped
 * @param label what to show for a lookup's key; else empty
 * @param value zero where there is nothing to figure of
 * @param count how many records it has
 */
public record AggregateRow(FieldValue key, String label, BigDecimal value, long count) {}
