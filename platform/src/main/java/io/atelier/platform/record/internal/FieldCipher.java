package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import io.atelier.platform.secret.SecretService;
import org.jspecify.annotations.Nullable;

/** Seals the values of encrypted fields on their way into a row, and opens them on their way out of that row. */
final class FieldCipher {
    private final SecretService secrets;
    private final OrgId org;

    FieldCipher(SecretService secrets, OrgId org) {
        this.secrets = secrets;
        this.org = org;
    }

    /** Returns the value to store; of a plain field the value itself. */
    FieldValue sealed(ModuleDef module, FieldDef field, long recordId, FieldValue value) {
        return field.encrypted() && value instanceof FieldValue.Text(String plain)
                ? new FieldValue.Text(secrets.seal(org, place(module, field, recordId), plain))
                : value;
    }

    /** Returns the value that was stored; of a plain field the value itself. */
    FieldValue opened(ModuleDef module, FieldDef field, long recordId, FieldValue stored) {
        return field.encrypted() && stored instanceof FieldValue.Text(String sealed)
                ? new FieldValue.Text(secrets.open(org, place(module, field, recordId), sealed))
                : stored;
    }

    /** Opens what history holds sealed. */
    FieldChange opened(ModuleDef module, long recordId, FieldChange change) {
        FieldDef field = module.findField(change.field()).orElse(null);
        return field == null || !field.encrypted()
                ? change
                : new FieldChange(
                        change.field(),
                        opened(module, field, recordId, change.before()),
                        opened(module, field, recordId, change.after()));
    }

    private @Nullable Object opened(ModuleDef module, FieldDef field, long recordId, @Nullable Object sealed) {
        return sealed instanceof String text
                ? ValueCodec.toApi(opened(module, field, recordId, new FieldValue.Text(text)))
                : sealed;
    }

    private static String place(ModuleDef module, FieldDef field, long recordId) {
        return module.id() + "|" + field.id() + "|" + recordId;
    }
}
