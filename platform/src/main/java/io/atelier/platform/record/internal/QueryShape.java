package io.atelier.platform.record.internal;

import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.ImpliedFields;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.metadata.ValueKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a query asks of a table, without any value: ids of fields and how they are used. Equality comes first, then
 * ranges, then the order.
 */
record QueryShape(List<Part> parts) {
    /** Stands for all queries beyond the most shapes of a module. */
    static final QueryShape REST = new QueryShape(List.of());

    /** Most conditions that are noted; what more there are would hardly make an index find less. */
    private static final int MAX_CONDITIONS = 8;

    /** How a field is used; the sign is its stored form and never changes. */
    enum Role {
        EQUAL('='),
        FOLDED('~'),
        RANGE('/'),
        ASCENDING('<'),
        DESCENDING('>');

        private final char sign;

        Role(char sign) {
            this.sign = sign;
        }
    }

    record Part(Role role, long fieldId) {}

    /**
     * Returns the shape of a query.
     *
     * @param where what holds for every record found; of fields behind lookups nothing is noted
     * @param order by which field, as {@link #order} says; empty for none
     */
    static QueryShape of(Expression where, Optional<Part> order) {
        Set<Part> conditions = new LinkedHashSet<>();
        collect(where, conditions);
        List<Part> parts = new ArrayList<>(conditions.stream()
                .sorted(Comparator.comparing(Part::role).thenComparing(Part::fieldId))
                .limit(MAX_CONDITIONS)
                .toList());
        order.ifPresent(parts::add);
        return new QueryShape(List.copyOf(parts));
    }

    /** Returns the part of an order; empty where no index of the module could have it. */
    static Optional<Part> order(FieldPath path, boolean descending) {
        return own(path).map(field -> new Part(descending ? Role.DESCENDING : Role.ASCENDING, field.id()));
    }

    /** Only what must hold for every record found can narrow a search: nothing of alternatives. */
    private static void collect(Expression where, Set<Part> conditions) {
        switch (where) {
            case Expression.All(List<Expression> parts) -> parts.forEach(part -> collect(part, conditions));
            case Expression.Any(List<Expression> parts) when parts.size() == 1 -> collect(parts.getFirst(), conditions);
            case Expression.Test test -> part(test).ifPresent(conditions::add);
            case Expression.Any _,
                    Expression.Not _,
                    Expression.Literal _,
                    Expression.Field _,
                    Expression.FromContext _,
                    Expression.Arithmetic _,
                    Expression.Call _,
                    Expression.Aggregated _ -> {}
        }
    }

    private static Optional<Part> part(Expression.Test test) {
        boolean known =
                test.operands().stream().allMatch(operand -> operand.fields().isEmpty());
        return known && test.subject() instanceof Expression.Field(FieldPath path, ValueType _)
                ? own(path).flatMap(field -> role(field, test).map(role -> new Part(role, field.id())))
                : Optional.empty();
    }

    private static Optional<FieldDef> own(FieldPath path) {
        return Optional.of(path)
                .filter(FieldPath::isOwn)
                .map(FieldPath::field)
                .filter(field -> field.isSortable() && !field.equals(ImpliedFields.ID));
    }

    private static Optional<Role> role(FieldDef field, Expression.Test test) {
        boolean text = field.kind() == ValueKind.TEXT;
        Role equality = text ? Role.FOLDED : Role.EQUAL;
        return switch (test.operator()) {
            case EQUALS -> Optional.of(equality);
            // Several values are found by an index, but not in the order of what follows in it.
            case IN -> Optional.of(test.operands().size() == 1 ? equality : Role.RANGE);
            case GREATER_THAN, GREATER_EQUAL, LESS_THAN, LESS_EQUAL, BETWEEN ->
                text ? Optional.empty() : Optional.of(Role.RANGE);
            case NOT_EQUAL,
                    NOT_IN,
                    CONTAINS,
                    NOT_CONTAINS,
                    STARTS_WITH,
                    ENDS_WITH,
                    LIKE,
                    NOT_LIKE,
                    NOT_BETWEEN,
                    IS_EMPTY,
                    IS_NOT_EMPTY -> Optional.empty();
        };
    }

