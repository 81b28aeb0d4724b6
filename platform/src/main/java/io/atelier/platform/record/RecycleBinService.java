package io.atelier.platform.record;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.internal.Bin;
import io.atelier.platform.record.internal.BinList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What was deleted and can come back. Whoever deletes a record deletes what belongs to it; ordinary records that point to it
 * keep their link, which names nothing until the record is restored.
 */
@Service
public class RecycleBinService {
    /** After so many days a record is deleted for good. */
    public static final int RETENTION_DAYS = 60;

    /** Most entries of a page. */
    public static final int MAX_LIMIT = 200;

    private final BinList list;
    private final Bin bin;
    private final RecordService records;

    RecycleBinService(BinList list, Bin bin, RecordService records) {
        this.list = list;
        this.bin = bin;
        this.records = records;
    }

    /**
     * Returns the recycled records that the actor would see if they were in use, what was deleted last first.
     *
     * @param module API name of the only module; empty for all
     * @param cursor where the page before ended
     * @param limit 1 to {@link #MAX_LIMIT}
     */
    @Transactional(readOnly = true)
    public RecycledRecord.Page list(Actor actor, Optional<String> module, Optional<String> cursor, int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "A page of the recycle bin has 1 to 200 entries.", Map.of("limit", 200));
        }
        return list.page(actor, module, cursor, limit);
    }

    /** Takes records of a module, with what belongs to them, out of the bin; each as it can. */
    public WriteResult restore(Actor actor, String module, List<Long> ids) {
        List<RecordChange> changes =
                ids.stream().<RecordChange>map(RecordChange.Restore::new).toList();
        return records.write(actor, new WriteRequest(module, OperationKind.RESTORE, Atomicity.EACH_ROW, changes));
    }

    /**
     * Deletes records for good, with the values in their history; links to them are emptied. What is not in the bin, or
     * not for the actor, is passed over.
     *
     * @param ids at most {@link WriteRequest#MAX_ROWS}
     * @return how many are gone
     */
    public int purge(Actor actor, String module, List<Long> ids) {
        if (ids.isEmpty() || ids.size() > WriteRequest.MAX_ROWS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "1 to 1,000 records are deleted for good at once.",
                    Map.of("limit", WriteRequest.MAX_ROWS));
        }
        return bin.purge(actor, module, ids);
    }

    /** Deletes for good all that is in the bin now, as a job; administrators only. */
    public void empty(Actor actor) {
        bin.empty(actor);
    }
}
