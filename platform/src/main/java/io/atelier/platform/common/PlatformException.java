package io.atelier.platform.common;

import java.io.Serial;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The one unchecked root of failures that a caller can be told about. The message says what failed and what to do, holds
 * no user data and no SQL; {@code details} name the place ({@code api_name}, {@code json_path}, {@code limit}...).
 */
public class PlatformException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Map<String, Object> details;

    public PlatformException(ErrorCode code, String message) {
        this(code, message, Map.of());
    }

    public PlatformException(ErrorCode code, String message, Map<String, ?> details) {
        this(code, message, details, null);
    }

    public PlatformException(ErrorCode code, String message, Map<String, ?> details, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.details = new TreeMap<>(details);
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNullElse(super.getMessage(), "");
    }

    public ErrorCode code() {
        return code;
    }

    /** Returns where and why, sorted by key; never null. */
    public Map<String, Object> details() {
        return details;
    }
}
