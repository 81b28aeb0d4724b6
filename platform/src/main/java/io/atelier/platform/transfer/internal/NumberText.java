package io.atelier.platform.transfer.internal;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads numbers as people write them: {@code $90,000 }, {@code (1.234,50 €)}, {@code 12 %}. */
final class NumberText {
    private static final Pattern POINT =
            Pattern.compile("[+-]?(\\d+|\\d{1,3}(,\\d{3})+|\\d{1,3}(,\\d{2})*,\\d{3})?(\\.\\d+)?");
    private static final Pattern COMMA = Pattern.compile("[+-]?(\\d+|\\d{1,3}(\\.\\d{3})+)?(,\\d+)?");
    private static final Pattern CURRENCY_CODE =
            Pattern.compile("^[A-Z]{3}(?=[-+\\d(])|(?<=[\\d)])([A-Z]{3}|руб\\.?|р\\.)$");
    private static final Pattern PLAIN = Pattern.compile("-?\\d+(\\.\\d+)?");
    private static final Pattern DECORATION = Pattern.compile("[\\s\\u00A0\\u202F\\u2009'’%\\p{Sc}]");
    private static final int MAX_LENGTH = 60;

    private NumberText() {}

    static Optional<BigDecimal> read(String text, char decimal) {
        if (text.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (decimal == '.' && PLAIN.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        String plain = DECORATION.matcher(text).replaceAll("").replace('\u2212', '-');
        plain = CURRENCY_CODE.matcher(plain).replaceAll("");
        boolean negative = false;
        if (plain.startsWith("(") && plain.endsWith(")") && plain.length() > 2) {
            negative = true;
            plain = plain.substring(1, plain.length() - 1);
        } else if (plain.endsWith("-") && plain.length() > 1) {
            negative = true;
            plain = plain.substring(0, plain.length() - 1);
        }
        Pattern shape = decimal == '.' ? POINT : COMMA;
        if (plain.chars().noneMatch(Character::isDigit) || !shape.matcher(plain).matches()) {
            return Optional.empty();
        }
        String digits =
                decimal == '.' ? plain.replace(",", "") : plain.replace(".", "").replace(',', '.');
        BigDecimal number = new BigDecimal(digits);
        return Optional.of(negative ? number.negate() : number);
    }
}
