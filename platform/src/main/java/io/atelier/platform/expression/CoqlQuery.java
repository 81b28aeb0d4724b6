package io.atelier.platform.expression;

import java.util.List;

/**
 * A query in the typed tree, held against a module.
 *
 * @param columns what is asked for; fields, or figures of groups
 * @param where which records count; boolean
 * @param groupBy the fields by which records form groups; empty for none
 * @param having which groups count; boolean
 * @param grouped whether a row is a group: there is a figure, or something to group by
 * @param limit 1 to {@link #MAX_LIMIT}
 * @param offset 0 to {@link #MAX_OFFSET}
 */
public record CoqlQuery(
        String module,
        List<Column> columns,
        Expression where,
        List<Expression.Field> groupBy,
        Expression having,
        List<Order> orderBy,
        boolean grouped,
        int limit,
        int offset) {

    public static final int MAX_LENGTH = 10_000;
    public static final int MAX_COLUMNS = 50;
    public static final int MAX_COMPARISONS = 50;
    public static final int MAX_DEPTH = 50;
    public static final int MAX_GROUPS = 10;
    public static final int MAX_ORDERS = 10;
    public static final int MAX_JOINS = 15;
    public static final int DEFAULT_LIMIT = 200;
    public static final int MAX_LIMIT = 2_000;

    /** What lies behind is reached by a condition on the id. */
    public static final int MAX_OFFSET = 100_000;

    public CoqlQuery {
        columns = List.copyOf(columns);
        groupBy = List.copyOf(groupBy);
        orderBy = List.copyOf(orderBy);
    }

    /** @param name the alias, or what is written in the query */
    public record Column(String name, Expression expression) {}

    /** Empty values come last in either direction. */
    public record Order(Expression expression, boolean descending) {}
}
