package io.atelier.studio.component;

/** What a lookup can point to: a record or user by its name. */
public record LookupItem(long id, String name) {}
