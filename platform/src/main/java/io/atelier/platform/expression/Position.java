package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.Map;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column from 1, in characters
 * @param near what stands there, shortened
 */
record Position(int line, int column, String near) {
    private static final int MAX_NEAR = 30;

    Position {
        near = near.codePointCount(0, near.length()) <= MAX_NEAR
                ? near
                : near.substring(0, near.offsetByCodePoints(0, MAX_NEAR));
    }

    static Position of(Token token) {
        String near = token.getType() == Token.EOF ? "" : token.getText();
        return new Position(token.getLine(), token.getCharPositionInLine() + 1, near);
    }

    /** The text cannot be read. */
    PlatformException syntaxError(String message) {
        return problem(ErrorCode.SYNTAX_ERROR, message, Map.of());
    }

    /** The text can be read but makes no sense. */
    PlatformException invalid(String message) {
        return problem(ErrorCode.INVALID_QUERY, message, Map.of());
    }

    PlatformException invalid(String message, Map<String, ?> more) {
        return problem(ErrorCode.INVALID_QUERY, message, more);
    }

    PlatformException limit(String message, int limit) {
        return problem(ErrorCode.LIMIT_EXCEEDED, message, Map.of("limit", limit));
    }

    private PlatformException problem(ErrorCode code, String message, Map<String, ?> more) {
        Map<String, Object> details = new TreeMap<>(more);
        details.put("line", line);
        details.put("column", column);
        details.put("near", near);
        return new PlatformException(code, message, details);
    }
}
