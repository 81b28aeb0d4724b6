package io.atelier.platform.record.internal;

import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.expression.DerivedFields.Derived;
import io.atelier.platform.expression.DerivedFields.FormulaField;
import io.atelier.platform.expression.DerivedFields.RollupField;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.ExpressionEvaluator;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.FormulaGraph.Node;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties.Rollup;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.internal.DerivedWriter.Which;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings figured fields in step with rows that were written, in the same transaction: those of the rows themselves that
 * look at other records, and those of other records that look at the rows. Counts and sums are added to, the least and
 * greatest are figured again only where they may be others; formulas of other records are figured again by one statement.
 */
final class DerivedPropagation {
    private final OrgModel model;
    private final DerivedFields derived;
    private final DerivedWriter writer;
    private final Supplier<EvaluationContext> context;
    private final Deque<Change> changes = new ArrayDeque<>();

    DerivedPropagation(
            OrgModel model, DerivedFields derived, DerivedWriter writer, Supplier<EvaluationContext> context) {
        this.model = model;
        this.derived = derived;
        this.writer = writer;
        this.context = context;
    }

    /** Values of a figured field of other records that are new. */
    private record Change(Derived of, Set<Long> ids) {}

    /** Figures what the rows' own lookups lead to, and sets it in the rows. Returns the fields that were figured. */
    List<String> completeRows(SaveBatch batch) {
        List<SaveRow> rows = written(batch);
        List<FormulaField> late = derived.late(batch.module().apiName());
        if (rows.isEmpty() || late.isEmpty()) {
            return List.of();
        }
        late.forEach(formula -> keepTargets(formula, batch.module(), rows));
        List<Long> ids = rows.stream().map(SaveRow::id).toList();
        Map<Long, SaveRow> byId = new HashMap<>();
        rows.forEach(row -> byId.put(row.id(), row));
        for (FormulaField formula : late) {
            writer.figure(formula, Which.ids(ids)).forEach((id, value) -> {
                SaveRow row = byId.get(id);
                if (row != null) {
                    row.set(formula.field().apiName(), value);
                }
            });
        }
        return late.stream().map(formula -> formula.field().apiName()).toList();
    }

    /**
     * Who changes a record meanwhile that a formula looks at would not see this row, nor this row the change. Two writers
     * that share a record which both are going to add to would wait for each other: these have it one after the other.
     */
    private void keepTargets(FormulaField formula, ModuleDef module, List<SaveRow> rows) {
        for (FieldPath path : formula.formula().fields()) {
            Set<Long> ids = new HashSet<>();
            for (int hop = 0; hop < path.hops().size(); hop++) {
                FieldDef pointer = path.hops().get(hop).lookup();
                if (hop == 0) {
                    rows.forEach(row ->
                            DerivedWriter.idOf(row.after(pointer.apiName()), "").ifPresent(ids::add));
                }
                if (ids.isEmpty()) {
                    break;
                }
                ModuleDef target = model.module(pointer.target());
                if (hop == 0 && isRolledUp(module, target)) {
                    writer.lock(target, ids);
                } else {
                    writer.share(target, ids);
                }
                if (hop + 1 < path.hops().size()) {
                    Set<Long> next =
                            writer.parents(target, path.hops().get(hop + 1).lookup(), ids);
                    ids.clear();
                    ids.addAll(next);
                }
            }
        }
    }

    private boolean isRolledUp(ModuleDef child, ModuleDef parent) {
        return derived.stored().stream()
                .anyMatch(field -> field instanceof RollupField rollup
                        && rollup.child().apiName().equals(child.apiName())
                        && rollup.module().apiName().equals(parent.apiName()));
    }

    private static List<SaveRow> written(SaveBatch batch) {
        return batch.good().stream()
                .filter(row -> row.kind() == Kind.CREATED || row.kind() == Kind.UPDATED)
                .toList();
    }

    /** Figures again what other records hold that looks at the rows, and what looks at these in turn. */
    void spread(SaveBatch batch) {
        if (derived.stored().isEmpty()) {
            return;
        }
        Set<Node> changed = changedFields(batch);
        for (Derived dependent : derived.dependents(changed)) {
            switch (dependent) {
                case RollupField rollup -> roll(rollup, batch.good());
                case FormulaField formula -> refigure(formula, changed, idsOf(batch));
            }
        }
        while (!changes.isEmpty()) {
            Change change = changes.removeFirst();
            Set<Node> node = Set.of(change.of().node());
            for (Derived dependent : derived.dependents(node)) {
                switch (dependent) {
                    case RollupField rollup ->
                        note(
                                rollup,
                                writer.figure(
                                        rollup,
                                        Which.ids(
                                                writer.parents(change.of().module(), rollup.lookup(), change.ids()))));
                    case FormulaField formula -> refigure(formula, node, change.ids());
                }
            }
        }
    }

    /** A record that comes or goes changes in all its fields for those that look at it. */
    private static Set<Node> changedFields(SaveBatch batch) {
        Set<Node> changed = new LinkedHashSet<>();
        String module = batch.module().apiName();
        for (SaveRow row : batch.good()) {
            if (row.kind() == Kind.UPDATED) {
                row.changedFields().forEach(field -> changed.add(new Node(module, field)));
            } else {
                batch.module().allFields().forEach(field -> changed.add(new Node(module, field.apiName())));
            }
        }
        return changed;
    }

    /** Nobody looks at a record yet that is new. */
    private static Set<Long> idsOf(SaveBatch batch) {
        Set<Long> ids = new HashSet<>();
        batch.good().stream().filter(row -> row.kind() != Kind.CREATED).forEach(row -> ids.add(row.id()));
        return ids;
    }

