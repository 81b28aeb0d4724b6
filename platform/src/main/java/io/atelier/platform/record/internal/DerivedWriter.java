package io.atelier.platform.record.internal;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.val;

import io.atelier.platform.expression.DerivedFields.Derived;
import io.atelier.platform.expression.DerivedFields.FormulaField;
import io.atelier.platform.expression.DerivedFields.RollupField;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties.Rollup;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SqlNames;
import io.atelier.platform.metadata.ValueKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * Figures fields by SQL, in the rows that are asked for and in no others, and writes those whose value is another. Works for
 * the platform: figures do not depend on who looks. Neither version nor modification time of a row changes.
 */
final class DerivedWriter {
    private static final String FIGURED = "figured";

    private final DSLContext sql;
    private final OrgModel model;
    private final Supplier<EvaluationContext> context;

    DerivedWriter(DSLContext sql, OrgModel model, Supplier<EvaluationContext> context) {
        this.sql = sql;
        this.model = model;
        this.context = context;
    }

    /** Which rows: given the tables of a statement, a condition on them. */
    interface Which extends Function<PathTables, Condition> {
        static Which all() {
            return _ -> DSL.noCondition();
        }

        static Which ids(Collection<Long> ids) {
            return paths -> Tables.isOneOf(paths.root().id(), ids);
        }

        /** Rows whose path leads through one of the records. */
        static Which through(FieldPath pointer, Collection<Long> ids) {
            return paths -> Tables.isOneOf(paths.column(pointer).coerce(Long.class), ids);
        }
    }

    /** Returns the new values, by id, of the rows whose value changed. */
    Map<Long, FieldValue> figure(Derived derived, Which which) {
        Select<?> figures = figures(derived, which);
        return write(derived.module(), derived.field(), figures);
    }

    /** Returns how many rows hold another value than they should. */
    long drift(Derived derived) {
        Table<?> figured = figures(derived, Which.all()).asTable(FIGURED);
        ModuleTable table = table(derived.module());
        Field<?> stored = table.column(derived.field());
        return sql.fetchCount(DSL.selectOne()
                .from(table.joined().join(figured).on(table.id().eq(figuredId())))
                .where(Tables.untyped(stored).isDistinctFrom(Tables.untyped(figuredValue(derived.field())))));
    }

    private Select<?> figures(Derived derived, Which which) {
        return switch (derived) {
            case FormulaField formula -> formulaFigures(formula, which);
            case RollupField rollup -> rollupFigures(rollup, which);
        };
    }

    private Select<?> formulaFigures(FormulaField formula, Which which) {
        PathTables paths = paths(formula.module());
        ExpressionCompiler compiler = new ExpressionCompiler(paths::column, context);
        Field<?> value = compiler.value(formula.formula().expression()).cast(Tables.dataType(formula.field()));
        Condition where = which.apply(paths);
        return DSL.select(paths.root().id().as("id"), value.as("value"))
                .from(paths.joined())
                .where(where);
    }

    private Select<?> rollupFigures(RollupField rollup, Which which) {
        PathTables parents = paths(rollup.module());
        Condition where = which.apply(parents);
        ModuleTable child = ModuleTable.of(model.org(), rollup.child(), "child");
        PathTables children = new PathTables(
                model,
                child,
                FieldNames.of(model, rollup.child()),
                target -> target.deletedTime().isNull());
        Condition counted = new ExpressionCompiler(children::column, context).condition(rollup.criteria());
        Field<?> pointer = child.column(rollup.lookup());
        Condition pointsHere = pointsTo(rollup, pointer, parents.root().id());
        Field<?> measured = rollup.measured().<Field<?>>map(child::column).orElse(DSL.inline(1));
        Field<?> figure = DSL.field(DSL.select(aggregate(rollup, measured))
                .from(children.joined())
                .where(pointsHere.and(child.deletedTime().isNull()).and(counted)));
        return DSL.select(
                        parents.root().id().as("id"),
                        figure.cast(Tables.dataType(rollup.field())).as("value"))
                .from(parents.joined())
                .where(where);
    }

