package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A query as written. {@link #resolve} holds it against its module. */
public final class CoqlStatement {
    private static final Pattern FOLLOWS = Pattern.compile("\\.|" + FieldPath.ARROW);

    private final String module;
    private final List<Item> columns;
    private final Optional<Syntax> where;
    private final List<Syntax.Name> groupBy;
    private final Optional<Syntax> having;
    private final List<Ordering> orderBy;
    private final int limit;
    private final int offset;

    /** A column as written; the name is the alias where there is one. */
    record Item(String name, Syntax value, Position at) {}

    record Ordering(Syntax value, boolean descending) {}

    CoqlStatement(
            String module,
            List<Item> columns,
            Optional<Syntax> where,
            List<Syntax.Name> groupBy,
            Optional<Syntax> having,
            List<Ordering> orderBy,
            int limit,
            int offset) {
        this.module = module;
        this.columns = List.copyOf(columns);
        this.where = where;
        this.groupBy = List.copyOf(groupBy);
        this.having = having;
        this.orderBy = List.copyOf(orderBy);
        this.limit = limit;
        this.offset = offset;
    }

    /** Returns the API name behind {@code from}, which may be of no module. */
    public String module() {
        return module;
    }

    /** Returns the most rows that it brings. */
    public int limit() {
        return limit;
    }

    /** Says whether a name leads over a lookup, to another module or to a user. */
    public boolean followsLookups() {
        return Stream.of(
                        columns.stream().map(Item::value),
                        where.stream(),
                        groupBy.stream(),
                        having.stream(),
                        orderBy.stream().map(Ordering::value))
                .flatMap(parts -> parts)
                .anyMatch(this::followsLookups);
    }

    private boolean followsLookups(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Name(String path, Position _) ->
                FOLLOWS.matcher(path.startsWith(module + ".") ? path.substring(module.length() + 1) : path)
                        .find();
            case Syntax.Aggregated aggregated -> aggregated.of().stream().anyMatch(this::followsLookups);
            case Syntax.Test test ->
                followsLookups(test.subject()) || test.operands().stream().anyMatch(this::followsLookups);
            case Syntax.All all -> all.parts().stream().anyMatch(this::followsLookups);
            case Syntax.Any any -> any.parts().stream().anyMatch(this::followsLookups);
            case Syntax.Not not -> followsLookups(not.part());
            case Syntax.Chain chain -> chain.operands().stream().anyMatch(this::followsLookups);
            case Syntax.Call call -> call.arguments().stream().anyMatch(this::followsLookups);
            case Syntax.Negative negative -> followsLookups(negative.operand());
            case Syntax.Number _, Syntax.Text _, Syntax.Bool _, Syntax.Special _ -> false;
        };
    }

    /** Returns the typed query, or fails with {@link ErrorCode#INVALID_QUERY} and the place. */
    public CoqlQuery resolve(FieldNames fields) {
        Checker checker = Checker.ofQueries(fields);
        List<CoqlQuery.Column> selected = columns(checker);
        List<Expression.Field> groups = groupBy.stream()
                .map(name -> (Expression.Field) checker.check(name))
                .toList();
        boolean grouped = !groups.isEmpty()
                || having.isPresent()
                || selected.stream().anyMatch(column -> column.expression().isAggregated());
        if (!grouped && selected.stream().noneMatch(column -> column.name().equals(ImpliedFields.ID.apiName()))) {
            FieldPath id = FieldPath.of(ImpliedFields.ID);
            selected.add(new CoqlQuery.Column(id.text(), new Expression.Field(id, ValueType.REFERENCE)));
        }
        List<CoqlQuery.Order> orders = orders(checker, selected);
        CoqlQuery query = new CoqlQuery(
                module,
                selected,
                where(checker),
                groups,
                having.map(checker::condition).map(Checker::requireModest).orElseGet(Expression::everything),
                orders,
                grouped,
                limit,
                offset);
        requireGroupable(query);
        requireFewJoins(query);
        return query;
    }

    private List<CoqlQuery.Column> columns(Checker checker) {
        List<CoqlQuery.Column> selected = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Item item : columns) {
            if (!names.add(item.name())) {
                throw item.at()
                        .invalid("Two columns have the same name; give one an alias.", Map.of("alias", item.name()));
            }
            selected.add(new CoqlQuery.Column(item.name(), checker.check(item.value())));
        }
        return selected;
    }

    private Expression where(Checker checker) {
        if (where.isEmpty()) {
            return Expression.everything();
        }
        Expression condition = Checker.requireModest(checker.condition(where.get()));
        if (condition.isAggregated()) {
            throw where.get().at().invalid("Figures of groups are compared behind HAVING, not behind WHERE.");
        }
        return condition;
    }

    private List<CoqlQuery.Order> orders(Checker checker, List<CoqlQuery.Column> selected) {
        List<CoqlQuery.Order> orders = new ArrayList<>();
        for (Ordering ordering : orderBy) {
            Expression expression =
                    aliased(ordering.value(), selected).orElseGet(() -> checker.check(ordering.value()));
            if (!isKey(expression)) {
                throw ordering.value().at().invalid("Records cannot be ordered by this field.");
            }
            orders.add(new CoqlQuery.Order(expression, ordering.descending()));
        }
        return orders;
    }

    private static Optional<Expression> aliased(Syntax value, List<CoqlQuery.Column> selected) {
        return value instanceof Syntax.Name(String path, Position _)
                ? selected.stream()
                        .filter(column -> column.name().equals(path))
                        .map(CoqlQuery.Column::expression)
                        .findFirst()
                : Optional.empty();
    }

    /** In a group, a field that it is not grouped by has no one value. */
    private void requireGroupable(CoqlQuery query) {
        if (!query.grouped()) {
            return;
        }
        for (int i = 0; i < columns.size(); i++) {
            requireGrouped(
                    query, query.columns().get(i).expression(), columns.get(i).at());
        }
        for (int i = 0; i < query.orderBy().size(); i++) {
            requireGrouped(
                    query,
                    query.orderBy().get(i).expression(),
                    orderBy.get(i).value().at());
        }
        having.ifPresent(condition -> requireGrouped(query, query.having(), condition.at()));
        for (int i = 0; i < query.groupBy().size(); i++) {
            if (!isKey(query.groupBy().get(i))) {
                throw groupBy.get(i).at().invalid("Records cannot be grouped by this field.");
            }
        }
    }

    private static void requireGrouped(CoqlQuery query, Expression expression, Position at) {
        if (expression instanceof Expression.Field(FieldPath path, ValueType _)
                && query.groupBy().stream().noneMatch(group -> group.path().equals(path))) {
            throw at.invalid(
                    "The field must stand behind GROUP BY, or within a figure such as MAX(…).",
                    Map.of("column_name", path.text()));
        }
        if (!(expression instanceof Expression.Aggregated)) {
            expression.children().forEach(child -> requireGrouped(query, child, at));
        }
    }

    /** Says whether values can be put in order and told apart. */
    private static boolean isKey(Expression expression) {
        return switch (expression) {
            case Expression.Field(FieldPath path, ValueType _) -> path.field().isSortable();
            case Expression.Aggregated _ -> true;
            default -> false;
        };
    }

    private static void requireFewJoins(CoqlQuery query) {
        long joins = Stream.of(
                        query.columns().stream().map(CoqlQuery.Column::expression),
                        Stream.of(query.where(), query.having()),
                        query.groupBy().stream(),
                        query.orderBy().stream().map(CoqlQuery.Order::expression))
                .flatMap(expressions -> expressions)
                .flatMap(expression -> expression.fields().stream())
                .flatMap(path -> path.places().stream())
                .distinct()
                .count();
        if (joins > CoqlQuery.MAX_JOINS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A query follows at most 15 lookups.",
                    Map.of("limit", CoqlQuery.MAX_JOINS));
        }
    }
}
