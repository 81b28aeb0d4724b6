package io.atelier.studio.component;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * What the parts of one tree of criteria share.
 *
 * @param conditions counts all conditions of the tree
 * @param changed hears that conditions came or went
 */
record CriteriaScope(List<CriteriaField> fields, EditorContext context, IntSupplier conditions, Runnable changed) {
    String text(String key, Object... parameters) {
        return context.text(key, parameters);
    }

    /** Returns the field of this path, also one that is not offered. */
    CriteriaField find(String path) {
        return fields.stream()
                .filter(field -> field.path().equals(path))
                .findFirst()
                .orElseGet(() -> CriteriaField.unknown(path));
    }

    /** Returns the fields to choose from, with one that was chosen before. */
    List<CriteriaField> offered(CriteriaField chosen) {
        if (chosen.path().isEmpty() || fields.contains(chosen)) {
            return fields;
        }
        return Stream.concat(Stream.of(chosen), fields.stream()).toList();
    }
}
