package io.atelier.platform.record;

import java.util.List;

/**
 * What a merge did.
 *
 * @param operationId undo it to take the records apart again
 * @param version the master's from now on
 * @param merged the records that went into the recycle bin
 * @param linksMoved how many links point to the master now that did not, of records that the actor may see
 */
public record MergeResult(long operationId, long masterId, long version, List<Long> merged, long linksMoved) {
    public MergeResult {
        merged = List.copyOf(merged);
    }
}
