package io.atelier.platform.expression;

import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ValueKind;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A field of a record, or of the record that its lookups lead to.
 *
 * @param hops the lookups to follow, in order; empty for a field of the record itself
 * @param field the field at the end
 */
public record FieldPath(List<Hop> hops, FieldDef field) {
    public static final int MAX_HOPS = 5;

    /** Stands between a lookup into several modules and the one that is meant. */
    static final String ARROW = "->";

    /**
     * A lookup that is followed.
     *
     * @param module API name of the module that it leads to; empty where it leads to a user. A lookup into several modules
     *     leads nowhere from a record whose value points into another one
     */
    public record Hop(FieldDef lookup, String module) {
        /** Follows a lookup into one module, or to a user. */
        static Hop of(FieldDef lookup) {
            return new Hop(lookup, lookup.target());
        }

        /** Says whether the lookup points to users. */
        public boolean isUser() {
            return lookup.kind() == ValueKind.USER;
        }

        /** Says whether the lookup may point into other modules as well. */
        public boolean isChosen() {
            return lookup.kind() == ValueKind.ANY_RECORD;
        }

        /** Returns the written form: {@code Account_Name}, {@code What_Id->Leads}. */
        public String text() {
            return isChosen() ? lookup.apiName() + ARROW + module : lookup.apiName();
        }
    }

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
                : Optional.of(new FieldPath(
                        hops.subList(0, hops.size() - 1), hops.getLast().lookup()));
    }

    /** Returns the records on the way, each by the hops that lead to it, the nearest first. */
    public List<List<Hop>> places() {
        return IntStream.rangeClosed(1, hops.size())
                .mapToObj(length -> hops.subList(0, length))
                .toList();
    }

    /** Returns the written form: {@code Account_Name.Industry}, {@code What_Id->Leads.Last_Name}. */
    public String text() {
        return String.join(
                ".",
                Stream.concat(hops.stream().map(Hop::text), Stream.of(field.apiName()))
                        .toList());
    }

    @Override
    public String toString() {
        return text();
    }
}
