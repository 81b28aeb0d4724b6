package io.atelier.platform.record.internal;

import io.atelier.platform.org.Actor;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.MassUpdate;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Changes the records of a mass update, one part a transaction. */
@Component
class MassUpdateParts {
    /** Small enough that whoever waits for one of its records waits shortly. */
    static final int PART = 500;

    private final MassUpdateStore store;
    private final RecordService records;
    private final Transactions transactions;

    MassUpdateParts(MassUpdateStore store, RecordService records, Transactions transactions) {
        this.store = store;
        this.records = records;
        this.transactions = transactions;
    }

    /** @param position behind the part, where the records are all of a module and there are more */
    private record Part(List<Long> ids, Optional<String> position) {}

    /** Changes the next records; returns whether there may be more. */
    boolean next(Actor actor, long id) {
        return transactions.run(() -> {
            MassUpdateStore.Row row = store.lock(actor.org(), id);
            if (row.state().isOver()) {
                return false;
            }
            Part part = part(actor, row);
            if (!part.ids().isEmpty()) {
                WriteResult result = records.write(actor, request(row, part.ids()));
                store.advance(actor.org(), id, part.ids().size(), part.position(), result);
            }
            boolean more = row.ids().isPresent()
                    ? row.done() + part.ids().size() < row.ids().get().size()
                    : part.position().isPresent();
            if (!more) {
                store.end(actor.org(), id, MassUpdate.State.COMPLETED);
            }
            return more;
        });
    }

    void fail(Actor actor, long id) {
        transactions.run(() -> {
            store.end(actor.org(), id, MassUpdate.State.FAILED);
            return id;
        });
    }

    /** Newer records stand before the older ones: what is made meanwhile is left out, nothing comes twice. */
    private Part part(Actor actor, MassUpdateStore.Row row) {
        if (row.ids().isPresent()) {
            List<Long> all = row.ids().get();
            int from = (int) Math.min(row.done(), all.size());
            return new Part(all.subList(from, Math.min(from + PART, all.size())), Optional.empty());
        }
        RecordPage page = records.query(
                actor, RecordQuery.of(row.module(), List.of(), PART).after(row.position()));
        return new Part(page.records().stream().map(CrmRecord::id).toList(), page.nextCursor());
    }

    private static WriteRequest request(MassUpdateStore.Row row, List<Long> ids) {
        List<RecordChange> changes =
                ids.stream().map(id -> RecordChange.update(id, row.values())).toList();
        WriteRequest request = new WriteRequest(
                row.module(), WriteRequest.OperationKind.MASS_UPDATE, WriteRequest.Atomicity.EACH_ROW, changes);
        OptionalLong operation = row.operation();
        return operation.isPresent() ? request.continuing(operation.getAsLong()) : request;
    }
}
