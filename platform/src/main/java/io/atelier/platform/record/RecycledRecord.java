package io.atelier.platform.record;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A record in the recycle bin.
 *
 * @param name what names it; empty where the actor may not see it
 * @param deletedByName may be empty
 * @param operationId the operation that deleted it
 * @param mergedInto the record that it was merged into; empty for one that was deleted
 */
public record RecycledRecord(
        String module,
        long id,
        String name,
        Instant deletedAt,
        UserId deletedBy,
        String deletedByName,
        long operationId,
        OptionalLong mergedInto) {

    /**
     * A page of the bin, what was deleted last first.
     *
     * @param nextCursor continues behind the last one; empty if there are no more
     */
    public record Page(List<RecycledRecord> records, Optional<String> nextCursor) {
        public Page {
            records = List.copyOf(records);
        }
    }
}