    private void refigure(FormulaField formula, Set<Node> changed, Set<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        String start = formula.module().apiName();
        // By the pointer, not by the statement's part: several fields behind one lookup are one place.
        Set<Optional<FieldPath>> places = new LinkedHashSet<>();
        for (FieldPath path : formula.formula().fields()) {
            Optional<FieldPath> step = Optional.of(path);
            while (step.isPresent()) {
                FieldPath here = step.get();
                if (changed.contains(Node.of(start, here))) {
                    places.add(here.parent());
                }
                step = here.parent();
            }
        }
        for (Optional<FieldPath> place : places) {
            Which which = place.map(pointer -> Which.through(pointer, ids)).orElseGet(() -> Which.ids(ids));
            note(formula, writer.figure(formula, which));
        }
    }

    private void roll(RollupField rollup, List<SaveRow> rows) {
        switch (rollup.rollup().function()) {
            case COUNT -> note(rollup, writer.add(rollup, deltas(rollup, rows, _ -> BigDecimal.ONE)));
            case SUM -> note(rollup, writer.add(rollup, deltas(rollup, rows, DerivedPropagation::amount)));
            case MIN, MAX -> rollExtreme(rollup, rows);
            case AVG -> refigureParents(rollup, touchedParents(rollup, rows));
        }
    }

    private static BigDecimal amount(FieldValue value) {
        return value instanceof FieldValue.Number(BigDecimal number) ? number : BigDecimal.ZERO;
    }

    private Map<Long, BigDecimal> deltas(
            RollupField rollup, List<SaveRow> rows, Function<FieldValue, BigDecimal> amount) {
        Map<Long, BigDecimal> deltas = new HashMap<>();
        for (SaveRow row : rows) {
            before(rollup, row)
                    .ifPresent(part -> deltas.merge(
                            part.parent(), amount.apply(part.measured()).negate(), BigDecimal::add));
            after(rollup, row)
                    .ifPresent(part -> deltas.merge(part.parent(), amount.apply(part.measured()), BigDecimal::add));
        }
        return deltas;
    }

    /** What a record adds to the figure of another. */
    private record Part(long parent, FieldValue measured) {}

    private Optional<Part> before(RollupField rollup, SaveRow row) {
        boolean counted = row.kind() == Kind.UPDATED || row.kind() == Kind.DELETED;
        return counted ? part(rollup, row::before) : Optional.empty();
    }

    private Optional<Part> after(RollupField rollup, SaveRow row) {
        return row.kind() == Kind.DELETED ? Optional.empty() : part(rollup, row::after);
    }

    private Optional<Part> part(RollupField rollup, Function<String, FieldValue> values) {
        Optional<Long> parent = DerivedWriter.idOf(
                values.apply(rollup.lookup().apiName()), rollup.module().apiName());
        if (parent.isEmpty()
                || !ExpressionEvaluator.matches(
                        rollup.criteria(), path -> values.apply(path.field().apiName()), context.get())) {
            return Optional.empty();
        }
        FieldValue measured =
                rollup.measured().map(field -> values.apply(field.apiName())).orElse(FieldValue.NULL);
        return Optional.of(new Part(parent.get(), measured));
    }

    private void rollExtreme(RollupField rollup, List<SaveRow> rows) {
        boolean least = rollup.rollup().function() == Rollup.Function.MIN;
        Map<Long, FieldValue> touched = new HashMap<>();
        BiFunction<FieldValue, FieldValue, FieldValue> better =
                (one, other) -> (compare(one, other) <= 0) == least ? one : other;
        for (SaveRow row : rows) {
            Optional<Part> before = before(rollup, row);
            Optional<Part> after = after(rollup, row);
            if (!before.equals(after)) {
                before.filter(part -> !part.measured().isNull())
                        .ifPresent(part -> touched.merge(part.parent(), part.measured(), better));
                after.filter(part -> !part.measured().isNull())
                        .ifPresent(part -> touched.merge(part.parent(), part.measured(), better));
            }
        }
        if (!touched.isEmpty()) {
            // Before looking: a writer of a sibling must be done, so that its value is seen.
            writer.lock(rollup.module(), touched.keySet());
            refigureParents(rollup, writer.affected(rollup, touched));
        }
    }

    private static int compare(FieldValue one, FieldValue other) {
        if (one instanceof FieldValue.Number(var a) && other instanceof FieldValue.Number(var b)) {
            return a.compareTo(b);
        }
        if (one instanceof FieldValue.Date(var a) && other instanceof FieldValue.Date(var b)) {
            return a.compareTo(b);
        }
        if (one instanceof FieldValue.DateTime(var a) && other instanceof FieldValue.DateTime(var b)) {
            return a.compareTo(b);
        }
        throw new IllegalStateException("the rules of definitions let no extreme of such values through");
    }

    private Set<Long> touchedParents(RollupField rollup, List<SaveRow> rows) {
        Set<Long> parents = new HashSet<>();
        for (SaveRow row : rows) {
            Optional<Part> before = before(rollup, row);
            Optional<Part> after = after(rollup, row);
            if (!before.equals(after)) {
                before.ifPresent(part -> parents.add(part.parent()));
                after.ifPresent(part -> parents.add(part.parent()));
            }
        }
        return parents;
    }

    private void refigureParents(RollupField rollup, Collection<Long> parents) {
        if (!parents.isEmpty()) {
            writer.lock(rollup.module(), parents);
            note(rollup, writer.figure(rollup, Which.ids(parents)));
        }
    }

    private void note(Derived derived, Map<Long, FieldValue> changed) {
        if (!changed.isEmpty()) {
            changes.add(new Change(derived, Set.copyOf(changed.keySet())));
        }
    }
}
