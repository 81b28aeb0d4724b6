package io.atelier.platform.org;

/**
 * Tells every node, after commit, that something of an organization changed. Carries names and ids only.
 *
 * @param topic what kind of thing
 * @param subject which one; at most 4,000 characters
 */
public record Notice(OrgId org, Topic topic, String subject) {
    /** What a notice is about. */
    public enum Topic {
        /** The model has a new version; the subject is empty. */
        MODEL,
        /** Rights changed; the subject is empty. */
        ACCESS,
        /** Workflow rules changed; the subject is empty. */
        AUTOMATION,
        /** Programs began or ceased to watch; the subject is empty. */
        NOTIFICATION,
        /** How records are locked changed; the subject is empty. */
        LOCKING,
        /** Users were added or changed; the subject is empty. */
        PEOPLE,
        /** Access tokens were ended; the subject is empty. */
        TOKENS,
        /** Browser sessions of the user that the subject names were ended. */
        SESSIONS,
        /** Records of the module that the subject names were written. A hint. */
        RECORDS,
        /** The job that the subject names went on. A hint. */
        JOB,
        /** Calls of programs were counted. A hint. */
        USAGE;

        /** Says whether nothing but freshness depends on it: a hint may come a moment late, and one for many. */
        public boolean isHint() {
            return switch (this) {
                case RECORDS, JOB, USAGE -> true;
                case MODEL, ACCESS, AUTOMATION, NOTIFICATION, LOCKING, PEOPLE, TOKENS, SESSIONS -> false;
            };
        }
    }
}
