package io.atelier.platform.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a formula field yields, by Zoho's names. */
public enum FormulaType {
    DOUBLE(ValueType.NUMBER),
    CURRENCY(ValueType.NUMBER),
    INTEGER(ValueType.NUMBER),
    TEXT(ValueType.TEXT),
    DATE(ValueType.DATE),
    DATETIME(ValueType.DATETIME),
    BOOLEAN(ValueType.BOOLEAN);

    private final ValueType valueType;

    FormulaType(ValueType valueType) {
        this.valueType = valueType;
    }

    public ValueType valueType() {
        return valueType;
    }

    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FormulaType> find(String apiName) {
        return Arrays.stream(values()).filter(t -> t.apiName().equals(apiName)).findFirst();
    }
}
