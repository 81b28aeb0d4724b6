package io.atelier.platform.access;

/** What may be done with the records of a module. */
public enum Verb {
    READ,
    CREATE,
    UPDATE,
    DELETE,
    IMPORT,
    EXPORT
}
