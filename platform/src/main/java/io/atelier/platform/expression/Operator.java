package io.atelier.platform.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares a value with others. Texts are compared without regard to case. An empty value matches only as each says; so
 * does one that is compared with an empty one.
 */
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
    /** The value is a pattern, in which each {@code %} stands for any text. */
    LIKE(1, 1),
    /** Also true where the field is empty. */
    NOT_LIKE(1, 1),
    GREATER_THAN(1, 1),
    GREATER_EQUAL(1, 1),
    LESS_THAN(1, 1),
    LESS_EQUAL(1, 1),
    /** Both ends belong to it. */
    BETWEEN(2, 2),
    /** Also true where the field is empty. */
    NOT_BETWEEN(2, 2),
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

    /** Says whether values of the type can be compared so. */
    public boolean fits(ValueType type) {
        return switch (this) {
            case IS_EMPTY, IS_NOT_EMPTY -> true;
            case EQUALS, NOT_EQUAL, IN, NOT_IN -> type != ValueType.FILES;
            case CONTAINS, NOT_CONTAINS -> type == ValueType.TEXT || type == ValueType.CHOICES;
            case STARTS_WITH, ENDS_WITH, LIKE, NOT_LIKE -> type == ValueType.TEXT;
            case GREATER_THAN, GREATER_EQUAL, LESS_THAN, LESS_EQUAL, BETWEEN, NOT_BETWEEN -> type.isOrdered();
        };
    }

    /** Returns the type of what a value of the type is compared with: many choices or users with one. */
    public ValueType operandType(ValueType subject) {
        return switch (subject) {
            case CHOICES -> ValueType.TEXT;
            case USERS -> ValueType.REFERENCE;
            case NUMBER, TEXT, BOOLEAN, DATE, DATETIME, REFERENCE, ANY_REFERENCE, FILES -> subject;
        };
    }

    /** Says whether the values are pieces of what is looked for, whatever the field's type. */
    public boolean isPattern() {
        return switch (this) {
            case CONTAINS, NOT_CONTAINS, STARTS_WITH, ENDS_WITH, LIKE, NOT_LIKE -> true;
            case EQUALS, NOT_EQUAL, IN, NOT_IN, GREATER_THAN, GREATER_EQUAL, LESS_THAN, LESS_EQUAL -> false;
            case BETWEEN, NOT_BETWEEN, IS_EMPTY, IS_NOT_EMPTY -> false;
        };
    }
}
