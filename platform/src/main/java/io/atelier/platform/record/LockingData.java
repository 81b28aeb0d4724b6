package io.atelier.platform.record;

import java.util.List;

/**
 * Says how records of a module are locked.
 *
 * @param byHand people may lock records themselves
 * @param lockingProfiles ids of the profiles that may; empty for each that may edit
 * @param exemptProfiles ids of profiles that no lock of the module binds
 * @param exemptFields API names of fields that may be changed in spite of any lock
 */
public record LockingData(
        String module,
        boolean byHand,
        List<Long> lockingProfiles,
        List<LockingRule> rules,
        List<Long> exemptProfiles,
        List<String> exemptFields) {
    /** Most rules of a module. */
    public static final int MAX_RULES = 5;
    /** Most profiles that locks do not bind. */
    public static final int MAX_EXEMPT_PROFILES = 15;
    /** Most fields that stay open, of the module and of each rule. */
    public static final int MAX_EXEMPT_FIELDS = 15;

    public LockingData {
        lockingProfiles = List.copyOf(lockingProfiles);
        rules = List.copyOf(rules);
        exemptProfiles = List.copyOf(exemptProfiles);
        exemptFields = List.copyOf(exemptFields);
    }

    /** Locks by hand, for everybody who may edit, with no exemptions. */
    public static LockingData byHand(String module) {
        return new LockingData(module, true, List.of(), List.of(), List.of(), List.of());
    }

    LockingData withRules(List<LockingRule> newRules) {
        return new LockingData(module, byHand, lockingProfiles, newRules, exemptProfiles, exemptFields);
    }
}
