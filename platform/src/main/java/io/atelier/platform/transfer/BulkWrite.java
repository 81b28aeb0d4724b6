package io.atelier.platform.transfer;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A bulk write: what was asked, and how far its import is. */
public record BulkWrite(Asked asked, ImportStatus status) {
    /**
     * What a program asked.
     *
     * @param resource the JSON that says which column fills which field, to be told again
     * @param charset empty where the program named none
     */
    public record Asked(
            Operation operation, Map<String, @Nullable Object> resource, String charset, BulkCaller caller) {}

    /** What becomes of the rows. */
    public enum Operation {
        /** Each makes a record. */
        INSERT,
        /** Each changes a record that is there. */
        UPDATE,
        /** Each changes a record that is there, or makes one. */
        UPSERT
    }
}
