package io.atelier.platform.file;

/**
 * A file that is stored.
 *
 * @param name as it was uploaded, without any folder; shown, never used as a path
 * @param mediaType as its sender said; not to be trusted
 * @param size in bytes
 */
public record StoredFile(long id, String name, String mediaType, long size, String sha256) {}
