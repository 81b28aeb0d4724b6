package io.atelier.templates;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The only things a template can call, all on {@code $format}. */
enum FormatFunction {
    /** A date or moment as a date; optionally with a pattern. */
    DATE(1, 2),
    /** A moment as a time of day; optionally with a pattern. */
    TIME(1, 2),
    /** A moment as date and time; optionally with a pattern. */
    DATETIME(1, 2),
    /** A number in the language's way; optionally with the digits after the point. */
    NUMBER(1, 2),
    /** A number as money; optionally with the currency's code. */
    MONEY(1, 2),
    /** In capitals. */
    UPPER(1, 1),
    /** In small letters. */
    LOWER(1, 1),
    /** Without spaces around. */
    TRIM(1, 1),
    /** The second value where the first is missing or empty. */
    DEFAULT(2, 2),
    /** Safe inside a query of a URL. */
    URL(1, 1),
    /** A list as one text; optionally with what goes between. */
    JOIN(1, 2),
    /** How many elements a list has. */
    COUNT(1, 1),
    /** In HTML: the text escaped, with its line breaks kept. */
    LINES(1, 1),
    /** In HTML: rich text as it is, after cleaning. */
    RAW(1, 1);

    private final int fewestArguments;
    private final int mostArguments;

    FormatFunction(int fewestArguments, int mostArguments) {
        this.fewestArguments = fewestArguments;
        this.mostArguments = mostArguments;
    }

    boolean takes(int arguments) {
        return arguments >= fewestArguments && arguments <= mostArguments;
    }

    String templateName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<FormatFunction> named(String name) {
        return Arrays.stream(values())
                .filter(function -> function.templateName().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(FormatFunction::templateName).collect(Collectors.joining(", "));
    }
}
