package io.atelier.studio.setup.profiles;

/** What a profile's people may do with a field. */
enum FieldLevel {
    READ_WRITE,
    READ_ONLY,
    HIDDEN
}
