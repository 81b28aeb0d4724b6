package io.atelier.platform.record;

import io.atelier.platform.org.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a record is locked, as it stands for somebody who sees it. At least one of {@code byHand} and {@code rules} is there.
 *
 * @param rules those that lock it
 * @param exempt these locks do not bind whoever asked
 * @param openFields API names of fields that anybody who may edit may change in spite of the locks
 * @param mayUnlock whoever asked may take away the lock by hand
 */
public record RecordLock(
        long recordId,
        Optional<ByHand> byHand,
        List<ByRule> rules,
        boolean exempt,
        Set<String> openFields,
        boolean mayUnlock) {
    /** Most characters of a reason. */
    public static final int MAX_REASON = 500;

    public RecordLock {
        rules = List.copyOf(rules);
        openFields = Set.copyOf(openFields);
    }

    /**
     * Somebody locked the record.
     *
     * @param byName empty for somebody who is gone
     * @param reason may be empty
     */
    public record ByHand(long id, UserId by, String byName, Instant at, String reason) {}

    /** The record meets the criteria of a rule. */
    public record ByRule(long id, String name) {}

    /** Says whether the locks leave this field to whoever asked. */
    public boolean leaves(String field) {
        return exempt || openFields.contains(field);
    }
}
