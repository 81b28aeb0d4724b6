package io.atelier.platform.metadata;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What a field of a record holds, typed. Absence is {@link Null}, a case, never a null reference. */
public sealed interface FieldValue {
    Null NULL = new Null();

    /** The field is empty. */
    record Null() implements FieldValue {}

    /** Also a picklist's stored value and an auto-number. Never empty. */
    record Text(String text) implements FieldValue {}

    /** Equal by amount: {@code 1.0} equals {@code 1}. */
    record Number(BigDecimal number) implements FieldValue {
        public Number {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
    }

    record Bool(boolean value) implements FieldValue {}

    record Date(LocalDate date) implements FieldValue {}

    record DateTime(Instant instant) implements FieldValue {}

    /** At least one stored value of a multi-select picklist, in the order chosen. */
    record MultiPicklist(List<String> values) implements FieldValue {
        public MultiPicklist {
            values = List.copyOf(values);
        }
    }

    /** Points to a record, or to a user where the field is an owner lookup. */
    record Lookup(long id) implements FieldValue {}

    default boolean isNull() {
        return this instanceof Null;
    }
}
