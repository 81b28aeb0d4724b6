package io.atelier.platform.record;

import io.atelier.platform.org.UserId;
import java.time.Instant;

/**
 * A file or a link that hangs on a record.
 *
 * @param name the file's, or the link's title
 * @param size in bytes; 0 of a link
 */
public record Attachment(
        long id, long record, String name, Content content, long size, UserId createdBy, Instant createdTime) {
    /** What hangs there. */
    public sealed interface Content {
        /** The id of a stored file. */
        record File(long id) implements Content {}

        /** The address, http or https. */
        record Link(String url) implements Content {}
    }
}
