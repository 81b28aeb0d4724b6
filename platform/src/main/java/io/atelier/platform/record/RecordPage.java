package io.atelier.platform.record;

import java.util.List;
import java.util.Optional;

/**
 * A page of records.
 *
 * @param nextCursor continues behind the last record; empty if there are no more
 */
public record RecordPage(List<CrmRecord> records, Optional<String> nextCursor) {
    public RecordPage {
        records = List.copyOf(records);
    }
}
