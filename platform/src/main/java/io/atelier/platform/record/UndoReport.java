package io.atelier.platform.record;

import io.atelier.platform.record.TimelineEntry.FieldChange;
import java.util.List;
import java.util.OptionalLong;

/**
 * What an undo did, as far as the actor may see it.
 *
 * @param operationId the undo's own operation, which can be undone in turn; 0 where nothing was written
 * @param undone what went back, in the order of writing
 * @param refused what stayed as it is, and why
 */
public record UndoReport(long operationId, List<Undone> undone, List<Refusal> refused) {
    public UndoReport {
        undone = List.copyOf(undone);
        refused = List.copyOf(refused);
    }

    /** Returns true where the operation was taken back already, or never changed anything. */
    public boolean nothingToDo() {
        return operationId == 0 && undone.isEmpty() && refused.isEmpty();
    }

    /**
     * A record that went back.
     *
     * @param changes the fields that got their value back; empty where the record was moved
     */
    public record Undone(String module, long recordId, Action action, List<FieldChange> changes) {
        public Undone {
            changes = List.copyOf(changes);
        }
    }

    /** What an undo does to a record. */
    public enum Action {
        VALUES_RESTORED,
        /** Taken out of the recycle bin. */
        RECORD_RESTORED,
        /** Moved to the recycle bin. */
        RECORD_RECYCLED
    }

    /**
     * Something that stayed as it is.
     *
     * @param field API name; empty where it concerns the whole record
     * @param message the reason in English; user interfaces translate by reason
     */
    public record Refusal(String module, long recordId, String field, Reason reason, String message) {}

    /**
     * A page of refusals.
     *
     * @param next continues behind the last one; empty if there are no more
     */
    public record Refusals(List<Refusal> refusals, OptionalLong next) {
        public Refusals {
            refusals = List.copyOf(refusals);
        }
    }

    /** Why something stayed as it is. */
    public enum Reason {
        /** A later operation changed it. */
        CHANGED_SINCE,
        /** The record is in the recycle bin since. */
        DELETED_SINCE,
        /** The record was deleted for good. */
        PURGED,
        /** The module or field is no more. */
        DEFINITION_GONE,
        NO_PERMISSION,
        /** The former value breaks a rule of today. */
        VALUE_REFUSED
    }
}
