package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Calls functions on values. Chooses by kind of function; what each does is in the class of its kind. */
final class FunctionEvaluator {
    private static final int LEAST_DECIMALS = -Decimals.WHOLE_DIGITS;

    private final DateFunctions dates;
    private final TextFunctions texts;

    FunctionEvaluator(ZoneId zone) {
        this.dates = new DateFunctions(zone);
        this.texts = new TextFunctions(zone);
    }

    FieldValue evaluate(Expression.Call call, List<FieldValue> values) {
        return switch (call.function()) {
            case IF -> throw new IllegalStateException("a choice is no function of values");
            case IFEMPTY -> values.stream().filter(v -> !v.isNull()).findFirst().orElse(FieldValue.NULL);
            case MAX -> extreme(values, 1);
            case MIN -> extreme(values, -1);
            case ABS, CEIL, FLOOR, ROUND, SQRT, POWER, EXP, LN, LOG ->
                values.stream().allMatch(FieldValue.Number.class::isInstance)
                        ? number(numeric(call, values))
                        : FieldValue.NULL;
            case CONCAT, FIND, LEN, LOWER, UPPER, TRIM, LTRIM, RTRIM, SUBSTRING, REPLACE, TOSTRING ->
                texts.evaluate(call.function(), values);
            case ADDDATE,
                    DATECOMP,
                    DATEBETWEEN,
                    NEWDATE,
                    NEWDATETIME,
                    DATEPART,
                    TIMEPART,
                    STARTOFDAY,
                    YEAR,
                    MONTHOFYEAR,
                    DAYOFMONTH,
                    HOUR,
                    MINUTE,
                    WEEKDAY ->
                values.stream().anyMatch(FieldValue::isNull) ? FieldValue.NULL : dates.evaluate(call, values);
        };
    }

    private static Optional<BigDecimal> numeric(Expression.Call call, List<FieldValue> values) {
        BigDecimal first = decimal(values.getFirst());
        return switch (call.function()) {
            case ABS -> Optional.of(first.abs());
            case CEIL -> Decimals.bounded(first.setScale(0, RoundingMode.CEILING));
            case FLOOR -> Decimals.bounded(first.setScale(0, RoundingMode.FLOOR));
            case ROUND ->
                (values.size() == 1
                                ? Optional.of(0)
                                : Decimals.whole(decimal(values.get(1)), LEAST_DECIMALS, Decimals.SCALE))
                        .flatMap(scale -> Decimals.bounded(first.setScale(scale, RoundingMode.HALF_UP)));
            case SQRT -> Decimals.squareRoot(first);
            case POWER -> Decimals.power(first, decimal(values.get(1)));
            case EXP -> Decimals.exponential(first);
            case LN -> Decimals.naturalLogarithm(first);
            case LOG -> Decimals.decimalLogarithm(first);
            default -> throw new IllegalStateException(call.function() + " makes no number of numbers");
        };
    }

    private static FieldValue extreme(List<FieldValue> values, int sign) {
        FieldValue best = FieldValue.NULL;
        for (FieldValue value : values) {
            if (!value.isNull() && (best.isNull() || sign * compare(value, best) > 0)) {
                best = value;
            }
        }
        return best;
    }

    private static int compare(FieldValue left, FieldValue right) {
        return switch (left) {
            case FieldValue.Number(var number) -> number.compareTo(decimal(right));
            case FieldValue.Date(var date) -> date.compareTo(((FieldValue.Date) right).date());
            case FieldValue.DateTime(var instant) -> instant.compareTo(((FieldValue.DateTime) right).instant());
            default -> throw new IllegalStateException("the checker lets no order on these through");
        };
    }

    static BigDecimal decimal(FieldValue value) {
        return ((FieldValue.Number) value).number();
    }

    static FieldValue number(Optional<BigDecimal> number) {
        return number.<FieldValue>map(FieldValue.Number::new).orElse(FieldValue.NULL);
    }
}
