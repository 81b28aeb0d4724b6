package io.atelier.platform.record;

import org.jspecify.annotations.Nullable;

/**
 * A field that two people changed; values in API form, lookups are ids.
 *
 * @param base what the field held in the version that the change was made on
 * @param current what it holds now
 * @param yours what the refused change would have set
 */
public record FieldConflict(
        String field,
        @Nullable Object base,
        @Nullable Object current,
        @Nullable Object yours) {}
