package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.CurrencyFields;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.record.AggregateQuery;
import io.atelier.platform.record.AggregateRow;
import io.atelier.platform.record.RecordQuery.Bin;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** Figures groups of records; fields are named by paths over lookups, as in lists. */
final class Aggregates {
    private static final Field<BigDecimal> MEASURED = DSL.field(name("measured"), SQLDataType.NUMERIC);
    private static final Field<Integer> SIZE = DSL.field(name("size"), SQLDataType.INTEGER);
    private static final String KEY = "key";
    private static final String LABEL = "label";

    private final DSLContext sql;
    private final ActorView view;
    private final LookupLabels labels;
    private final QueryUse use;

    Aggregates(DSLContext sql, ActorView view, LookupLabels labels, QueryUse use) {
        this.sql = sql;
        this.view = view;
        this.labels = labels;
        this.use = use;
    }

    /** Returns the largest groups first; without a group, one row over all. */
    List<AggregateRow> rows(AggregateQuery query) {
        long begun = System.nanoTime();
        ModuleDef module = view.readable(query.module());
        if (query.limit() < 1 || query.limit() > AggregateQuery.MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "An aggregate has 1 to 1,000 groups.",
                    Map.of("limit", AggregateQuery.MAX_LIMIT));
        }
        PathTables paths = view.paths(view.table(module));
        Optional<FieldPath> group = query.groupBy().map(field -> groupable(paths, field));
        Field<BigDecimal> value = measure(paths, query).as(MEASURED);
        Expression criteria = view.resolved(paths, query.criteria());
        Condition where =
                view.scope(paths.root(), Bin.LIVE).and(view.compiler(paths).condition(criteria));
        List<AggregateRow> rows =
                group.isPresent() ? grouped(paths, group.get(), value, where, query.limit()) : all(paths, value, where);
        use.note(view.model().org(), module, QueryShape.of(criteria, Optional.empty()), System.nanoTime() - begun);
        return rows;
    }

    private List<AggregateRow> all(PathTables paths, Field<BigDecimal> value, Condition where) {
        Record row = sql.select(value, DSL.count().as(SIZE))
                .from(paths.joined())
                .where(where)
                .fetchSingle();
        return List.of(new AggregateRow(FieldValue.NULL, "", amount(row.get(MEASURED)), row.get(SIZE)));
    }

    private List<AggregateRow> grouped(
            PathTables paths, FieldPath group, Field<BigDecimal> value, Condition where, int limit) {
        FieldDef key = group.field();
        Field<?> column = paths.column(group);
        Table<?> grouped = sql.select(column.as(KEY), value, DSL.count().as(SIZE))
                .from(paths.joined())
                .where(where)
                .groupBy(column)
                .asTable("grouped");
        Field<?> keyColumn = DSL.field(name("grouped", KEY), Tables.dataType(key));
        List<SelectField<?>> columns = new ArrayList<>(List.of(keyColumn, MEASURED, SIZE));
        // Only of the groups that are returned, not of each record.
        labels.of(key, DSL.field(name("grouped", KEY), Long.class)).ifPresent(label -> columns.add(label.as(LABEL)));
        return sql.select(columns)
                .from(grouped)
                .orderBy(MEASURED.desc().nullsLast(), keyColumn.asc().nullsLast())
                .limit(limit)
                .fetch(row -> new AggregateRow(
                        Tables.fromColumn(key, row.get(keyColumn)),
                        label(row),
                        amount(row.get(MEASURED)),
                        row.get(SIZE)));
    }

    private static FieldPath groupable(PathTables paths, String name) {
        FieldPath path = ActorView.visible(paths, name);
        if (!path.field().isSortable()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Records cannot be grouped by this field.", Map.of("api_name", name));
        }
        return path;
    }

    private static Field<BigDecimal> measure(PathTables paths, AggregateQuery query) {
        if (query.measure() == AggregateQuery.Measure.COUNT) {
            return DSL.count().cast(SQLDataType.NUMERIC);
        }
        String name = query.measured()
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.REQUIRED_PARAM_MISSING, "Choose the number field to figure of."));
        FieldPath path = ActorView.visible(paths, name);
        if (path.field().kind() != ValueKind.NUMBER) {
            throw new PlatformException(
                    ErrorCode.INVALID_DATA, "Only number fields can be figured of.", Map.of("api_name", name));
        }
        Field<BigDecimal> column = number(paths, path);
        return switch (query.measure()) {
            case COUNT -> throw new IllegalStateException("handled above");
            case SUM -> DSL.sum(column);
            case AVERAGE -> DSL.avg(column);
            case MINIMUM -> DSL.min(column);
            case MAXIMUM -> DSL.max(column);
        };
    }

    /** Amounts of several currencies add up in the home currency only. */
    private static Field<BigDecimal> number(PathTables paths, FieldPath path) {
        Field<BigDecimal> column = paths.column(path).cast(SQLDataType.NUMERIC);
        Optional<ModuleDef> converted = paths.module(path)
                .filter(module -> path.field().type() == FieldType.CURRENCY && CurrencyFields.isMultiCurrency(module));
        if (converted.isEmpty()) {
            return column;
        }
        FieldPath beside = new FieldPath(path.hops(), converted.get().field(CurrencyFields.RATE));
        Field<BigDecimal> rate = paths.column(beside).cast(SQLDataType.NUMERIC);
        return DSL.round(column.div(DSL.coalesce(rate, inline(BigDecimal.ONE))), CurrencyFields.RATE_SCALE);
    }

    private static String label(Record row) {
        Field<?> found = row.field(LABEL);
        Object value = found == null ? null : row.get(found);
        return value == null ? "" : value.toString();
    }

    private static BigDecimal amount(@Nullable BigDecimal value) {
        return value == null ? BigDecimal.ZERO : value;
    }
}
