package io.atelier.platform.expression;

import java.util.Optional;

/**
 * What criteria compare a field with. In texts all but literals are written in a dollar sign and braces: {@code
 * ${TODAY}}, {@code ${LASTNDAYS:7}}, {@code ${CURRENTUSER}}, and another field as {@code ${field:Account_Name.Industry}}.
 * A backslash before the dollar sign makes a literal of them.
 */
public sealed interface Operand {
    String CURRENT_USER = "CURRENTUSER";

    /** A value in API form. */
    record Literal(String text) implements Operand {}

    /** Days whose distance from today is known. */
    record Days(RelativeDate date) implements Operand {}

    /** Who is looking. */
    record CurrentUser() implements Operand {}

    /** What another field holds; the path may lead over lookups. */
    record Field(String path) implements Operand {}

    static Operand literal(String text) {
        return new Literal(text);
    }

    static Operand field(String path) {
        return new Field(path);
    }

    static Operand days(RelativeDate.Kind kind) {
        return new Days(RelativeDate.of(kind));
    }

    static Operand days(RelativeDate.Kind kind, int count) {
        return new Days(new RelativeDate(kind, count));
    }

    /** Returns what stands for the operand in JSON and in fields of forms; {@link #parse} reads it. */
    default String written() {
        return switch (this) {
            case Literal(String text) -> isEscaped(text) ? "\\" + text : text;
            case Days(RelativeDate date) -> "${" + date.text() + "}";
            case CurrentUser _ -> "${" + CURRENT_USER + "}";
            case Field(String path) -> "${" + Notation.FIELD + path + "}";
        };
    }

    /** Reads what {@link #written} writes; empty where it is written as something special that does not exist. */
    static Optional<Operand> parse(String text) {
        if (isEscaped(text) && text.startsWith("\\")) {
            return Optional.of(new Literal(text.substring(1)));
        }
        return text.startsWith("${") && text.endsWith("}")
                ? special(text.substring(2, text.length() - 1))
                : Optional.of(new Literal(text));
    }

    /** Reads what stands between the braces. */
    static Optional<Operand> special(String inside) {
        if (inside.startsWith(Notation.FIELD)) {
            String path = inside.substring(Notation.FIELD.length()).strip();
            return path.isEmpty() ? Optional.empty() : Optional.of(new Field(path));
        }
        return inside.equals(CURRENT_USER)
                ? Optional.of(new CurrentUser())
                : RelativeDate.find(inside).map(Days::new);
    }

    private static boolean isEscaped(String text) {
        int dollar = 0;
        while (dollar < text.length() && text.charAt(dollar) == '\\') {
            dollar++;
        }
        return text.startsWith("${", dollar) && text.endsWith("}");
    }

    /** The words of the notation. */
    final class Notation {
        private static final String FIELD = "field:";

        private Notation() {}
    }
}
