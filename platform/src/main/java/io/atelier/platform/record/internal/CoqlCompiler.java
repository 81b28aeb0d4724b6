package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.noCondition;

import io.atelier.platform.expression.CoqlQuery;
import io.atelier.platform.expression.CoqlStatement;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.ImpliedFields;
import io.atelier.platform.expression.ValueType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.record.CoqlResult;
import io.atelier.platform.record.RecordQuery.Bin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.SortField;

/** Compiles queries; names nothing but what {@link PathTables} gives. */
final class CoqlCompiler {
    private final DSLContext sql;
    private final PathTables paths;
    private final ExpressionCompiler expressions;

    CoqlCompiler(DSLContext sql, PathTables paths, ExpressionCompiler expressions) {
        this.sql = sql;
        this.paths = paths;
        this.expressions = expressions;
    }

    static CoqlResult result(DSLContext sql, ActorView view, QueryUse use, CoqlStatement statement) {
        long begun = System.nanoTime();
        ModuleTable table = view.table(view.readable(statement.module()));
        PathTables paths = view.paths(table);
        CoqlQuery query = statement.resolve(paths.names());
        List<List<FieldValue>> rows =
                new CoqlCompiler(sql, paths, view.compiler(paths)).rows(query, view.scope(table, Bin.LIVE));
        use.note(view.model().org(), table.module(), shape(query), System.nanoTime() - begun);
        return new CoqlResult(
                query.columns().stream().map(CoqlQuery.Column::name).toList(),
                rows.stream().limit(query.limit()).toList(),
                rows.size() > query.limit());
    }

    private static QueryShape shape(CoqlQuery query) {
        return QueryShape.of(
                query.where(),
                query.orderBy().stream()
                        .limit(query.grouped() ? 0 : 1)
                        .flatMap(by -> by.expression() instanceof Expression.Field(FieldPath path, ValueType _)
                                ? QueryShape.order(path, by.descending()).stream()
                                : Stream.empty())
                        .findFirst());
    }

    /** Returns the rows of the page, and one more where more follow; a row has a value for each column. */
    List<List<FieldValue>> rows(CoqlQuery query, Condition scope) {
        List<SelectField<?>> columns = new ArrayList<>();
        for (CoqlQuery.Column column : query.columns()) {
            columns.add(value(column.expression()).as("c" + columns.size()));
        }
        Condition where = scope.and(expressions.condition(query.where()));
        List<Field<?>> groups = groups(query);
        Condition having = query.grouped() ? expressions.condition(query.having()) : noCondition();
        List<SortField<?>> order = order(query);
        var filtered = sql.select(columns).from(paths.joined()).where(where);
        // A query of figures alone is one group without a key.
        var grouped = groups.isEmpty()
                ? filtered.having(having)
                : filtered.groupBy(groups).having(having);
        return grouped.orderBy(order)
                .limit(query.limit() + 1)
                .offset(query.offset())
                .fetch(row -> values(query, row));
    }

    /** Fields behind the same lookup are keys as they are selected: as stored values, not as figured ones. */
    private List<Field<?>> groups(CoqlQuery query) {
        Set<Field<?>> groups = new LinkedHashSet<>();
        query.groupBy().forEach(field -> groups.add(paths.column(field.path())));
        return List.copyOf(groups);
    }

    private Field<?> value(Expression expression) {
        return expression instanceof Expression.Field field
                ? paths.column(field.path())
                : expressions.value(expression);
    }

    private List<SortField<?>> order(CoqlQuery query) {
        List<SortField<?>> order = new ArrayList<>();
        query.orderBy().forEach(by -> order.add(order(by)));
        if (query.grouped()) {
            groups(query).forEach(group -> order.add(group.asc()));
        } else {
            order.add(paths.root().id().asc());
        }
        return order;
    }

    private SortField<?> order(CoqlQuery.Order by) {
        if (by.expression() instanceof Expression.Field(FieldPath path, ValueType _)) {
            return SortKey.of(path, paths.column(path)).first(by.descending());
        }
        Field<?> figure = expressions.value(by.expression());
        return (by.descending() ? figure.desc() : figure.asc()).nullsLast();
    }

    private static List<FieldValue> values(CoqlQuery query, Record row) {
        List<FieldValue> values = new ArrayList<>();
        for (int i = 0; i < query.columns().size(); i++) {
            values.add(value(query.columns().get(i).expression(), row, i));
        }
        return values;
    }

    private static FieldValue value(Expression expression, Record row, int index) {
        Object column = row.get(index);
        if (!(expression instanceof Expression.Field field)) {
            return Values.read(expression.type(), column);
        }
        return field.path().field().equals(ImpliedFields.ID) && column != null
                ? new FieldValue.Text(column.toString())
                : Tables.fromColumn(field.path().field(), column);
    }
}
