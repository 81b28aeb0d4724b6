package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The kinds of field, by Zoho's API names, with the limits that they publish.
 *
 * @see FieldDef
 */
public enum FieldType {
    TEXT(ValueKind.TEXT, 255),
    /** Plain or, by its properties, rich text. */
    TEXTAREA(ValueKind.TEXT, 50_000),
    EMAIL(ValueKind.TEXT, 100),
    PHONE(ValueKind.TEXT, 30),
    WEBSITE(ValueKind.TEXT, 450),
    PICKLIST(ValueKind.TEXT, 120),
    MULTISELECTPICKLIST(ValueKind.CHOICES, 120),
    /** At most 9 digits. */
    INTEGER(ValueKind.NUMBER, 9),
    /** At most 18 digits. */
    BIGINT(ValueKind.NUMBER, 18),
    /** At most 16 digits, of which at most 9 decimals. */
    DOUBLE(ValueKind.NUMBER, 16),
    /** At most 5 digits, of which at most 2 decimals. */
    PERCENT(ValueKind.NUMBER, 5),
    /** At most 16 digits, of which at most 9 decimals. */
    CURRENCY(ValueKind.NUMBER, 16),
    DATE(ValueKind.DATE, 10),
    DATETIME(ValueKind.DATETIME, 25),
    BOOLEAN(ValueKind.BOOLEAN, 5),
    AUTONUMBER(ValueKind.TEXT, 50),
    LOOKUP(ValueKind.RECORD, 19),
    /** Points to a record of one of several modules. */
    MULTI_MODULE_LOOKUP(ValueKind.ANY_RECORD, 70),
    /** Many to many; each pair is a record of a linking module. */
    MULTISELECTLOOKUP(ValueKind.LINKS, 0),
    OWNERLOOKUP(ValueKind.USER, 19),
    USERLOOKUP(ValueKind.USER, 19),
    MULTIUSERLOOKUP(ValueKind.USERS, 0),
    FILEUPLOAD(ValueKind.FILES, 0),
    IMAGEUPLOAD(ValueKind.FILES, 0),
    /** Figured from other fields; the kind of its values is that of its result. */
    FORMULA(ValueKind.TEXT, 0),
    /** Figured from the records that point here. */
    ROLLUP_SUMMARY(ValueKind.NUMBER, 18),
    /** Rows that belong to the record; each is a record of a child module. */
    SUBFORM(ValueKind.ROWS, 0),
    ADDRESS(ValueKind.ADDRESS, 0);

    private final ValueKind kind;
    private final int maxLength;

    FieldType(ValueKind kind, int maxLength) {
        this.kind = kind;
        this.maxLength = maxLength;
    }

    /** Returns the kind of its values; of a formula use {@link FieldDef#kind()}. */
    public ValueKind kind() {
        return kind;
    }

    /** Returns the most characters, or digits of a number, that a value may have; 0 where neither counts. */
    public int maxLength() {
        return maxLength;
    }

    /** Returns the name on the wire and in YAML: {@code multiselectpicklist}. */
    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static FieldType of(String apiName) {
        return Arrays.stream(values())
                .filter(type -> type.apiName().equals(apiName))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA,
                        "There is no such field type; use one of text, picklist, currency and so on.",
                        Map.of(
                                "supported_values",
                                Arrays.stream(values()).map(FieldType::apiName).toList())));
    }

    /** Says whether people enter its values as text with a most length. */
    public boolean isText() {
        return kind == ValueKind.TEXT && this != FORMULA;
    }

    /** Says whether people enter its values as numbers. */
    public boolean isNumber() {
        return kind == ValueKind.NUMBER && this != ROLLUP_SUMMARY;
    }

    public boolean isPicklist() {
        return this == PICKLIST || this == MULTISELECTPICKLIST;
    }

    /** Says whether the platform figures its values; nobody enters them. */
    public boolean isComputed() {
        return this == FORMULA || this == ROLLUP_SUMMARY;
    }
}