    /** A lookup into several modules holds the module's name with the id. */
    private static Condition pointsTo(RollupField rollup, Field<?> pointer, Field<Long> parent) {
        return rollup.lookup().kind() == ValueKind.ANY_RECORD
                ? pointer.coerce(String.class)
                        .eq(DSL.concat(DSL.inline(rollup.module().apiName() + ":"), parent.cast(String.class)))
                : pointer.coerce(Long.class).eq(parent);
    }

    private static Field<?> aggregate(RollupField rollup, Field<?> measured) {
        return switch (rollup.rollup().function()) {
            case COUNT -> DSL.count().cast(SQLDataType.NUMERIC);
            case SUM -> DSL.coalesce(DSL.sum(measured.cast(SQLDataType.NUMERIC)), DSL.inline(BigDecimal.ZERO));
            case AVG ->
                DSL.round(
                        DSL.avg(measured.cast(SQLDataType.NUMERIC)),
                        rollup.rollup().scale());
            case MIN -> DSL.field("min({0})", Tables.dataType(rollup.field()), measured);
            case MAX -> DSL.field("max({0})", Tables.dataType(rollup.field()), measured);
        };
    }

    /** Adds to counts and sums; returns the new values, by id, of the rows that changed. */
    Map<Long, FieldValue> add(RollupField rollup, Map<Long, BigDecimal> deltas) {
        TreeMap<Long, BigDecimal> real = new TreeMap<>(deltas);
        real.values().removeIf(delta -> delta.signum() == 0);
        if (real.isEmpty()) {
            return Map.of();
        }
        if (real.size() > 1) {
            lock(rollup.module(), real.keySet());
        }
        ModuleTable table = table(rollup.module());
        Table<?> added = DSL.table(
                        "unnest({0}, {1})",
                        val(real.keySet().toArray(Long[]::new), SQLDataType.BIGINT.array()),
                        val(real.values().toArray(BigDecimal[]::new), SQLDataType.NUMERIC.array()))
                .as("added", "id", "delta");
        Field<Long> id = field(name("added", "id"), Long.class);
        Field<BigDecimal> delta = field(name("added", "delta"), BigDecimal.class);
        Field<BigDecimal> before =
                DSL.coalesce(table.column(rollup.field()).cast(SQLDataType.NUMERIC), DSL.inline(BigDecimal.ZERO));
        Select<?> figures = DSL.select(
                        table.id().as("id"),
                        before.add(delta).cast(Tables.dataType(rollup.field())).as("value"))
                .from(table.joined().join(added).on(id.eq(table.id())));
        return write(rollup.module(), rollup.field(), figures);
    }

    /**
     * Returns those of the records whose least or greatest value may be another now that these values came or went: the
     * stored one is nothing, or no better than them.
     */
    Set<Long> affected(RollupField rollup, Map<Long, FieldValue> touched) {
        ModuleTable table = table(rollup.module());
        Field<Object> stored = Tables.untyped(table.column(rollup.field()));
        boolean least = rollup.rollup().function() == Rollup.Function.MIN;
        List<Condition> any = new ArrayList<>();
        touched.forEach((id, value) -> {
            Field<Object> candidate =
                    Tables.untyped(val(Tables.toColumn(rollup.field(), value), Tables.dataType(rollup.field())));
            Condition better = least ? candidate.le(stored) : candidate.ge(stored);
            any.add(table.id().eq(id).and(stored.isNull().or(better)));
        });
        return sql.select(table.id()).from(table.joined()).where(DSL.or(any)).fetchSet(table.id());
    }

    /** Locks rows in the order of their ids, so that two writers cannot wait for each other. */
    void lock(ModuleDef module, Collection<Long> ids) {
        ModuleTable table = table(module);
        sql.select(table.id())
                .from(table.main())
                .where(Tables.isOneOf(table.id(), ids))
                .orderBy(table.id())
                .forNoKeyUpdate()
                .fetch();
    }

