package io.atelier.platform.access;

/** Why records of a module are open to somebody. */
public sealed interface SharingReason {
    /** The profile opens everything. */
    record Administrator() implements SharingReason {}

    /** The module's default does. */
    record Default(DefaultSharing sharing) implements SharingReason {}

    /** The record is their own. */
    record Own() implements SharingReason {}

    /** The owner stands below them in the role tree, or beside them in a role of peers. */
    record Superior(Role role) implements SharingReason {}

    record Rule(SharingRule rule) implements SharingReason {}

    /** Somebody shared the record by hand. */
    record Share() implements SharingReason {}

    /** A field of the record names them. */
    record Field(String field) implements SharingReason {}

    record InTerritory(Territory territory) implements SharingReason {}
}
