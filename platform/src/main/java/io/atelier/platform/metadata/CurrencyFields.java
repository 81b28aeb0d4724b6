package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;
import java.util.List;
import java.util.Optional;

/**
 * The fields, by Zoho's names, that say in which currency a record's amounts are and what one unit of the home currency is
 * in it. Modules with currency fields have them once the organization uses several currencies: the picklist {@link
 * #PICKLIST} exists.
 */
public final class CurrencyFields {
    public static final String PICKLIST = "Currencies";
    public static final String CURRENCY = "Currency";
    public static final String RATE = "Exchange_Rate";
    /** Decimals of a rate. */
    public static final int RATE_SCALE = 9;

    private static final int RATE_DIGITS = 16;

    private CurrencyFields() {}

    /** Returns the wishes for both fields. */
    public static List<FieldDef> definitions() {
        return List.of(
                FieldDef.of(CURRENCY, Label.of("Currency", "Валюта"), FieldType.PICKLIST)
                        .with(new FieldProperties.Choices(List.of(), PICKLIST, Optional.empty())),
                FieldDef.of(RATE, Label.of("Exchange Rate", "Курс"), FieldType.DOUBLE)
                        .with(new FieldProperties.Number(RATE_DIGITS, RATE_SCALE)));
    }

    /** Says whether each of the module's records names its currency. */
    public static boolean isMultiCurrency(ModuleDef module) {
        return module.findField(RATE).isPresent()
                && module.findField(CURRENCY)
                        .filter(field -> field.properties() instanceof FieldProperties.Choices choices
                                && choices.global().equals(PICKLIST))
                        .isPresent();
    }
}
