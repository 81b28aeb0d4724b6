package io.atelier.platform.record;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * A page of the change feed.
 *
 * @param cursor goes on behind the page; also where the page is empty
 * @param more there is more already; a page may be short, or empty, although there is
 */
public record ChangePage(List<Change> changes, String cursor, boolean more) {
    public ChangePage {
        changes = List.copyOf(changes);
    }

    /**
     * One write of one record.
     *
     * @param id of the change; stays the same
     * @param version the record's after it, by which changes of one record are ordered; empty where none is left
     * @param fields API names of what was changed and exists for the reader; only for {@link Kind#UPDATED}
     */
    public record Change(
            long id,
            String module,
            long recordId,
            OptionalLong version,
            Kind kind,
            Instant at,
            UserId by,
            long operation,
            List<String> fields) {
        public Change {
            fields = List.copyOf(fields);
        }
    }

    /** What happened. */
    public enum Kind {
        CREATED,
        UPDATED,
        /** It is in the recycle bin. */
        DELETED,
        RESTORED,
        /** It is gone for good. */
        PURGED
    }
}
