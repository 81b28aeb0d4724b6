package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the change feed. Comes back from outside: checked.
 *
 * @param life of the database, while which numbers of transactions grow
 * @param transaction whose row was the last
 * @param id of that row
 */
record ChangeCursor(long life, long transaction, long id) {
    private static final Pattern SHAPE = Pattern.compile("([0-9]{1,18}):([0-9]{1,18}):([0-9]{1,19})");
    private static final int MAX_LENGTH = 100;

    static ChangeCursor decode(String text) {
        if (text.length() <= MAX_LENGTH) {
            try {
                Matcher parts = SHAPE.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
                if (parts.matches()) {
                    return new ChangeCursor(
                            Long.parseLong(parts.group(1)),
                            Long.parseLong(parts.group(2)),
                            Long.parseLong(parts.group(3)));
                }
            } catch (IllegalArgumentException _) {
                // said below
            }
        }
        throw refused("This is no cursor of the change feed.");
    }

    String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((life + ":" + transaction + ":" + id).getBytes(StandardCharsets.UTF_8));
    }

    static PlatformException refused(String message) {
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                message + " Begin without a cursor, and compare with what you have.",
                Map.of("param_name", "cursor"));
    }
}
