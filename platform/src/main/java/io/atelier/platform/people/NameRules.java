package io.atelier.platform.people;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import java.util.Optional;

/** Decides what may be the name of a user. */
final class NameRules {
    private NameRules() {}

    /** Returns what is wrong with the name, or empty if it is good. */
    static Optional<Violation> problemOf(String name) {
        if (name.isBlank()) {
            return Optional.of(new Violation(ErrorCode.MANDATORY_NOT_FOUND, "name", "A name is needed."));
        }
        return name.strip().length() > NewUser.MAX_NAME
                ? Optional.of(new Violation(ErrorCode.LIMIT_EXCEEDED, "name", "A name has at most 100 characters."))
                : Optional.empty();
    }
}
