package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;
import java.util.Optional;

/**
 * What can be said of a field of any type.
 *
 * @param system every module has it, and no person changes its definition
 * @param externalId the value by which another system knows the record; then unique
 * @param encrypted stored as AES-GCM ciphertext; cannot be searched, filtered, sorted, grouped or used in formulas
 * @param defaultValue in API form, or empty for none
 * @param tooltip shown beside the label; absent for none
 */
public record FieldOptions(
        boolean required,
        boolean readOnly,
        boolean system,
        Uniqueness unique,
        boolean externalId,
        boolean encrypted,
        String defaultValue,
        Optional<Label> tooltip) {

    public static final FieldOptions NONE =
            new FieldOptions(false, false, false, Uniqueness.NONE, false, false, "", Optional.empty());

    public FieldOptions withRequired(boolean now) {
        return new FieldOptions(now, readOnly, system, unique, externalId, encrypted, defaultValue, tooltip);
    }

    public FieldOptions withReadOnly(boolean now) {
        return new FieldOptions(required, now, system, unique, externalId, encrypted, defaultValue, tooltip);
    }

    public FieldOptions withSystem(boolean now) {
        return new FieldOptions(required, readOnly, now, unique, externalId, encrypted, defaultValue, tooltip);
    }

    public FieldOptions withUnique(Uniqueness now) {
        return new FieldOptions(required, readOnly, system, now, externalId, encrypted, defaultValue, tooltip);
    }

    public FieldOptions withExternalId(boolean now) {
        return new FieldOptions(required, readOnly, system, unique, now, encrypted, defaultValue, tooltip);
    }

    public FieldOptions withEncrypted(boolean now) {
        return new FieldOptions(required, readOnly, system, unique, externalId, now, defaultValue, tooltip);
    }

    public FieldOptions withDefaultValue(String now) {
        return new FieldOptions(required, readOnly, system, unique, externalId, encrypted, now, tooltip);
    }

    public FieldOptions withTooltip(Optional<Label> now) {
        return new FieldOptions(required, readOnly, system, unique, externalId, encrypted, defaultValue, now);
    }
}
