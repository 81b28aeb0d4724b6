package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Units of {@link FormulaFunction#ADDDATE} and {@link FormulaFunction#DATEBETWEEN}. */
public enum DateUnit {
    YEAR(1_000),
    MONTH(12_000),
    WEEK(52_000),
    DAY(366_000),
    HOUR(8_784_000),
    MINUTE(527_040_000);

    private final int most;

    DateUnit(int most) {
        this.most = most;
    }

    /** Returns how many can be added or taken away: about a thousand years. */
    public int most() {
        return most;
    }

    /** Says whether it is counted in the calendar; hours and minutes are counted by the clock. */
    public boolean isCalendar() {
        return switch (this) {
            case YEAR, MONTH, WEEK, DAY -> true;
            case HOUR, MINUTE -> false;
        };
    }

    static Optional<DateUnit> find(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(u -> u.name().equals(wanted)).findFirst();
    }

    /** Returns the unit that the checker left as a literal. */
    public static DateUnit of(Expression literal) {
        if (literal instanceof Expression.Literal(FieldValue.Text(String name), ValueType _)) {
            return valueOf(name);
        }
        throw new IllegalStateException("the checker lets no unit through that is not written out");
    }
}
