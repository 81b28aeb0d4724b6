package io.atelier.platform.identity;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides what may be the address of a user. */
public final class EmailRules {
    public static final int MAX_LENGTH = 100;

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]{1,64}@[^\\s@.]+(\\.[^\\s@.]+)*");

    private EmailRules() {}

    /** Returns what is wrong with the address, or empty if it is good. */
    public static Optional<Violation> problemOf(String email) {
        String plain = email.strip();
        return plain.length() <= MAX_LENGTH && EMAIL.matcher(plain).matches()
                ? Optional.empty()
                : Optional.of(new Violation(
                        ErrorCode.PATTERN_NOT_MATCHED,
                        "email",
                        "An e-mail address such as you@example.org is needed."));
    }
}
