package io.atelier.platform.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.common.Label;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvertibleFieldsTest {

    @ParameterizedTest
    @CsvSource({
        "TEXT, INTEGER, true",
        "PICKLIST, MULTISELECTPICKLIST, true",
        "AUTONUMBER, INTEGER, true",
        "LOOKUP, TEXT, true",
        "OWNERLOOKUP, TEXT, true",
        "LOOKUP, INTEGER, false",
        "TEXT, LOOKUP, false",
        "TEXT, AUTONUMBER, false",
        "FILEUPLOAD, TEXT, false",
        "MULTI_MODULE_LOOKUP, TEXT, false",
        "FORMULA, TEXT, false",
    })
    void valuesBecomeWhatPeopleReadAsTheSame(FieldType from, FieldType to, boolean convertible) {
        assertThat(stored(from).isConvertibleTo(field(to))).isEqualTo(convertible);
    }

    @Test
    void whatStandsInNoColumnHasNothingToConvert() {
        assertThat(field(FieldType.TEXT).isConvertibleTo(field(FieldType.INTEGER)))
                .isFalse();
    }

    private static FieldDef stored(FieldType type) {
        return field(type).withStorage(new FieldStorage("c1", 0));
    }

    private static FieldDef field(FieldType type) {
        return FieldDef.of("Any", Label.of("Any"), type);
    }
}
