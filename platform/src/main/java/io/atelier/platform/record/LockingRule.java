package io.atelier.platform.record;

import java.util.List;

/**
 * Locks the records that meet criteria, as long as they do.
 *
 * @param id 0 for one that is new
 * @param criteria in text form; never empty
 * @param exemptFields API names of fields that may be changed in spite of this rule
 */
public record LockingRule(long id, String name, String criteria, List<String> exemptFields) {
    /** Most characters of a name. */
    public static final int MAX_NAME = 100;

    public LockingRule {
        exemptFields = List.copyOf(exemptFields);
    }

    LockingRule withId(long newId) {
        return new LockingRule(newId, name, criteria, exemptFields);
    }
}
