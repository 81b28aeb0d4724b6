package io.atelier.platform.metadata;

/** What shape a field's values have, whatever its type: several types share one, and a formula takes that of its result. */
public enum ValueKind {
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    DATETIME,
    /** Chosen values of a multi-select picklist. */
    CHOICES,
    /** A record of one module. */
    RECORD,
    /** A record of one of several modules. */
    ANY_RECORD,
    USER,
    USERS,
    FILES,
    /** Stands for fields of its own, one a part. */
    ADDRESS,
    /** Records that a linking module ties to this one. */
    LINKS,
    /** Rows of a subform. */
    ROWS;

    /** Says whether values stand in a column of the module's table; others are read from elsewhere. */
    public boolean isStored() {
        return this != ADDRESS && this != LINKS && this != ROWS;
    }
}
