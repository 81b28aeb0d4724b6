package io.atelier.studio.component;

import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldDef;
import java.util.Optional;

/**
 * A field that criteria can name.
 *
 * @param path API name, or a path over lookups
 * @param label what people read
 * @param field what it is; empty for a path that leads to no field that the person may see
 */
public record CriteriaField(String path, String label, Optional<FieldDef> field) {
    /** Stands for a path that is known from criteria only. */
    static CriteriaField unknown(String path) {
        return new CriteriaField(path, path, Optional.empty());
    }

    Optional<ValueType> type() {
        return field.flatMap(ValueType::of);
    }
}
