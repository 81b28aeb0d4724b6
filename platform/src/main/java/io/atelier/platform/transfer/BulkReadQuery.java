package io.atelier.platform.transfer;

import io.atelier.platform.expression.Criteria;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a bulk read takes out.
 *
 * @param fields API names, or paths over lookups; empty for all that the asker may see
 * @param page counts from 1; of {@link BulkLimits#READ_PAGE} records each, the newest first
 * @param pageToken where the result before ended, instead of a page
 */
public record BulkReadQuery(
        String module, List<String> fields, Criteria criteria, int page, Optional<String> pageToken) {
    public BulkReadQuery {
        fields = fields.stream().distinct().toList();
    }

    /** Says whether anything is read that another module holds. */
    public boolean followsLookups() {
        return Stream.concat(fields.stream(), criteria.fields()).anyMatch(name -> name.contains("."));
    }
}
