package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldValue;
import java.util.List;

/** Criteria held against a module: every field is one of its own, every value is of the field's type. */
public sealed interface Condition {
    record Everything() implements Condition {}

    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** Values that are patterns (contains and its like) are texts whatever the field's type. */
    record Test(FieldDef field, Operator operator, List<FieldValue> values) implements Condition {
        public Test {
            values = List.copyOf(values);
        }
    }
}
