package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import java.util.Locale;
import java.util.Optional;

/** What an expression can yield. Any of them may be empty as well. */
public enum ValueType {
    NUMBER,
    TEXT,
    BOOLEAN,
    DATE,
    DATETIME,
    /** What is chosen in a multi-select picklist. */
    CHOICES,
    /** A record or user that is pointed to. */
    REFERENCE;

    /** Returns the type of the field's values, or empty where expressions cannot use the field. */
    public static Optional<ValueType> of(FieldDef field) {
        return switch (field.type()) {
            case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST, AUTONUMBER -> Optional.of(TEXT);
            case MULTISELECTPICKLIST -> Optional.of(CHOICES);
            case INTEGER, BIGINT, DOUBLE, PERCENT, CURRENCY -> Optional.of(NUMBER);
            case DATE -> Optional.of(DATE);
            case DATETIME -> Optional.of(DATETIME);
            case BOOLEAN -> Optional.of(BOOLEAN);
            case LOOKUP, OWNERLOOKUP -> Optional.of(REFERENCE);
        };
    }

    /** Says whether the value, when it is not empty, is of this type. */
    public boolean holds(FieldValue value) {
        return switch (value) {
            case FieldValue.Null _ -> true;
            case FieldValue.Text _ -> this == TEXT;
            case FieldValue.Number _ -> this == NUMBER;
            case FieldValue.Bool _ -> this == BOOLEAN;
            case FieldValue.Date _ -> this == DATE;
            case FieldValue.DateTime _ -> this == DATETIME;
            case FieldValue.MultiPicklist _ -> this == CHOICES;
            case FieldValue.Lookup _ -> this == REFERENCE;
        };
    }

    /** Says whether one value can be greater than another. Texts are ordered in lists only, by their language. */
    public boolean isOrdered() {
        return this == NUMBER || this == DATE || this == DATETIME;
    }

    public boolean isTime() {
        return this == DATE || this == DATETIME;
    }

    /** Returns the name in messages: {@code date}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
