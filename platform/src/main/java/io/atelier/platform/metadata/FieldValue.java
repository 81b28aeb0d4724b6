package io.atelier.platform.metadata;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

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

    /** Points to a record, or to a user where the field is a user lookup. */
    record Lookup(long id) implements FieldValue {}

    /** Points to a record of the module. */
    record AnyLookup(String module, long id) implements FieldValue {}

    /** At least one user, in the order chosen. */
    record Users(List<Long> ids) implements FieldValue {
        public Users {
            ids = List.copyOf(ids);
        }
    }

    /** At least one stored file, in the order given. */
    record Files(List<Long> ids) implements FieldValue {
        public Files {
            ids = List.copyOf(ids);
        }
    }

    /** The parts of an address that are not empty, in the order of {@link AddressPart}. */
    record Address(SequencedMap<AddressPart, FieldValue> parts) implements FieldValue {
        public Address {
            parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
        }
    }

    /** At least one record of a multi-select lookup's target, ordered by id. */
    record Links(List<Long> ids) implements FieldValue {
        public Links {
            ids = List.copyOf(ids);
        }
    }

    /** At least one row of a subform, in its order. */
    record Rows(List<Row> rows) implements FieldValue {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** One row of a subform: a record of the child module, its values by API name. */
    record Row(long id, Map<String, FieldValue> values) {
        public Row {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    default boolean isNull() {
        return this instanceof Null;
    }
}