    /** Returns what {@link #parse} reads. */
    String text() {
        return parts.stream()
                .map(part -> part.role().sign + Long.toString(part.fieldId()))
                .collect(Collectors.joining(" "));
    }

    static QueryShape parse(String text) {
        return text.isEmpty()
                ? REST
                : new QueryShape(
                        Arrays.stream(text.split(" ", -1)).map(QueryShape::part).toList());
    }

    private static Part part(String text) {
        Role role = Arrays.stream(Role.values())
                .filter(candidate -> candidate.sign == text.charAt(0))
                .findFirst()
                .orElseThrow();
        return new Part(role, Long.parseLong(text.substring(1)));
    }

    /** Returns the index that would serve such queries best, if one would that the module has not got anyway. */
    Optional<IndexDef> index(ModuleDef module) {
        List<IndexDef.Key> equal = oneTable(module, Role.EQUAL, Role.FOLDED);
        boolean usual = isNewestFirst();
        List<IndexDef.Key> conditions = equal.isEmpty() && usual
                ? oneTable(module, Role.RANGE).stream().limit(1).toList()
                : equal;
        Stream<IndexDef.Key> order =
                equal.isEmpty() && usual ? Stream.empty() : keys(module, Role.ASCENDING, Role.DESCENDING);
        List<IndexDef.Key> keys = Stream.concat(conditions.stream().limit(IndexDef.MAX_KEYS - 1L), order)
                .toList();
        return Stream.of(keys, conditions.stream().limit(IndexDef.MAX_KEYS).toList())
                .filter(candidate -> !candidate.isEmpty())
                .map(IndexDef::new)
                .filter(candidate -> candidate.fields(module).isPresent())
                .findFirst();
    }

    /** Every module has an index of that order, which is read in either direction. */
    private boolean isNewestFirst() {
        long created = SystemField.CREATED_TIME.definition().id();
        return parts.stream()
                .filter(part -> part.role() == Role.ASCENDING || part.role() == Role.DESCENDING)
                .allMatch(part -> part.fieldId() == created);
    }

    private Stream<IndexDef.Key> keys(ModuleDef module, Role... roles) {
        return parts.stream()
                .filter(part -> Arrays.asList(roles).contains(part.role()))
                .flatMap(part -> field(module, part.fieldId()).stream()
                        .map(field -> new IndexDef.Key(part.fieldId(), use(part.role(), field)))
                        .filter(key -> field(module, key.fieldId())
                                .filter(field -> IndexDef.canServe(field, key.use()))
                                .isPresent()));
    }

    private static IndexDef.Use use(Role role, FieldDef field) {
        return switch (role) {
            case EQUAL -> IndexDef.Use.VALUE;
            case FOLDED -> IndexDef.Use.FOLDED;
            case RANGE -> field.kind() == ValueKind.TEXT ? IndexDef.Use.FOLDED : IndexDef.Use.VALUE;
            case ASCENDING -> IndexDef.Use.ASCENDING;
            case DESCENDING -> IndexDef.Use.DESCENDING;
        };
    }

    /** Returns the keys of one table: of the main one if there are any, else of the first. */
    private List<IndexDef.Key> oneTable(ModuleDef module, Role... roles) {
        List<IndexDef.Key> keys = keys(module, roles).toList();
        int first = keys.stream().mapToInt(key -> part(module, key)).min().orElse(0);
        return keys.stream().filter(key -> part(module, key) == first).toList();
    }

    private static int part(ModuleDef module, IndexDef.Key key) {
        return field(module, key.fieldId()).map(field -> field.storage().part()).orElse(0);
    }

    private static Optional<FieldDef> field(ModuleDef module, long id) {
        return module.allFields().stream().filter(field -> field.id() == id).findFirst();
    }
}
