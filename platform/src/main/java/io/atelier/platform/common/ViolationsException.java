package io.atelier.platform.common;

import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Reports all faults of one input at once. Never empty. */
public final class ViolationsException extends PlatformException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Violation> violations;

    public ViolationsException(List<Violation> violations) {
        super(
                violations.getFirst().code(),
                violations.stream().map(v -> v.path() + ": " + v.message()).collect(Collectors.joining("; ")),
                Map.of("api_name", violations.getFirst().path()));
        this.violations = List.copyOf(violations);
    }

    public List<Violation> violations() {
        return violations;
    }
}
