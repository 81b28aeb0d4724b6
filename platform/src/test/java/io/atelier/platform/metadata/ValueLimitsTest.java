package io.atelier.platform.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Label;
import io.atelier.platform.metadata.ValueCodec.Parsed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every type at, below and above its limits, and given what is not of its type. */
class ValueLimitsTest {
    static Stream<Arguments> fitting() {
        return Stream.of(
                Arguments.of(field(FieldType.TEXT), "x".repeat(255)),
                Arguments.of(field(FieldType.TEXT), "\ud83d\ude00".repeat(255)),
                Arguments.of(area(32_000, false), "x".repeat(32_000)),
                Arguments.of(area(50_000, true), "x".repeat(50_000)),
                Arguments.of(field(FieldType.EMAIL), "a@" + "b".repeat(94) + ".org"),
                Arguments.of(field(FieldType.PHONE), "1".repeat(30)),
                Arguments.of(field(FieldType.WEBSITE), "https://example.org/" + "x".repeat(430)),
                Arguments.of(field(FieldType.INTEGER), "999999999"),
                Arguments.of(field(FieldType.INTEGER), "-999999999"),
                Arguments.of(field(FieldType.INTEGER), 1.0),
                Arguments.of(field(FieldType.BIGINT), "999999999999999999"),
                Arguments.of(number(FieldType.DOUBLE, 16, 9), "9999999.999999999"),
                Arguments.of(number(FieldType.CURRENCY, 16, 2), "-99999999999999.99"),
                Arguments.of(number(FieldType.PERCENT, 5, 2), "999.99"),
                Arguments.of(field(FieldType.DOUBLE), "1E3"),
                Arguments.of(field(FieldType.DOUBLE), "0E-40"),
                Arguments.of(field(FieldType.DATE), "0001-01-01"),
                Arguments.of(field(FieldType.DATE), "9999-12-31"),
                Arguments.of(field(FieldType.DATE), "2024-02-29"),
                Arguments.of(field(FieldType.DATETIME), "0001-01-01T00:00:00Z"),
                Arguments.of(field(FieldType.DATETIME), "9999-12-31T23:59:59.999999Z"),
                Arguments.of(field(FieldType.BOOLEAN), "true"),
                Arguments.of(field(FieldType.BOOLEAN), false),
                Arguments.of(choices(FieldType.PICKLIST, 1), "V0"),
                Arguments.of(choices(FieldType.MULTISELECTPICKLIST, 101), values(100)),
                Arguments.of(field(FieldType.LOOKUP), Long.toString(Long.MAX_VALUE)),
                Arguments.of(field(FieldType.LOOKUP), Map.of("id", "1")),
                Arguments.of(anyLookup(), "Accounts:1"),
                Arguments.of(anyLookup(), Map.of("module", Map.of("api_name", "Accounts"), "id", 1)),
                Arguments.of(field(FieldType.MULTIUSERLOOKUP), ids(100)),
                Arguments.of(field(FieldType.FILEUPLOAD), ids(5)),
                Arguments.of(field(FieldType.IMAGEUPLOAD), ids(10)),
                Arguments.of(field(FieldType.MULTISELECTLOOKUP), ids(1_000)));
    }

