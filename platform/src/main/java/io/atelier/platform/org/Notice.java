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
        /** Records of the module that the subject names were written. */
        RECORDS,
        /** The job that the subject names went on. */
        JOB
    }
}
