package io.atelier.platform.expression;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Logarithms and powers to so many digits that rounding them to the digits of {@link Decimals} gives what PostgreSQL's
 * functions give when asked for as many.
 */
public final class Logarithms {
    /** Decimals of a logarithm that is rounded next. */
    public static final int LOGARITHM = 60;

    /** Decimals of a logarithm that is multiplied first. */
    public static final int FACTOR = 90;

    /** Decimals of what is raised to e. */
    public static final int EXPONENT = 80;

    /** Decimals of the first rounding; the second is that of {@link Decimals}. */
    public static final int SETTLED = 40;

    /** From here on a power of e is too large in any case, and below its negative it is zero. */
    public static final int STEEPEST = 100;

    private static final MathContext DIGITS = new MathContext(150, RoundingMode.HALF_EVEN);
    private static final BigDecimal ENOUGH = BigDecimal.ONE.movePointLeft(145);
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int ROOTS = 4;
    private static final int HALVINGS = 10;
    private static final BigDecimal LN_10 = ofSmall(BigDecimal.TEN);

    private Logarithms() {}

    static BigDecimal natural(BigDecimal number) {
        return exact(number).setScale(LOGARITHM, RoundingMode.HALF_UP);
    }

    static BigDecimal decimal(BigDecimal number) {
        return exact(number).divide(LN_10, DIGITS).setScale(LOGARITHM, RoundingMode.HALF_UP);
    }

    static BigDecimal exponential(BigDecimal number) {
        BigDecimal steepest = BigDecimal.valueOf(STEEPEST);
        BigDecimal exponent = number.min(steepest).max(steepest.negate()).setScale(EXPONENT, RoundingMode.HALF_UP);
        BigDecimal small = exponent.divide(BigDecimal.valueOf(1L << HALVINGS), DIGITS);
        BigDecimal sum = BigDecimal.ONE;
        BigDecimal term = BigDecimal.ONE;
        for (int i = 1; term.abs().compareTo(ENOUGH) > 0; i++) {
            term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(i), DIGITS);
            sum = sum.add(term, DIGITS);
        }
        for (int i = 0; i < HALVINGS; i++) {
            sum = sum.multiply(sum, DIGITS);
        }
        return sum;
    }

    /** Returns the positive base raised to the exponent. */
    static BigDecimal power(BigDecimal base, BigDecimal exponent) {
        return exponential(exact(base).setScale(FACTOR, RoundingMode.HALF_UP).multiply(exponent));
    }

    private static BigDecimal exact(BigDecimal number) {
        int magnitude = number.precision() - number.scale() - 1;
        BigDecimal leading = number.movePointLeft(magnitude);
        return ofSmall(leading).add(LN_10.multiply(BigDecimal.valueOf(magnitude)), DIGITS);
    }

    /** Takes roots until the number is near one, where the series of the area tangent is short. */
    private static BigDecimal ofSmall(BigDecimal number) {
        BigDecimal root = number;
        for (int i = 0; i < ROOTS; i++) {
            root = root.sqrt(DIGITS);
        }
        BigDecimal ratio = root.subtract(BigDecimal.ONE).divide(root.add(BigDecimal.ONE), DIGITS);
        BigDecimal square = ratio.multiply(ratio, DIGITS);
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal power = ratio;
        for (int i = 1; power.abs().compareTo(ENOUGH) > 0; i += 2) {
            sum = sum.add(power.divide(BigDecimal.valueOf(i), DIGITS), DIGITS);
            power = power.multiply(square, DIGITS);
        }
        return sum.multiply(TWO).multiply(BigDecimal.valueOf(1L << ROOTS));
    }
}
