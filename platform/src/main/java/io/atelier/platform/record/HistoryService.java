package io.atelier.platform.record;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.PastRecords;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Records as they were. */
@Service
public class HistoryService {
    private final PastRecords past;

    HistoryService(PastRecords past) {
        this.past = past;
    }

    /**
     * Returns the record as it was at that time, with the fields that exist for the actor, who must see the record as it
     * is now, be it in the recycle bin. Fails with {@link ErrorCode#NOT_FOUND} where it did not exist yet or was deleted
     * for good since.
     */
    @Transactional(readOnly = true)
    public PastRecord asOf(Actor actor, String module, long id, Instant time) {
        return past.asOf(actor, module, id, time)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND,
                        "There was no such record at that time.",
                        Map.of("id", Long.toString(id))));
    }
}
