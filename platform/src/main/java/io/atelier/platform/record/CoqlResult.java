package io.atelier.platform.record;

import io.atelier.platform.metadata.FieldValue;
import java.util.List;

/**
 * Answers a query.
 *
 * @param columns the names of the columns: their aliases, or what is written in the query
 * @param rows a value for each column, in the order of the query; a record's own id is a text
 * @param moreRecords whether more rows follow behind the last
 */
public record CoqlResult(List<String> columns, List<List<FieldValue>> rows, boolean moreRecords) {
    public CoqlResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
