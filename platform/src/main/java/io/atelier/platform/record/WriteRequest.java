package io.atelier.platform.record;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Changes of one module that belong together: one transaction, and one operation unless it goes on with an older one.
 *
 * @param kind what the operation is called in history
 * @param atomicity what becomes of the good rows when another is rejected
 * @param operation the operation that this goes on with, as an import of many batches does; it must be the same actor's
 *     and of the same kind. Empty for one of its own
 * @param idempotencyKey with the same key, the same actor's same request is written once in
 *     {@link #IDEMPOTENCY_HOURS} hours and answered alike; empty to write each time
 */
public record WriteRequest(
        String module,
        OperationKind kind,
        Atomicity atomicity,
        List<RecordChange> changes,
        OptionalLong operation,
        Optional<String> idempotencyKey) {
    /** More rows are several requests. */
    public static final int MAX_ROWS = 1_000;

    /** Most characters of an idempotency key. */
    public static final int MAX_KEY_LENGTH = 255;

    /** How long a key is remembered. */
    public static final int IDEMPOTENCY_HOURS = 24;

    public WriteRequest {
        changes = List.copyOf(changes);
    }

    public WriteRequest(String module, OperationKind kind, Atomicity atomicity, List<RecordChange> changes) {
        this(module, kind, atomicity, changes, OptionalLong.empty(), Optional.empty());
    }

    /** A person's or program's own change, all or nothing. */
    public static WriteRequest of(String module, RecordChange change) {
        return new WriteRequest(module, OperationKind.SAVE, Atomicity.ALL_OR_NOTHING, List.of(change));
    }

    /** Makes these changes a further part of an operation. */
    public WriteRequest continuing(long operationId) {
        return new WriteRequest(module, kind, atomicity, changes, OptionalLong.of(operationId), idempotencyKey);
    }

    public WriteRequest withKey(String key) {
        return new WriteRequest(module, kind, atomicity, changes, operation, Optional.of(key));
    }

    /** What a write is, in the words of history. */
    public enum OperationKind {
        /** A save of nothing but deletions is kept as {@link #DELETE}, one of nothing but restorations as {@link #RESTORE}. */
        SAVE,
        IMPORT,
        MASS_UPDATE,
        WEB_FORM,
        AUTOMATION,
        DELETE,
        RESTORE,
        MERGE,
        /** Takes back another operation, or an undo: then it does it again. */
        UNDO,
        /** Empties lookups to records that are deleted for good. */
        PURGE
    }

    /** Whether a rejected row keeps the others from being written. */
    public enum Atomicity {
        ALL_OR_NOTHING,
        EACH_ROW
    }
}
