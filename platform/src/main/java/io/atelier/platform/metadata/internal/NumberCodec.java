package io.atelier.platform.metadata.internal;

import static io.atelier.platform.metadata.ValueCodec.bad;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec.Parsed;
import java.math.BigDecimal;

/** Reads numbers of at most the field's digits; rounds nothing away. */
public final class NumberCodec {
    private NumberCodec() {}

    public static Parsed number(FieldDef field, Object input) {
        String text = input.toString().strip();
        // A longer text cannot be a number that fits, and 1E9999 must not become one.
        if (text.length() > 40 || !(input instanceof String || input instanceof Number)) {
            return bad("A number is needed.");
        }
        BigDecimal number;
        try {
            number = new BigDecimal(text);
        } catch (NumberFormatException _) {
            return bad("A number is needed, with a point before its decimals.");
        }
        boolean tooLong = Math.abs((long) number.scale()) > 40;
        if (tooLong || wholeDigits(number) > wholeDigits(field)) {
            return new Parsed.Bad(
                    ErrorCode.LIMIT_EXCEEDED, "At most " + (wholeDigits(field)) + " digits fit before the point.");
        }
        if (number.stripTrailingZeros().scale() > field.scale()) {
            return new Parsed.Bad(ErrorCode.LIMIT_EXCEEDED, "At most " + field.scale() + " decimals fit.");
        }
        return new Parsed.Good(new FieldValue.Number(number));
    }

    private static int wholeDigits(BigDecimal number) {
        return number.signum() == 0 ? 0 : Math.max(0, number.precision() - number.scale());
    }

    /** A figured number has its type's digits, whatever a person's field may hold. */
    private static int wholeDigits(FieldDef field) {
        return (field.precision() > 0 ? field.precision() : field.type().maxLength()) - field.scale();
    }
}
