package io.atelier.platform.record;

import java.util.List;

/**
 * Changes of one module that belong together: one operation, one transaction.
 *
 * @param kind what the operation is called in history
 * @param atomicity what becomes of the good rows when another is rejected
 */
public record WriteRequest(String module, OperationKind kind, Atomicity atomicity, List<RecordChange> changes) {
    /** More rows are several requests. */
    public static final int MAX_ROWS = 1_000;

    public WriteRequest {
        changes = List.copyOf(changes);
    }

    /** A person's or program's own change, all or nothing. */
    public static WriteRequest of(String module, RecordChange change) {
        return new WriteRequest(module, OperationKind.SAVE, Atomicity.ALL_OR_NOTHING, List.of(change));
    }

    /** What a write is, in the words of history. */
    public enum OperationKind {
        SAVE,
        IMPORT,
        MASS_UPDATE,
        WEB_FORM,
        AUTOMATION
    }

    /** Whether a rejected row keeps the others from being written. */
    public enum Atomicity {
        ALL_OR_NOTHING,
        EACH_ROW
    }
}
