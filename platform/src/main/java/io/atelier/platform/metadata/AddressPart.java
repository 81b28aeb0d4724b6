package io.atelier.platform.metadata;

import io.atelier.platform.common.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parts of an address. Each is a field of its own, so that it can be searched, sorted, imported and tracked. */
public enum AddressPart {
    STREET("Street", "Улица", FieldType.TEXT),
    BUILDING("Building", "Дом, квартира", FieldType.TEXT),
    CITY("City", "Город", FieldType.TEXT),
    STATE("State", "Регион", FieldType.TEXT),
    ZIP("Zip", "Индекс", FieldType.TEXT),
    COUNTRY("Country", "Страна", FieldType.TEXT),
    /** Degrees, -90 to 90. */
    LATITUDE("Latitude", "Широта", FieldType.DOUBLE),
    /** Degrees, -180 to 180. */
    LONGITUDE("Longitude", "Долгота", FieldType.DOUBLE);

    /** Most characters of an address's API name: its parts' names are longer. */
    public static final int MAX_ADDRESS_NAME = 40;

    private static final int TEXT_LENGTH = 255;
    private static final FieldProperties.Number DEGREES = new FieldProperties.Number(9, 6);

    private final String english;
    private final String russian;
    private final FieldType type;

    AddressPart(String english, String russian, FieldType type) {
        this.english = english;
        this.russian = russian;
        this.type = type;
    }

    /** Returns the key of the part within an address value: {@code street}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the API name of the part's own field. */
    public String fieldName(FieldDef address) {
        return address.apiName() + "_" + english;
    }

    /** Makes the wish for the part's own field. */
    public FieldDef of(FieldDef address) {
        String prefix = address.label().english();
        String russianPrefix = address.label().texts().getOrDefault("ru", prefix);
        FieldDef field = FieldDef.of(
                fieldName(address), Label.of(prefix + ": " + english, russianPrefix + ": " + russian), type);
        return field.with(type == FieldType.DOUBLE ? DEGREES : new FieldProperties.Text(TEXT_LENGTH, false, List.of()));
    }

    public static Optional<AddressPart> of(String key) {
        return Arrays.stream(values()).filter(part -> part.key().equals(key)).findFirst();
    }
}
