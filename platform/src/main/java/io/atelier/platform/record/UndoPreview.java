package io.atelier.platform.record;

/**
 * What an undo would do now.
 *
 * @param report its operation id is 0
 * @param records how many records the operation wrote
 * @param complete false where the report is of the first {@link OperationService#MAX_AT_ONCE} records only
 */
public record UndoPreview(UndoReport report, long records, boolean complete) {}
