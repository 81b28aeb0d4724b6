package io.atelier.platform.expression;

/** Takes the case from texts that are compared. */
public final class Folding {
    private Folding() {}

    /** Returns the text in lower case letter by letter, as PostgreSQL's {@code lower} does under the C.UTF-8 locale. */
    public static String folded(String text) {
        return mapped(text, Character::toLowerCase);
    }

    /** Returns the text in upper case letter by letter, as PostgreSQL's {@code upper} does under the C.UTF-8 locale. */
    public static String raised(String text) {
        return mapped(text, Character::toUpperCase);
    }

    private static String mapped(String text, java.util.function.IntUnaryOperator letter) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().map(letter).forEach(mapped::appendCodePoint);
        return mapped.toString();
    }
}
