package io.atelier.platform.audit;

/** What the verifier found. */
public sealed interface AuditVerdict {
    /**
     * Every row is as it was written and none is missing.
     *
     * @param head the last row's hash; whoever keeps it elsewhere can tell later that all before it is unchanged
     */
    record Intact(long rows, String head) implements AuditVerdict {}

    /** @param seq the first row that is not what or where it was */
    record Broken(long seq, Fault fault) implements AuditVerdict {}

    /** What is wrong with a row. */
    enum Fault {
        /** It is gone. */
        MISSING,
        /** It does not say what it said. */
        ALTERED,
        /** It does not follow the row before it. */
        UNCHAINED,
        /** It stands behind the end that the log knows. */
        ADDED
    }
}
