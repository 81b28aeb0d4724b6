package io.atelier.platform.record;

import io.atelier.platform.org.Channel;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.WriteRequest.OperationKind;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes that belong together: a save, an import, a merge.
 *
 * @param actorName may be empty
 * @param via names the form, function or client acted through; may be empty
 * @param at when it began
 * @param parent the operation that set this one off, in the same transaction; empty for a person's or program's own
 * @param undoes the operation that this one takes back, where it is an undo
 * @param undoneBy the latest undo of this one, which may have been taken back since
 * @param modules API names of the modules whose records it wrote
 * @param maintained records whose links it kept in order; 0 where the reader is no administrator
 */
public record Operation(
        long id,
        OperationKind kind,
        UserId actor,
        String actorName,
        Channel channel,
        String via,
        Instant at,
        OptionalLong parent,
        OptionalLong undoes,
        OptionalLong undoneBy,
        List<String> modules,
        long created,
        long updated,
        long deleted,
        long restored,
        long maintained) {

    public Operation {
        modules = List.copyOf(modules);
    }

    /** Returns how many writes of records it holds. */
    public long writes() {
        return created + updated + deleted + restored + maintained;
    }

    /** Returns this operation as somebody sees it who need not know of records out of their sight. */
    Operation withModules(List<String> visible, long maintainedSeen) {
        return new Operation(
                id,
                kind,
                actor,
                actorName,
                channel,
                via,
                at,
                parent,
                undoes,
                undoneBy,
                visible,
                created,
                updated,
                deleted,
                restored,
                maintainedSeen);
    }
}
