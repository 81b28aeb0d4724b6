package io.atelier.platform.record;

/** What became of the wish to undo an operation. */
public sealed interface UndoResult {
    /** Done at once. */
    record Done(UndoReport report) implements UndoResult {}

    /** Too large for one transaction: runs as a job. */
    record Started(UndoStatus status) implements UndoResult {}
}
