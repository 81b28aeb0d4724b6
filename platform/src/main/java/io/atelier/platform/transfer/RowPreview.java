package io.atelier.platform.transfer;

import io.atelier.platform.metadata.FieldValue;
import java.util.List;
import java.util.Map;

/**
 * What would become of a row, as far as the row itself tells.
 *
 * @param line counts from 1, the header's; of rows without line breaks in their cells
 * @param values what would be stored, by field; empty if the row would be refused
 * @param cells what the file says, by field; empty if the row has another number of cells than the header
 * @param problems why the row would be refused; empty if nothing speaks against it
 */
public record RowPreview(long line, Map<String, FieldValue> values, Map<String, String> cells, List<String> problems) {
    public RowPreview {
        values = Map.copyOf(values);
        cells = Map.copyOf(cells);
        problems = List.copyOf(problems);
    }
}
