package io.atelier.platform.variable;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a variable holds. The limits are those of the field type. */
public enum VariableType {
    TEXT(FieldType.TEXT),
    TEXTAREA(FieldType.TEXTAREA),
    INTEGER(FieldType.INTEGER),
    LONG(FieldType.BIGINT),
    DOUBLE(FieldType.DOUBLE),
    PERCENT(FieldType.PERCENT),
    CURRENCY(FieldType.CURRENCY),
    DATE(FieldType.DATE),
    DATETIME(FieldType.DATETIME),
    CHECKBOX(FieldType.BOOLEAN),
    EMAIL(FieldType.EMAIL),
    PHONE(FieldType.PHONE),
    URL(FieldType.WEBSITE);

    private final FieldType fieldType;

    VariableType(FieldType fieldType) {
        this.fieldType = fieldType;
    }

    FieldType fieldType() {
        return fieldType;
    }

    /** Returns the name on the wire: {@code textarea}. */
    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Finds by the name on the wire, or by the field type's. */
    public static VariableType of(String name) {
        return Arrays.stream(values())
                .filter(type ->
                        type.apiName().equals(name) || type.fieldType.apiName().equals(name))
                .findFirst()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_DATA,
                        "There is no such type of variable; use one of text, integer, date and so on.",
                        Map.of("api_name", "type", "supported_values", names())));
    }

    private static List<String> names() {
        return Arrays.stream(values()).map(VariableType::apiName).toList();
    }
}
