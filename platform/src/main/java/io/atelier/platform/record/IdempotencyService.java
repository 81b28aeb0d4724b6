package io.atelier.platform.record;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.IdempotentWrites;
import io.atelier.platform.record.internal.Transactions;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;

/** Does once what a program may have to ask for twice, as it never heard the answer. */
@Service
public class IdempotencyService {
    private final IdempotentWrites writes;
    private final Transactions transactions;

    IdempotencyService(IdempotentWrites writes, Transactions transactions) {
        this.writes = writes;
        this.transactions = transactions;
    }

    /**
     * Does work in one transaction with its key. For {@link WriteRequest#IDEMPOTENCY_HOURS} hours the same person's same key
     * brings the first answer again; a repetition at the same time waits for it. What throws is not remembered.
     *
     * @param content what is asked for; the key with another content is {@link ErrorCode#IDEMPOTENCY_MISMATCH}
     * @param work gives the answer as JSON, without values that are kept sealed
     */
    public String once(Actor actor, String key, Map<String, ?> content, Supplier<String> work) {
        return transactions.run(() -> writes.once(actor, key, content, work));
    }
}
