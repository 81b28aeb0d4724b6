package io.atelier.platform.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Compares a field with values. Texts are compared without regard to case. An empty field matches only as each says. */
public enum Operator {
    EQUALS(1, 1),
    /** Also true where the field is empty. */
    NOT_EQUAL(1, 1),
    IN(1, 100),
    /** Also true where the field is empty. */
    NOT_IN(1, 100),
    CONTAINS(1, 1),
    /** Also true where the field is empty. */
    NOT_CONTAINS(1, 1),
    STARTS_WITH(1, 1),
    ENDS_WITH(1, 1),
    GREATER_THAN(1, 1),
    GREATER_EQUAL(1, 1),
    LESS_THAN(1, 1),
    LESS_EQUAL(1, 1),
    /** Both ends belong to it. */
    BETWEEN(2, 2),
    IS_EMPTY(0, 0),
    IS_NOT_EMPTY(0, 0);

    private final int fewest;
    private final int most;

    Operator(int fewest, int most) {
        this.fewest = fewest;
        this.most = most;
    }

    public boolean takes(int values) {
        return values >= fewest && values <= most;
    }

    /** Returns the name in criteria text: {@code starts_with}. */
    public String apiName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Operator> of(String apiName) {
        return Arrays.stream(values()).filter(o -> o.apiName().equals(apiName)).findFirst();
    }
}
