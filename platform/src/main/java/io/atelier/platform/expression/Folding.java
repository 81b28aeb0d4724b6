package io.atelier.platform.expression;

import io.atelier.platform.metadata.Uniqueness;

/** Takes the case from texts that are compared. */
public final class Folding {
    private Folding() {}

    /** Returns the text in lower case letter by letter, as PostgreSQL's {@code lower} does under the C.UTF-8 locale. */
    public static String folded(String text) {
        return Uniqueness.folded(text);
    }

    /** Returns the text in upper case letter by letter, as PostgreSQL's {@code upper} does under the C.UTF-8 locale. */
    public static String raised(String text) {
        StringBuilder raised = new StringBuilder(text.length());
        text.codePoints().map(Character::toUpperCase).forEach(raised::appendCodePoint);
        return raised.toString();
    }
}
