package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * The kinds of value a field can hold, by Zoho's API names, with the limits that they publish.
 *
 * @see FieldDef
 */
public enum FieldType {
    TEXT(255),
    TEXTAREA(32_000),
    EMAIL(100),
    PHONE(30),
    WEBSITE(450),
    PICKLIST(120),
    MULTISELECTPICKLIST(120),
    /** At most 9 digits. */
    INTEGER(9),
    /** At most 18 digits. */
    BIGINT(18),
    /** At most 16 digits, of which at most 9 decimals. */
    DOUBLE(16),
    /** At most 5 digits, of which at most 2 decimals. */
    PERCENT(5),
    /** At most 16 digits, of which at most 9 decimals. */
    CURRENCY(16),
    DATE(10),
    DATETIME(25),
    BOOLEAN(5),
    LOOKUP(19),
    OWNERLOOKUP(19),
    AUTONUMBER(50);

    private final int maxLength;

    FieldType(int maxLength) {
        this.maxLength = maxLength;
    }

    /** Returns the most characters, or digits of a number, that a value may have. */
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

    public boolean isText() {
        return switch (this) {
            case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST, AUTONUMBER -> true;
            case MULTISELECTPICKLIST, INTEGER, BIGINT, DOUBLE, PERCENT, CURRENCY, DATE, DATETIME, BOOLEAN -> false;
            case LOOKUP, OWNERLOOKUP -> false;
        };
    }

    public boolean isNumber() {
        return switch (this) {
            case INTEGER, BIGINT, DOUBLE, PERCENT, CURRENCY -> true;
            case TEXT, TEXTAREA, EMAIL, PHONE, WEBSITE, PICKLIST, AUTONUMBER, MULTISELECTPICKLIST -> false;
            case DATE, DATETIME, BOOLEAN, LOOKUP, OWNERLOOKUP -> false;
        };
    }

    public boolean isPicklist() {
        return this == PICKLIST || this == MULTISELECTPICKLIST;
    }

    /** Says whether lists may be ordered by a field of this type. */
    public boolean isSortable() {
        return this != TEXTAREA && this != MULTISELECTPICKLIST;
    }
}
