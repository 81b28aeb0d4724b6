package io.atelier.platform.record.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.record.CappedCount;
import io.atelier.platform.record.CrmRecord;
import io.atelier.platform.record.RecordPage;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.RecordQuery.Bin;
import io.atelier.platform.record.internal.SelectShape.Column;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.impl.DSL;

/** Answers list queries: a page of records, or how many there are on all pages. */
final class RecordList {
    private final RecordSql plain;
    private final DSLContext sql;
    private final ActorView view;
    private final SelectMaker selects;
    private final RecordSelect records;
    private final QueryUse use;

    RecordList(RecordSql plain, ActorView view, SelectMaker selects, RecordSelect records, QueryUse use) {
        this.plain = plain;
        this.sql = plain.sql();
        this.view = view;
        this.selects = selects;
        this.records = records;
        this.use = use;
    }

    RecordPage page(RecordQuery query) {
        long begun = System.nanoTime();
        ModuleDef module = view.readable(query.module());
        if (query.limit() < 1 || query.limit() > RecordQuery.MAX_LIMIT) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "A page has 1 to 2,000 records.", Map.of("limit", RecordQuery.MAX_LIMIT));
        }
        ModuleTable table = view.table(module);
        PathTables paths = view.paths(table);
        FieldPath sort = query.sort()
                .map(sorted -> sortable(paths, sorted.field()))
                .orElse(FieldPath.of(SystemField.CREATED_TIME.definition()));
        boolean descending = query.sort().map(RecordQuery.Sort::descending).orElse(true);
        Expression criteria = view.resolved(paths, query.criteria());
        Condition where = where(paths, criteria, query);
        SortKey key = SortKey.of(sort, paths.column(sort));
        if (query.cursor().isPresent()) {
            where = where.and(key.behind(
                    table.id(), descending, Cursor.decode(sort, query.cursor().get())));
        }
        String purpose = query.bin() + " " + sort.text() + (descending ? " desc" : " asc");
        SelectShape shape = selects.get(module, query.fields(), purpose, paths.joins(), () -> {
            List<FieldPath> wanted = fields(paths, query.fields());
            List<Column> read = selects.columns(module, wanted);
            if (read.stream().noneMatch(column -> column.name().equals(sort.text()))) {
                read.add(new Column(sort.text(), sort));
            }
            List<SortField<?>> order = key.order(table.id(), descending);
            return view.apart(table)
                    .map(grants -> grants.first(sql, paths, ActorView.in(table, query.bin()), key, descending))
                    .map(choice -> selects.made(paths, choice, order, wanted, read))
                    .orElseGet(() -> selects.made(paths, view.scope(table, query.bin()), order, wanted, read));
        });
        List<Row> rows = plain.rows(shape, where, " limit " + (query.limit() + 1));
        boolean more = rows.size() > query.limit();
        List<CrmRecord> page = records.records(module, shape, more ? rows.subList(0, query.limit()) : rows);
        note(query, module, QueryShape.of(criteria, QueryShape.order(sort, descending)), begun);
        return new RecordPage(page, more ? Optional.of(cursorOf(sort, rows.get(query.limit() - 1))) : Optional.empty());
    }

    CappedCount count(RecordQuery query, int cap) {
        long begun = System.nanoTime();
        ModuleDef module = view.readable(query.module());
        PathTables paths = view.paths(view.table(module));
        Expression criteria = view.resolved(paths, query.criteria());
        Condition where = ActorView.in(paths.root(), query.bin()).and(where(paths, criteria, query));
        int most = cap + 1;
        Select<?> found = view.apart(paths.root())
                .<Select<?>>map(grants -> DSL.selectFrom(
                                grants.ids(sql, paths, where, most).asTable("each"))
                        .limit(most))
                .orElseGet(() -> DSL.selectOne()
                        .from(paths.joined())
                        .where(where.and(view.owned(paths.root())))
                        .limit(most));
        Integer counted =
                sql.selectCount().from(found.asTable("capped")).fetchSingle().value1();
        note(query, module, QueryShape.of(criteria, Optional.empty()), begun);
        return new CappedCount(Math.min(counted, cap), counted <= cap);
    }

    private Condition where(PathTables paths, Expression criteria, RecordQuery query) {
        return view.compiler(paths)
                .condition(criteria)
                .and(SearchCondition.of(paths.root(), view.access(), query.search()))
                .and(TagCondition.of(view.model().org(), paths.root(), query.tag()));
    }

    private void note(RecordQuery query, ModuleDef module, QueryShape shape, long begun) {
        // Other indexes serve search and tags, and none the few records of the recycle bin.
        if (query.bin() == Bin.LIVE && query.search().isEmpty() && query.tag().isEmpty()) {
            use.note(view.model().org(), module, shape, System.nanoTime() - begun);
        }
    }

    private static List<FieldPath> fields(PathTables paths, List<String> names) {
        return names.stream()
                .distinct()
                .filter(name -> !name.equals("id"))
                .map(name -> ActorView.visible(paths, name))
                .toList();
    }

    private static FieldPath sortable(PathTables paths, String name) {
        FieldPath path = ActorView.visible(paths, name);
        if (!path.field().isSortable()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Lists cannot be ordered by this field.", Map.of("api_name", name));
        }
        return path;
    }

    private static String cursorOf(FieldPath sort, Row row) {
        return Cursor.encode(sort, row.value(sort.text()), row.id());
    }
}
