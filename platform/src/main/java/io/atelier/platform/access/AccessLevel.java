package io.atelier.platform.access;

/** What somebody may do with a record that is not their own, each level with those before it. */
public enum AccessLevel {
    READ_ONLY,
    READ_WRITE,
    /** Also delete and share it. */
    FULL;

    public boolean covers(AccessLevel wanted) {
        return compareTo(wanted) >= 0;
    }
}
