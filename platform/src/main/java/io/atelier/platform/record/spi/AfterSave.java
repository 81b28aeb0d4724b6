package io.atelier.platform.record.spi;

import io.atelier.platform.org.Actor;
import java.util.List;

/**
 * Learns of rows that were written, still inside the transaction: may enqueue jobs, which then commit with them. A thrown
 * exception undoes the write.
 */
public interface AfterSave {
    void afterSave(Actor actor, long operationId, List<SaveRow> rows);
}
