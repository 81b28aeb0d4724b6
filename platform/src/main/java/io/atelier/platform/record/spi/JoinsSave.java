package io.atelier.platform.record.spi;

import io.atelier.platform.common.Violation;
import io.atelier.platform.org.Actor;
import java.util.List;
import java.util.Map;

/**
 * Sets fields of rows in the save that sets it off: a record is stored once, and its history tells both. Asked when rows
 * have passed all steps and are not stored yet, and again for what it set itself.
 */
public interface JoinsSave {
    /** Returns what to set, in order; must do no I/O but on the database. Formulas over lookups are not figured yet. */
    List<JoinedChange> joined(Actor actor, List<SaveRow> rows);

    /**
     * Learns, after all is stored, of changes that were left out; the save goes on without them.
     *
     * @param refused why, by the record's id
     */
    void refused(JoinedChange change, Map<Long, Violation> refused);
}
