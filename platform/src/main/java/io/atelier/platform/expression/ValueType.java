package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueKind;
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
    /** A record of one module, or a user. */
    REFERENCE,
    /** A record of one of several modules. */
    ANY_REFERENCE,
    /** Several users. */
    USERS,
    FILES;

    /** Returns the type of the field's values, or empty where expressions cannot use the field. */
    public static Optional<ValueType> of(FieldDef field) {
        return field.isFilterable() ? of(field.kind()) : Optional.empty();
    }

    static Optional<ValueType> of(ValueKind kind) {
        return switch (kind) {
            case TEXT -> Optional.of(TEXT);
            case NUMBER -> Optional.of(NUMBER);
            case BOOLEAN -> Optional.of(BOOLEAN);
            case DATE -> Optional.of(DATE);
            case DATETIME -> Optional.of(DATETIME);
            case CHOICES -> Optional.of(CHOICES);
            case RECORD, USER -> Optional.of(REFERENCE);
            case ANY_RECORD -> Optional.of(ANY_REFERENCE);
            case USERS -> Optional.of(USERS);
            case FILES -> Optional.of(FILES);
            case ADDRESS, LINKS, ROWS -> Optional.empty();
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
            case FieldValue.AnyLookup _ -> this == ANY_REFERENCE;
            case FieldValue.Users _ -> this == USERS;
            case FieldValue.Files _ -> this == FILES;
            case FieldValue.Address _, FieldValue.Links _, FieldValue.Rows _ -> false;
        };
    }

    /** Says whether one value can be greater than another. Texts are ordered in lists only, by their language. */
    public boolean isOrdered() {
        return this == NUMBER || isTime();
    }

    public boolean isTime() {
        return this == DATE || this == DATETIME;
    }

    /** Says whether a formula can yield it, and a list be ordered or grouped by it. */
    public boolean isSimple() {
        return switch (this) {
            case NUMBER, TEXT, BOOLEAN, DATE, DATETIME -> true;
            case CHOICES, REFERENCE, ANY_REFERENCE, USERS, FILES -> false;
        };
    }

    /** Returns the name in messages: {@code date}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
