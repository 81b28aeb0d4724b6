package io.atelier.platform.access;

/** One thing that opens records to somebody, and which. */
public record SharingGrant(SharingReason reason, RowScope scope) {}