    /** Keeps rows from being written by others until the transaction ends. */
    void share(ModuleDef module, Collection<Long> ids) {
        ModuleTable table = table(module);
        sql.select(table.id())
                .from(table.main())
                .where(Tables.isOneOf(table.id(), ids))
                .orderBy(table.id())
                .forShare()
                .fetch();
    }

    /** Returns what records of the module point to by the lookup. */
    Set<Long> parents(ModuleDef module, FieldDef lookup, Collection<Long> ids) {
        ModuleTable table = table(module);
        Field<?> pointer = table.column(lookup);
        Set<Long> parents = new HashSet<>();
        sql.selectDistinct(pointer.as("pointer"))
                .from(table.joined())
                .where(Tables.isOneOf(table.id(), ids))
                .forEach(row ->
                        idOf(Tables.fromColumn(lookup, row.get("pointer")), "").ifPresent(parents::add));
        return parents;
    }

    /**
     * Returns the id that a pointer leads to.
     *
     * @param module the module that a pointer into several must lead to; empty for whichever
     */
    static Optional<Long> idOf(FieldValue pointer, String module) {
        return switch (pointer) {
            case FieldValue.Lookup(long id) -> Optional.of(id);
            case FieldValue.AnyLookup(String target, long id)
            when module.isEmpty() || module.equals(target) -> Optional.of(id);
            case FieldValue _ -> Optional.empty();
        };
    }

    private Map<Long, FieldValue> write(ModuleDef module, FieldDef definition, Select<?> figures) {
        int part = definition.storage().part();
        Field<?> column = Tables.column(definition);
        Map<Long, FieldValue> changed = new HashMap<>();
        List<? extends Record> rows;
        if (part == 0) {
            Table<?> target = Tables.of(model.org(), module).as("target");
            Field<Long> id = field(name("target", "id"), Long.class);
            Field<?> stored = field(name("target", definition.storage().column()), Tables.dataType(definition));
            rows = sql.update(target)
                    .set(Map.of(column, figuredValue(definition)))
                    .from(figures.asTable(FIGURED))
                    .where(id.eq(figuredId()))
                    .and(Tables.untyped(stored).isDistinctFrom(Tables.untyped(figuredValue(definition))))
                    .returningResult(id.as("id"), stored.as("value"))
                    .fetch();
        } else {
            Table<Record> target = Tables.part(model.org(), module, part);
            Field<?> stored = field(
                    name(
                            model.org().schema(),
                            SqlNames.partName(module, part),
                            definition.storage().column()),
                    Tables.dataType(definition));
            rows = sql.insertInto(target)
                    .columns(List.of(Tables.ID, column))
                    .select(DSL.select(figuredId(), figuredValue(definition)).from(figures.asTable(FIGURED)))
                    .onConflict(Tables.ID)
                    .doUpdate()
                    .set(Map.of(column, DSL.excluded(column)))
                    .where(Tables.untyped(stored).isDistinctFrom(Tables.untyped(DSL.excluded(column))))
                    .returningResult(Tables.ID.as("id"), column.as("value"))
                    .fetch();
        }
        for (Record row : rows) {
            changed.put(row.get("id", Long.class), Tables.fromColumn(definition, row.get("value")));
        }
        return changed;
    }

    private static Field<Long> figuredId() {
        return field(name(FIGURED, "id"), Long.class);
    }

    private static Field<?> figuredValue(FieldDef definition) {
        return field(name(FIGURED, "value"), Tables.dataType(definition));
    }

    private PathTables paths(ModuleDef module) {
        return new PathTables(
                model,
                table(module),
                FieldNames.of(model, module),
                target -> target.deletedTime().isNull());
    }

    private ModuleTable table(ModuleDef module) {
        return ModuleTable.of(model.org(), module, "r");
    }
}
