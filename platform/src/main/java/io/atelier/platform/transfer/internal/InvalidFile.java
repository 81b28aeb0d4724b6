package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.Map;

/** Makes the refusals of files. */
final class InvalidFile {
    private InvalidFile() {}

    static PlatformException because(String message) {
        return new PlatformException(ErrorCode.INVALID_FILE, message);
    }

    static PlatformException at(long line, String message) {
        return new PlatformException(ErrorCode.INVALID_FILE, "Line " + line + ": " + message, Map.of("line", line));
    }

    static PlatformException overLimit(String message, long limit) {
        return new PlatformException(ErrorCode.LIMIT_EXCEEDED, message, Map.of("limit", limit));
    }
}
