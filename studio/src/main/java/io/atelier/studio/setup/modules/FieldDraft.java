package io.atelier.studio.setup.modules;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.PicklistValue;
import java.util.List;
import java.util.Optional;

/** What an administrator says of a field; the rest follows from its type. */
record FieldDraft(
        String apiName,
        String english,
        String russian,
        FieldType type,
        boolean required,
        List<PicklistValue> values,
        String target) {

    static FieldDraft of(FieldDef field) {
        return new FieldDraft(
                field.apiName(),
                field.label().english(),
                field.label().texts().getOrDefault("ru", ""),
                field.type(),
                field.required(),
                field.values(),
                field.target());
    }

    FieldDef toField(Optional<FieldDef> existing, Label moduleLabel) {
        FieldDef field = existing.orElseGet(() -> FieldDef.of(apiName, Label.of(english, russian), type));
        return field.withLabel(Label.of(english, russian))
                .with(field.options().withRequired(required))
                .with(properties(field.properties(), existing.isEmpty(), moduleLabel));
    }

    private FieldProperties properties(FieldProperties known, boolean isNew, Label moduleLabel) {
        return switch (known) {
            case FieldProperties.Choices choices ->
                new FieldProperties.Choices(values, choices.global(), choices.dependency());
            case FieldProperties.Lookup lookup ->
                new FieldProperties.Lookup(
                        target, isNew ? Optional.of(moduleLabel) : lookup.relatedList(), lookup.filter());
            case FieldProperties other -> other;
        };
    }
}
