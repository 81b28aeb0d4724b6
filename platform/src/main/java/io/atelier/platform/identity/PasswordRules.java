package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decides what may be a password. Length counts; kinds of characters do not. */
public final class PasswordRules {
    public static final int MIN_LENGTH = 12;
    /** What bcrypt reads; more would be ignored in silence. */
    public static final int MAX_BYTES = 72;

    private PasswordRules() {}

    /** Returns what is wrong with the password of this address, or empty if it is good. */
    public static Optional<Violation> problemOf(String password, String email) {
        if (password.codePointCount(0, password.length()) < MIN_LENGTH) {
            return Optional.of(problem(ErrorCode.INVALID_DATA, "A password has at least 12 characters."));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return Optional.of(problem(
                    ErrorCode.LIMIT_EXCEEDED, "A password has at most 72 bytes: 72 Latin or 36 Cyrillic letters."));
        }
        if (password.strip().equalsIgnoreCase(email.strip())) {
            return Optional.of(problem(ErrorCode.NOT_ALLOWED, "The password must not be the e-mail address."));
        }
        return Optional.empty();
    }

    private static Violation problem(ErrorCode code, String message) {
        return new Violation(code, "password", message);
    }
}
