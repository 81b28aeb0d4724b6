package io.atelier.platform.webform.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.webform.WebFormData;
import io.atelier.platform.webform.WebFormData.FormField;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says what speaks against a form. */
public final class FormRules {
    private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\-]{1,253}(:\\d{1,5})?");
    private static final int MAX_NAME = 100;

    private FormRules() {}

    public static List<Violation> check(WebFormData data, ModuleDef module) {
        List<Violation> faults = new ArrayList<>();
        if (data.name().isBlank() || data.name().length() > MAX_NAME) {
            faults.add(new Violation(ErrorCode.INVALID_NAME, "name", "A form's name has 1 to 100 characters."));
        }
        if (data.fields().isEmpty() || data.fields().size() > WebFormData.MAX_FIELDS) {
            faults.add(new Violation(ErrorCode.LIMIT_EXCEEDED, "fields", "A form has 1 to 100 fields."));
        }
        Set<String> seen = new HashSet<>();
        for (FormField asked : data.fields()) {
            Optional<FieldDef> field = module.findField(asked.field());
            if (field.isEmpty()) {
                faults.add(new Violation(ErrorCode.INVALID_FIELD, asked.field(), "There is no such field."));
            } else if (!isAskable(field.get())) {
                faults.add(new Violation(
                        ErrorCode.NOT_SUPPORTED, asked.field(), "A public form cannot ask for a field of this kind."));
            }
            if (!seen.add(asked.field())) {
                faults.add(new Violation(ErrorCode.DUPLICATE_DATA, asked.field(), "The field stands twice."));
            }
        }
        for (FieldDef field : module.fields()) {
            if (field.required()
                    && field.defaultValue().isEmpty()
                    && isAskable(field)
                    && !seen.contains(field.apiName())) {
                faults.add(new Violation(
                        ErrorCode.MANDATORY_NOT_FOUND, field.apiName(), "Every record needs this field; add it."));
            }
        }
        if (data.allowedOrigins().size() > WebFormData.MAX_ORIGINS
                || !data.allowedOrigins().stream()
                        .allMatch(origin -> ORIGIN.matcher(origin).matches())) {
            faults.add(new Violation(
                    ErrorCode.INVALID_DATA, "allowedOrigins", "Name at most 50 sites, each as https://example.org."));
        }
        return faults;
    }

    /** Choosing a record or a person would show strangers what there is. */
    public static boolean isAskable(FieldDef field) {
        return !field.system() && !field.readOnly() && field.isPlain();
    }
}