    static Stream<Arguments> tooMuch() {
        return Stream.of(
                Arguments.of(field(FieldType.TEXT), "x".repeat(256)),
                Arguments.of(field(FieldType.TEXT), "\ud83d\ude00".repeat(256)),
                Arguments.of(area(32_000, false), "x".repeat(32_001)),
                Arguments.of(area(50_000, true), "x".repeat(50_001)),
                Arguments.of(field(FieldType.EMAIL), "a@" + "b".repeat(95) + ".org"),
                Arguments.of(field(FieldType.PHONE), "1".repeat(31)),
                Arguments.of(field(FieldType.WEBSITE), "https://example.org/" + "x".repeat(431)),
                Arguments.of(field(FieldType.INTEGER), "1000000000"),
                Arguments.of(field(FieldType.INTEGER), "1.5"),
                Arguments.of(field(FieldType.BIGINT), "1000000000000000000"),
                Arguments.of(number(FieldType.DOUBLE, 16, 9), "10000000"),
                Arguments.of(number(FieldType.DOUBLE, 16, 9), "0.0000000001"),
                Arguments.of(number(FieldType.CURRENCY, 16, 2), "100000000000000"),
                Arguments.of(number(FieldType.CURRENCY, 16, 2), "0.001"),
                Arguments.of(number(FieldType.PERCENT, 5, 2), "1000"),
                Arguments.of(field(FieldType.DOUBLE), "1E40"),
                Arguments.of(choices(FieldType.MULTISELECTPICKLIST, 101), values(101)),
                Arguments.of(field(FieldType.MULTIUSERLOOKUP), ids(101)),
                Arguments.of(field(FieldType.FILEUPLOAD), ids(6)),
                Arguments.of(field(FieldType.IMAGEUPLOAD), ids(11)),
                Arguments.of(field(FieldType.MULTISELECTLOOKUP), ids(1_001)));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(field(FieldType.TEXT), Map.of("a", "b")),
                Arguments.of(field(FieldType.TEXT), List.of("a")),
                Arguments.of(field(FieldType.TEXT), "half \ud83d"),
                Arguments.of(field(FieldType.TEXT), "\ude00 other half"),
                Arguments.of(field(FieldType.EMAIL), "nobody"),
                Arguments.of(field(FieldType.EMAIL), "a@b@c"),
                Arguments.of(field(FieldType.PHONE), "call me"),
                Arguments.of(field(FieldType.PHONE), "+()"),
                Arguments.of(field(FieldType.WEBSITE), "javascript:alert(1)"),
                Arguments.of(field(FieldType.INTEGER), "many"),
                Arguments.of(field(FieldType.INTEGER), true),
                Arguments.of(field(FieldType.INTEGER), "1,5"),
                Arguments.of(field(FieldType.DOUBLE), Double.NaN),
                Arguments.of(field(FieldType.DOUBLE), Double.POSITIVE_INFINITY),
                Arguments.of(field(FieldType.DOUBLE), "0x1F"),
                Arguments.of(field(FieldType.DOUBLE), "1".repeat(41)),
                Arguments.of(field(FieldType.DATE), "2023-02-29"),
                Arguments.of(field(FieldType.DATE), "0000-01-01"),
                Arguments.of(field(FieldType.DATE), "+10000-01-01"),
                Arguments.of(field(FieldType.DATE), "31.12.2026"),
                Arguments.of(field(FieldType.DATETIME), "2026-12-31T23:59:00"),
                Arguments.of(field(FieldType.DATETIME), "2026-12-31"),
                Arguments.of(field(FieldType.BOOLEAN), "yes"),
                Arguments.of(field(FieldType.BOOLEAN), 1),
                Arguments.of(choices(FieldType.PICKLIST, 1), "V1"),
                Arguments.of(choices(FieldType.MULTISELECTPICKLIST, 1), List.of("V0", "V1")),
                Arguments.of(field(FieldType.LOOKUP), "-1"),
                Arguments.of(field(FieldType.LOOKUP), "9223372036854775808"),
                Arguments.of(field(FieldType.LOOKUP), Map.of("name", "x")),
                Arguments.of(anyLookup(), "17"),
                Arguments.of(anyLookup(), "Deals:17"),
                Arguments.of(field(FieldType.MULTIUSERLOOKUP), List.of("x")),
                Arguments.of(field(FieldType.ADDRESS), "Berlin"),
                Arguments.of(field(FieldType.SUBFORM), "a row"));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void takesWhatFits(FieldDef field, Object input) {
        assertThat(ValueCodec.parse(field, input))
                .isInstanceOfSatisfying(
                        Parsed.Good.class,
                        good -> assertThat(good.value().isNull()).isFalse());
    }

    @ParameterizedTest
    @MethodSource("tooMuch")
    void refusesWhatIsTooMuch_andNamesTheLimit(FieldDef field, Object input) {
        assertThat(ValueCodec.parse(field, input)).isInstanceOfSatisfying(Parsed.Bad.class, bad -> {
            assertThat(bad.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED);
            assertThat(bad.message()).containsPattern("\\d");
        });
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void refusesWhatIsNotOfTheType_andSaysWhatWouldBe(FieldDef field, Object input) {
        assertThat(ValueCodec.parse(field, input)).isInstanceOfSatisfying(Parsed.Bad.class, bad -> {
            assertThat(bad.code()).isEqualTo(ErrorCode.INVALID_DATA);
            assertThat(bad.message()).isNotBlank();
        });
    }

    @ParameterizedTest
    @EnumSource(FieldType.class)
    void takesNothingAsEmpty(FieldType type) {
        assertThat(ValueCodec.parse(field(type), null)).isEqualTo(new Parsed.Good(FieldValue.NULL));
        assertThat(ValueCodec.parse(field(type), "  ")).isEqualTo(new Parsed.Good(FieldValue.NULL));
    }

    @ParameterizedTest
    @MethodSource("fitting")
    void readsBackWhatItWrites(FieldDef field, Object input) {
        if (ValueCodec.parse(field, input) instanceof Parsed.Good(FieldValue value)) {
            assertThat(ValueCodec.parse(field, ValueCodec.toApi(value))).isEqualTo(new Parsed.Good(value));
        }
    }

    @Test
    void numbersAreEqualByAmount() {
        assertThat(ValueCodec.parse(field(FieldType.DOUBLE), "1.50"))
                .isEqualTo(ValueCodec.parse(field(FieldType.DOUBLE), new BigDecimal("1.5")));
    }

    private static FieldDef field(FieldType type) {
        return FieldDef.of("Thing", Label.of("Thing"), type);
    }

    private static FieldDef area(int length, boolean rich) {
        return field(FieldType.TEXTAREA).with(new FieldProperties.Text(length, rich, List.of()));
    }

    private static FieldDef number(FieldType type, int precision, int scale) {
        return field(type).with(new FieldProperties.Number(precision, scale));
    }

    private static FieldDef anyLookup() {
        return field(FieldType.MULTI_MODULE_LOOKUP)
                .with(new FieldProperties.AnyLookup(List.of("Accounts", "Contacts"), Optional.empty()));
    }

    private static FieldDef choices(FieldType type, int count) {
        return field(type)
                .with(FieldProperties.Choices.of(values(count).stream()
                        .map(value -> new PicklistValue(value, Label.of(value), ""))
                        .toList()));
    }

    private static List<String> values(int count) {
        return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "V" + i).toList());
    }

    private static List<String> ids(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(Long::toString).toList();
    }
}
