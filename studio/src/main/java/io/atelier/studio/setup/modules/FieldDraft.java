package io.atelier.studio.setup.modules;

import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.FieldDef;
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

    private static final int MONEY_SCALE = 2;
    private static final int PERCENT_SCALE = 2;
    private static final int DOUBLE_SCALE = 4;

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
        return new FieldDef(
                existing.map(FieldDef::id).orElse(0L),
                apiName,
                Label.of(english, russian),
                type,
                required,
                existing.map(FieldDef::readOnly).orElse(type == FieldType.AUTONUMBER),
                false,
                existing.map(FieldDef::length).orElse(type.isText() ? type.maxLength() : 0),
                existing.map(FieldDef::precision).orElse(type.isNumber() ? type.maxLength() : 0),
                existing.map(FieldDef::scale).orElse(scale()),
                existing.map(FieldDef::defaultValue).orElse(""),
                values,
                target,
                existing.map(FieldDef::relatedList)
                        .orElse(type == FieldType.LOOKUP ? Optional.of(moduleLabel) : Optional.empty()),
                existing.map(FieldDef::composedOf).orElse(List.of()),
                existing.map(FieldDef::prefix).orElse(""));
    }

    private int scale() {
        return switch (type) {
            case CURRENCY -> MONEY_SCALE;
            case PERCENT -> PERCENT_SCALE;
            case DOUBLE -> DOUBLE_SCALE;
            case TEXT,
                    TEXTAREA,
                    EMAIL,
                    PHONE,
                    WEBSITE,
                    PICKLIST,
                    MULTISELECTPICKLIST,
                    INTEGER,
                    BIGINT,
                    DATE,
                    DATETIME,
                    BOOLEAN,
                    LOOKUP,
                    OWNERLOOKUP,
                    AUTONUMBER -> 0;
        };
    }
}
