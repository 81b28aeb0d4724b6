package io.atelier.platform.transfer.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.transfer.ImportStatus.State;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Ends imports, and with them the bulk writes that asked for them. */
@Service
class ImportEnds {
    private final ImportBatches batches;
    private final BulkWriteStore writes;
    private final BulkCallbacks callbacks;

    ImportEnds(ImportBatches batches, BulkWriteStore writes, BulkCallbacks callbacks) {
        this.batches = batches;
        this.writes = writes;
        this.callbacks = callbacks;
    }

    @Transactional
    public void end(OrgId org, long id, State state, String message) {
        batches.end(org, id, state, message);
        writes.find(org, id).ifPresent(asked -> callbacks.tell(org, BulkCallbacks.Operation.WRITE, id, asked.caller()));
    }
}
