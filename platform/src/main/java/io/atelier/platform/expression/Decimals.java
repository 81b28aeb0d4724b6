package io.atelier.platform.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Exact decimal arithmetic, digit for digit what the SQL back end makes PostgreSQL do: each result is the exact one,
 * rounded half away from zero to {@link #SCALE} decimals; one of more than {@link #WHOLE_DIGITS} digits before the point
 * is empty.
 */
public final class Decimals {
    /** Most decimals of a number. */
    public static final int SCALE = 18;

    /** Most digits before the point. */
    public static final int WHOLE_DIGITS = 30;

    /** Most that an exponent may be, either way. */
    public static final int MAX_EXPONENT = 999_999_999;

    private static final BigDecimal LIMIT = BigDecimal.TEN.pow(WHOLE_DIGITS);

    private Decimals() {}

    static Optional<BigDecimal> calculate(ArithmeticOperator operator, BigDecimal left, BigDecimal right) {
        return switch (operator) {
            case PLUS -> bounded(left.add(right));
            case MINUS -> bounded(left.subtract(right));
            case TIMES -> bounded(left.multiply(right));
            case DIVIDED ->
                right.signum() == 0 ? Optional.empty() : bounded(left.divide(right, SCALE, RoundingMode.HALF_UP));
            case MODULO -> right.signum() == 0 ? Optional.empty() : bounded(left.remainder(right));
        };
    }

    /** Returns the number with all its decimals that count, or empty where it is too large. */
    static Optional<BigDecimal> bounded(BigDecimal number) {
        BigDecimal rounded = number.scale() > SCALE ? number.setScale(SCALE, RoundingMode.HALF_UP) : number;
        return rounded.abs().compareTo(LIMIT) < 0 ? Optional.of(rounded) : Optional.empty();
    }

    /** Returns the number without its decimals, or empty where it is out of bounds. */
    static Optional<Integer> whole(BigDecimal number, int least, int most) {
        BigDecimal whole = number.setScale(0, RoundingMode.DOWN);
        boolean fits =
                whole.compareTo(BigDecimal.valueOf(least)) >= 0 && whole.compareTo(BigDecimal.valueOf(most)) <= 0;
        return fits ? Optional.of(whole.intValueExact()) : Optional.empty();
    }

    static Optional<BigDecimal> squareRoot(BigDecimal number) {
        if (number.signum() < 0) {
            return Optional.empty();
        }
        // One digit more than is kept, cut off and not rounded: rounding then sees what it must.
        BigInteger square = number.scaleByPowerOfTen(2 * (SCALE + 1)).toBigInteger();
        return bounded(new BigDecimal(square.sqrt(), SCALE + 1));
    }

    static Optional<BigDecimal> naturalLogarithm(BigDecimal number) {
        return number.signum() <= 0 ? Optional.empty() : settled(Logarithms.natural(number));
    }

    static Optional<BigDecimal> decimalLogarithm(BigDecimal number) {
        return number.signum() <= 0 ? Optional.empty() : settled(Logarithms.decimal(number));
    }

    static Optional<BigDecimal> exponential(BigDecimal number) {
        return settled(Logarithms.exponential(number));
    }

    static Optional<BigDecimal> power(BigDecimal base, BigDecimal exponent) {
        if (exponent.abs().compareTo(BigDecimal.valueOf(MAX_EXPONENT)) > 0) {
            return Optional.empty();
        }
        if (exponent.signum() == 0) {
            return Optional.of(BigDecimal.ONE);
        }
        if (base.signum() == 0) {
            return exponent.signum() > 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        }
        boolean isWhole = exponent.stripTrailingZeros().scale() <= 0;
        if (base.signum() < 0 && !isWhole) {
            return Optional.empty();
        }
        BigDecimal size = Logarithms.power(base.abs(), exponent);
        boolean odd = isWhole && exponent.toBigInteger().testBit(0);
        return settled(base.signum() < 0 && odd ? size.negate() : size);
    }

    /** Rounds twice, so that a half that was nearly met counts as one in either back end. */
    private static Optional<BigDecimal> settled(BigDecimal number) {
        return bounded(number.setScale(Logarithms.SETTLED, RoundingMode.HALF_UP));
    }
}
