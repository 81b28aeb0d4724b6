package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What all readers of expressions do before and while they parse. */
final class SourceText {
    private SourceText() {}

    /** Refuses texts that are too long or hold what no database text can. */
    static void require(String text, int maxLength, String what) {
        if (text.length() > maxLength) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "%s at most %,d characters; shorten it.".formatted(what, maxLength),
                    Map.of("limit", maxLength));
        }
        int bad = unstorable(text);
        if (bad >= 0) {
            Position place = new Position(line(text, bad), column(text, bad), "");
            throw place.syntaxError("Here stands a character that cannot be stored; take it out.");
        }
    }

    /** Returns where the first NUL or half of a surrogate pair is, or -1. */
    static int unstorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (c == 0 || Character.isSurrogate(c) && !pair) {
                return i;
            }
            if (pair) {
                i++;
            }
        }
        return -1;
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static int column(String text, int at) {
        int start = text.lastIndexOf('\n', at - 1) + 1;
        return text.codePointCount(start, at) + 1;
    }

    /**
     * Refuses texts that nest too deep before a recursive parser meets them. Brackets nest, and so do the operators that
     * take all that follows them.
     */
    static void requireShallow(CommonTokenStream tokens, int maxDepth, Nesting nesting) {
        tokens.fill();
        ArrayDeque<Integer> outer = new ArrayDeque<>();
        int here = 0;
        boolean afterOperand = false;
        for (Token token : tokens.getTokens()) {
            String text = token.getText();
            switch (text) {
                case "(" -> {
                    outer.push(here);
                    here++;
                }
                case ")" -> here = outer.isEmpty() ? 0 : outer.pop();
                case "," -> here = outer.isEmpty() ? 0 : outer.peek() + 1;
                default -> here += nesting.takesTheRest(text, afterOperand) ? 1 : 0;
            }
            if (here > maxDepth) {
                throw Position.of(token)
                        .limit("Expressions nest at most " + maxDepth + " levels deep; split this one.", maxDepth);
            }
            afterOperand = text.equals(")") || isOperand(text.charAt(0));
        }
    }

    private static boolean isOperand(char first) {
        return Character.isLetterOrDigit(first) || "_.$\"'".indexOf(first) >= 0;
    }

    /** Says which operators nest. */
    @FunctionalInterface
    interface Nesting {
        boolean takesTheRest(String token, boolean afterOperand);
    }

    /** Makes lexer and parser fail at the first fault. */
    static void failAtOnce(Lexer lexer, Parser parser, UnaryOperator<String> messageOfNear) {
        BaseErrorListener refusal = new BaseErrorListener() {
            @Override
            public void syntaxError(
                    Recognizer<?, ?> recognizer,
                    @Nullable Object symbol,
                    int line,
                    int column,
                    String message,
                    @Nullable RecognitionException cause) {
                Position place =
                        symbol instanceof Token token ? Position.of(token) : new Position(line, column + 1, "");
                throw place.syntaxError(messageOfNear.apply(place.near()));
            }
        };
        lexer.removeErrorListeners();
        lexer.addErrorListener(refusal);
        parser.removeErrorListeners();
        parser.addErrorListener(refusal);
    }

    /** Takes the quotes and escapes from a string: {@code \n}, {@code \t}, and any other character for itself. */
    static String unquoted(String literal) {
        char quote = literal.charAt(0);
        StringBuilder text = new StringBuilder(literal.length());
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            if (c == '\\') {
                i++;
                char escaped = literal.charAt(i);
                text.append(
                        switch (escaped) {
                            case 'n' -> '\n';
                            case 't' -> '\t';
                            default -> escaped;
                        });
            } else {
                text.append(c);
                // COQL doubles the quote.
                i += c == quote ? 1 : 0;
            }
        }
        return text.toString();
    }
}
