package io.atelier.platform.record;

import io.atelier.platform.expression.Criteria;
import java.util.Optional;

/**
 * Asks for one figure a group.
 *
 * @param groupBy API name of a field, or a path over lookups such as {@code Account_Name.Industry}; empty for one figure
 *     over all
 * @param measure what is figured
 * @param measured API name or path of the number field that it is figured of; empty for {@link Measure#COUNT}. What
 *     several records point to is figured in once for each of them
 * @param limit most groups, the largest first; 1 to 1,000
 */
public record AggregateQuery(
        String module,
        Optional<String> groupBy,
        Measure measure,
        Optional<String> measured,
        Criteria criteria,
        int limit) {

    public static final int MAX_LIMIT = 1_000;

    /** How a figure is made of records. */
    public enum Measure {
        COUNT,
        SUM,
        AVERAGE,
        MINIMUM,
        MAXIMUM
    }
}
