package io.atelier.platform.access;

import java.util.Optional;

/** Opens records of a module to people: those of certain owners, or those that match criteria. */
public record SharingRule(long id, long version, SharingRuleData data) {
    /**
     * What an administrator says of a rule.
     *
     * @param source whose records; empty where the criteria alone decide
     * @param criteria in text form over the module's own fields; empty for all of the source's
     * @param target who gets access
     * @param superiors also those above the target's people
     */
    public record SharingRuleData(
            String module,
            String name,
            Optional<Principal> source,
            String criteria,
            Principal target,
            AccessLevel access,
            boolean superiors,
            boolean active) {
        public static final int MAX_NAME = 100;
        /** Most rules of one module. */
        public static final int MAX_PER_MODULE = 300;
    }
}
