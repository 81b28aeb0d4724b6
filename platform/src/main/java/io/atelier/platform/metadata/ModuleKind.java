package io.atelier.platform.metadata;

/** What a module is for; all are read and written alike. */
public enum ModuleKind {
    ORDINARY,
    /** Its records are the pairs of a many-to-many lookup. */
    LINKING,
    /** Its records are rows of a record of another module. */
    SUBFORM;

    /** Says whether its records live and die with the records that they belong to. */
    public boolean isOwned() {
        return this != ORDINARY;
    }
}
