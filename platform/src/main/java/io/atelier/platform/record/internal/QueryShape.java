package io.atelier.platform.record.internal;

import io.atelier.platform.expression.Criteria;
import io.atelier.platform.expression.Operand;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.IndexDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.record.RecordQuery;
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

    static QueryShape of(ModuleDef module, RecordQuery query) {
        Set<Part> conditions = new LinkedHashSet<>();
        collect(module, query.criteria(), conditions);
        List<Part> parts = new ArrayList<>(conditions.stream()
                .sorted(Comparator.comparing(Part::role).thenComparing(Part::fieldId))
                .limit(MAX_CONDITIONS)
                .toList());
        String sort = query.sort().map(RecordQuery.Sort::field).orElse(SystemField.CREATED_TIME.apiName());
        Role role = query.sort().map(RecordQuery.Sort::descending).orElse(true) ? Role.DESCENDING : Role.ASCENDING;
        own(module, sort).ifPresent(field -> parts.add(new Part(role, field.id())));
        return new QueryShape(List.copyOf(parts));
    }

    /** Only what must hold for every record found can narrow a search: nothing of alternatives. */
    private static void collect(ModuleDef module, Criteria criteria, Set<Part> conditions) {
        switch (criteria) {
            case Criteria.Everything _, Criteria.Any _ -> {}
            case Criteria.All all -> all.parts().forEach(part -> collect(module, part, conditions));
            case Criteria.Compare compare ->
                own(module, compare.field())
                        .flatMap(field -> role(field, compare).map(role -> new Part(role, field.id())))
                        .ifPresent(conditions::add);
        }
    }

    private static Optional<FieldDef> own(ModuleDef module, String name) {
        return module.findField(name).filter(FieldDef::isSortable);
    }

    private static Optional<Role> role(FieldDef field, Criteria.Compare compare) {
        boolean text = field.kind() == ValueKind.TEXT;
        if (compare.values().stream().anyMatch(Operand.Field.class::isInstance)) {
            return Optional.empty();
        }
        return switch (compare.operator()) {
            case EQUALS -> equality(field, compare.values().getFirst());
            // Several values are found by an index, but not in the order of what follows in it.
            case IN ->
                compare.values().size() == 1 ? equality(field, compare.values().getFirst()) : Optional.of(Role.RANGE);
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

    private static Optional<Role> equality(FieldDef field, Operand value) {
        if (value instanceof Operand.Days) {
            return Optional.of(Role.RANGE);
        }
        return Optional.of(field.kind() == ValueKind.TEXT ? Role.FOLDED : Role.EQUAL);
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
