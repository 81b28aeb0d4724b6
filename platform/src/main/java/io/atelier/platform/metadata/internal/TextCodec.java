package io.atelier.platform.metadata.internal;

import static io.atelier.platform.metadata.ValueCodec.bad;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ValueCodec.Parsed;
import java.util.regex.Pattern;

/** Reads texts and what is written as text in a shape of its own. */
public final class TextCodec {
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>()\\[\\]\\\\,;:\"]{1,64}@[^\\s@<>()\\[\\]\\\\,;:\"]{1,255}");
    private static final Pattern PHONE = Pattern.compile("[0-9+()\\-./ #*,;xXextEXT]*");
    private static final Pattern WEBSITE = Pattern.compile(
            "(https?://)?[\\p{L}\\p{N}][\\p{L}\\p{N}.\\-]*(:\\d{1,5})?([/?#]\\S*)?", Pattern.CASE_INSENSITIVE);

    private TextCodec() {}

    public static Parsed text(FieldDef field, Object input) {
        if (!(input instanceof String || input instanceof Number || input instanceof Boolean)) {
            return bad("A text is needed.");
        }
        String text = input.toString().replace("\u0000", "").strip();
        if (text.isEmpty()) {
            return new Parsed.Good(FieldValue.NULL);
        }
        if (hasHalfCharacter(text)) {
            return bad("The text holds half of a character that takes two; send it as proper UTF-8.");
        }
        if (text.codePointCount(0, text.length()) > field.length()) {
            return new Parsed.Bad(
                    ErrorCode.LIMIT_EXCEEDED, "At most " + field.length() + " characters fit; shorten the text.");
        }
        return new Parsed.Good(new FieldValue.Text(text));
    }

    public static Parsed email(FieldDef field, Object input) {
        return shaped(field, input, EMAIL, "An e-mail address is written name@example.org.");
    }

    public static Parsed website(FieldDef field, Object input) {
        return shaped(field, input, WEBSITE, "A web address is written https://example.org.");
    }

    public static Parsed phone(FieldDef field, Object input) {
        Parsed parsed = shaped(field, input, PHONE, "A phone number holds digits and + ( ) - . / only.");
        if (parsed instanceof Parsed.Good(FieldValue.Text(String text))
                && text.chars().noneMatch(Character::isDigit)) {
            return bad("A phone number needs at least one digit.");
        }
        return parsed;
    }

    private static Parsed shaped(FieldDef field, Object input, Pattern shape, String remedy) {
        Parsed parsed = text(field, input);
        if (parsed instanceof Parsed.Good(FieldValue.Text(String text))
                && !shape.matcher(text).matches()) {
            return bad(remedy);
        }
        return parsed;
    }

    /** PostgreSQL stores characters, and half a surrogate pair is none. */
    private static boolean hasHalfCharacter(String text) {
        return text.codePoints()
                .anyMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }
}
