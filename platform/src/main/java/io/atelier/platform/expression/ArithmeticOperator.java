package io.atelier.platform.expression;

import java.util.Arrays;
import java.util.Optional;

/** Makes a number of two. Results obey the limits of {@link Decimals}; what goes beyond is empty. */
public enum ArithmeticOperator {
    PLUS("+"),
    MINUS("-"),
    TIMES("*"),
    /** Empty where the divisor is zero. */
    DIVIDED("/"),
    /** What a whole-number division leaves, with the sign of the dividend. Empty where the divisor is zero. */
    MODULO("%");

    private final String symbol;

    ArithmeticOperator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    public static Optional<ArithmeticOperator> of(String symbol) {
        return Arrays.stream(values()).filter(o -> o.symbol.equals(symbol)).findFirst();
    }
}
