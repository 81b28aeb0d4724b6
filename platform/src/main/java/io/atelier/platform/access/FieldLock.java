package io.atelier.platform.access;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import java.util.Optional;

/** Why a profile cannot hide a field. */
public enum FieldLock {
    /** Without it nobody could save a record. */
    MANDATORY,
    /** Every module has it, and rights ask for it. */
    SYSTEM,
    /** Records are called by it. It can be read-only. */
    NAME;

    /** Returns what keeps the field from being hidden; empty where a profile may do so. */
    public static Optional<FieldLock> of(ModuleDef module, FieldDef field) {
        if (field.system()) {
            return Optional.of(SYSTEM);
        }
        if (field.required()) {
            return Optional.of(MANDATORY);
        }
        return field.apiName().equals(module.displayField()) ? Optional.of(NAME) : Optional.empty();
    }

    /** Says whether a profile may make it read-only all the same. */
    public boolean allowsReadOnly() {
        return this == NAME;
    }
}
