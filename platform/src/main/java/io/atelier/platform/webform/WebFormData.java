package io.atelier.platform.webform;

import io.atelier.platform.common.Label;
import java.util.List;
import java.util.Optional;

/**
 * What an administrator says of a form.
 *
 * @param thankYou plain text, shown after a submission
 * @param allowedOrigins sites that may send it from a script, as {@code https://example.org}; empty for any
 * @param ownerUser whose rights the form writes with, and who owns what it makes
 */
public record WebFormData(
        String name,
        String module,
        List<FormField> fields,
        Label thankYou,
        List<String> allowedOrigins,
        long ownerUser) {

    public static final int MAX_FIELDS = 100;
    public static final int MAX_ORIGINS = 50;

    public WebFormData {
        fields = List.copyOf(fields);
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /**
     * One question of a form, in the order of the form.
     *
     * @param field API name
     * @param required also where the module does not require it
     * @param label what stands there in place of the field's own
     */
    public record FormField(String field, boolean required, Optional<Label> label) {}
}
