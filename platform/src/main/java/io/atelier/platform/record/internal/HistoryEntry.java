package io.atelier.platform.record.internal;

import io.atelier.platform.org.UserId;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One write of one record, as history keeps it.
 *
 * @param version the record's after it
 * @param platform fields that were written by the platform's right, not by the actor's
 * @param maintenance keeps links in order; nobody asked for it record by record
 */
record HistoryEntry(
        String module,
        long recordId,
        long version,
        Kind kind,
        Instant at,
        long operationId,
        long actorId,
        List<FieldChange> changes,
        Map<String, Object> notes,
        Set<String> platform,
        boolean maintenance) {

    /** In the words of the timeline, in lower case. */
    enum Kind {
        CREATED,
        UPDATED,
        DELETED,
        RESTORED
    }

    Optional<FieldChange> change(String field) {
        return changes.stream().filter(change -> change.field().equals(field)).findFirst();
    }

    /** Says whether the platform, rather than a person by their own right, set this field. */
    boolean isPlatformMade(String field) {
        return maintenance || actorId == UserId.SYSTEM.value() || platform.contains(field);
    }
}
