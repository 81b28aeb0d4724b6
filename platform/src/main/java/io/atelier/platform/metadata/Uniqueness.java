package io.atelier.platform.metadata;

/** Whether two records in use may hold the same value of a field. Empty values never clash. */
public enum Uniqueness {
    NONE,
    /** {@code ABC} and {@code abc} clash. */
    IGNORE_CASE,
    /** {@code ABC} and {@code abc} are two values. */
    EXACT;

    /** Returns the value under which clashing values are equal. */
    public FieldValue key(FieldValue value) {
        return this == IGNORE_CASE && value instanceof FieldValue.Text(String text)
                ? new FieldValue.Text(folded(text))
                : value;
    }

    /** Returns the text in lower case letter by letter, as PostgreSQL's {@code lower} does under the C.UTF-8 locale. */
    public static String folded(String text) {
        StringBuilder folded = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
