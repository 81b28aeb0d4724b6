package io.atelier.studio.setup.modules;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldOptions;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import java.util.Locale;
import java.util.Optional;

/** What an administrator says of a field. */
record FieldDraft(
        String apiName,
        String english,
        String russian,
        FieldType type,
        FieldOptions options,
        FieldProperties properties) {

    static FieldDraft of(FieldDef field) {
        return new FieldDraft(
                field.apiName(),
                field.label().english(),
                field.label().texts().getOrDefault("ru", ""),
                field.type(),
                field.options(),
                field.properties());
    }

    String label(Locale locale) {
        return Label.of(english, russian).in(locale);
    }

    boolean required() {
        return options.required();
    }

    FieldDef toField(Optional<FieldDef> existing) {
        FieldDef field = existing.orElseGet(() -> FieldDef.of(apiName, Label.of(english, russian), type));
        return field.withLabel(Label.of(english, russian)).with(options).with(properties);
    }
}
