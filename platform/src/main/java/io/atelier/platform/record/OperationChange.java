package io.atelier.platform.record;

import io.atelier.platform.record.TimelineEntry.FieldChange;
import java.util.List;
import java.util.Optional;

/**
 * What an operation did to a record, as far as the actor may see it.
 *
 * @param name what names the record now; empty where the actor may not see it
 * @param kind {@code created}, {@code updated}, {@code deleted} or {@code restored}
 */
public record OperationChange(String module, long recordId, String name, String kind, List<FieldChange> changes) {
    public OperationChange {
        changes = List.copyOf(changes);
    }

    /**
     * A page of what an operation did, in the order of modules and records.
     *
     * @param nextCursor continues behind the last one; empty if there are no more
     */
    public record Page(List<OperationChange> changes, Optional<String> nextCursor) {
        public Page {
            changes = List.copyOf(changes);
        }
    }
}
