package io.atelier.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to measure.
 *
 * @param rows leads in the table
 * @param only keys of the rows of the contract; empty for all
 * @param seconds that each side of a row is measured
 * @param data folder that is kept for the next run; empty for one that is deleted
 */
record Options(int rows, List<String> only, int seconds, Optional<Path> data) {
    private static final int MOST_ROWS = 1_000_000;
    private static final int MOST_SECONDS = 600;

    static Options parse(String... arguments) {
        Options options = new Options(100_000, List.of(), 8, Optional.empty());
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            String value = arguments[i + 1];
            options = switch (arguments[i]) {
                case "--rows" ->
                    new Options(number("--rows", value, MOST_ROWS), options.only, options.seconds, options.data);
                case "--only" -> new Options(options.rows, List.of(value.split(",")), options.seconds, options.data);
                case "--seconds" ->
                    new Options(options.rows, options.only, number("--seconds", value, MOST_SECONDS), options.data);
                case "--data" -> new Options(options.rows, options.only, options.seconds, Optional.of(Path.of(value)));
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            };
        }
        return options;
    }

    boolean wants(String key) {
        return only.isEmpty() || only.contains(key);
    }

    private static int number(String option, String text, int most) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(option + " needs a number from 1 to " + most);
    }
}
