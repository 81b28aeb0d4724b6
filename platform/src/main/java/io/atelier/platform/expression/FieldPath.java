package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldDef;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field of a record, or of the record that its lookups lead to.
 *
 * @param hops the lookups to follow, in order; empty for a field of the record itself
 * @param field the field at the end
 */
public record FieldPath(List<FieldDef> hops, FieldDef field) {
    public static final int MAX_HOPS = 5;

    public FieldPath {
        hops = List.copyOf(hops);
        if (hops.size() > MAX_HOPS) {
            throw new IllegalArgumentException("more hops than " + MAX_HOPS);
        }
    }

    public static FieldPath of(FieldDef field) {
        return new FieldPath(List.of(), field);
    }

    public boolean isOwn() {
        return hops.isEmpty();
    }

    /** Returns the path to the lookup that leads to the field's record; empty for an own field. */
    public Optional<FieldPath> parent() {
        return hops.isEmpty()
                ? Optional.empty()
                : Optional.of(new FieldPath(hops.subList(0, hops.size() - 1), hops.getLast()));
    }

    /** Returns the dotted form: {@code Account_Name.Industry}. */
    public String text() {
        return Stream.concat(hops.stream(), Stream.of(field))
                .map(FieldDef::apiName)
                .collect(Collectors.joining("."));
    }

    @Override
    public String toString() {
        return text();
    }
}
