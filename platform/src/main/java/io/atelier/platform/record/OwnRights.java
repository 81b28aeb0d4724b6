package io.atelier.platform.record;

/** What somebody may do with a record that they see: the profile and sharing both say so. */
public record OwnRights(boolean mayEdit, boolean mayDelete) {}
