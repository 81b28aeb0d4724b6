package io.atelier.templates.sample;

import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Throws the same dice for the same seed, on every machine. */
final class Dice {

    /** {@link Random} is the one generator whose algorithm is part of its contract. */
    private final RandomGenerator random;

    Dice(long seed) {
        random = new Random(seed);
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a number from first to last, both included. */
    int between(int first, int last) {
        return first + random.nextInt(last - first + 1);
    }

    /** Picks the index of a weight, in proportion to the weights. */
    int weighted(int... weights) {
        int sum = 0;
        for (int weight : weights) {
            sum += weight;
        }
        int left = random.nextInt(sum);
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index];
            index++;
        }
        return index;
    }

    /** Returns an amount around the median: many small ones, a few very large, in full steps. */
    BigDecimal amount(long median, long step) {
        double factor = StrictMath.exp(random.nextGaussian() * 0.9);
        long steps = Math.max(1, Math.round(median * factor / step));
        return BigDecimal.valueOf(steps * step).setScale(2);
    }

    /** Fills a pattern: {@code #} becomes a digit, {@code @} a capital letter. */
    String fill(String pattern) {
        StringBuilder result = new StringBuilder(pattern.length());
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '#' -> result.append((char) ('0' + random.nextInt(10)));
                case '@' -> result.append((char) ('A' + random.nextInt(26)));
                default -> result.append(c);
            }
        }
        return result.toString();
    }
}
