package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.FormulaGraph.Node;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** The figured fields of a model, read and put in the order in which they can be figured. Immutable. */
public final class DerivedFields {
    private final SequencedMap<Node, Derived> inOrder = new LinkedHashMap<>();
    private final List<Violation> problems = new ArrayList<>();
    private final Map<Node, Set<Node>> needs = new LinkedHashMap<>();
    private final Set<Node> live = new HashSet<>();
    private final Set<Node> late = new HashSet<>();
    private List<Derived> stored = List.of();

    /** A figured field. */
    public sealed interface Derived {
        ModuleDef module();

        FieldDef field();

        default Node node() {
            return new Node(module().apiName(), field().apiName());
        }
    }

    /** A field that a formula figures from its own record and those that its lookups lead to. */
    public record FormulaField(ModuleDef module, FieldDef field, Formula formula) implements Derived {
        /** Says whether other records are looked at. */
        public boolean looksElsewhere() {
            return formula.fields().stream().anyMatch(path -> !path.isOwn());
        }
    }

    /**
     * A field that is figured from the records of another module that point to its own.
     *
     * @param measured absent where records are counted
     * @param criteria what a record must match to be figured in
     */
    public record RollupField(
            ModuleDef module,
            FieldDef field,
            FieldProperties.Rollup rollup,
            ModuleDef child,
            FieldDef lookup,
            Optional<FieldDef> measured,
            Expression criteria)
            implements Derived {}

    private DerivedFields() {}

    public static DerivedFields of(OrgModel model) {
        DerivedFields fields = new DerivedFields();
        Map<Node, Derived> read = new LinkedHashMap<>();
        for (ModuleDef module : model.modules()) {
            for (FieldDef field : module.fields()) {
                fields.read(model, module, field).ifPresent(derived -> read.put(derived.node(), derived));
            }
        }
        fields.sort(read);
        fields.stored = fields.inOrder.values().stream()
                .filter(derived -> !fields.live.contains(derived.node()))
                .toList();
        return fields;
    }

    private Optional<Derived> read(OrgModel model, ModuleDef module, FieldDef field) {
        try {
            return switch (field.properties()) {
                case FieldProperties.Formula(String text, var result, int scale) ->
                    Optional.of(new FormulaField(
                            module, field, Formula.compile(text, result, scale, FieldNames.of(model, module))));
                case FieldProperties.Rollup rollup -> rollup(model, module, field, rollup);
                case FieldProperties _ -> Optional.empty();
            };
        } catch (PlatformException e) {
            problems.add(new Violation(e.code(), module.apiName() + "." + field.apiName(), e.getMessage() + place(e)));
            return Optional.empty();
        }
    }

    private static String place(PlatformException e) {
        Object line = e.details().get("line");
        Object column = e.details().get("column");
        return column == null ? "" : " (line " + (line == null ? 1 : line) + ", column " + column + ")";
    }

    /** What does not exist is told by the rules of definitions; here it is only left out. */
    private Optional<Derived> rollup(OrgModel model, ModuleDef module, FieldDef field, FieldProperties.Rollup rollup) {
        Optional<ModuleDef> child = model.findModule(rollup.module());
        Optional<FieldDef> lookup = child.flatMap(c -> c.findField(rollup.lookup()));
        Optional<FieldDef> measured = child.flatMap(c -> c.findField(rollup.measured()));
        if (child.isEmpty()
                || lookup.isEmpty()
                || measured.isEmpty() != rollup.measured().isEmpty()) {
            return Optional.empty();
        }
        Expression criteria = new CriteriaResolver(FieldNames.own(child.get()::findField))
                .resolve(CriteriaParser.parse(rollup.criteria()));
        if (criteria.isVolatile()) {
            problems.add(new Violation(
                    ErrorCode.NOT_SUPPORTED,
                    module.apiName() + "." + field.apiName(),
                    "A rollup cannot ask for the time or for who is looking, as it would be out of date at once."));
        }
        return Optional.of(new RollupField(module, field, rollup, child.get(), lookup.get(), measured, criteria));
    }

    private void sort(Map<Node, Derived> read) {
        read.forEach((node, derived) -> needs.put(node, needed(derived)));
        try {
            for (Node node : new FormulaGraph(read.keySet(), needs).order()) {
                Derived derived = read.get(node);
                if (derived != null) {
                    inOrder.put(node, derived);
                    classify(derived);
                }
            }
        } catch (PlatformException e) {
            Object cycle = e.details().getOrDefault("cycle", e.details().getOrDefault("api_name", ""));
            problems.add(new Violation(e.code(), String.valueOf(cycle), e.getMessage()));
        }
    }

    private void classify(Derived derived) {
        if (!(derived instanceof FormulaField formula)) {
            return;
        }
        Node node = derived.node();
        Set<Node> needed = needs.getOrDefault(node, Set.of());
        boolean readsPeople = formula.formula().fields().stream()
                .flatMap(path -> path.hops().stream())
                .anyMatch(FieldPath.Hop::isUser);
        if (formula.formula().isVolatile() || readsPeople || needed.stream().anyMatch(live::contains)) {
            live.add(node);
        }
        if (formula.looksElsewhere() || needed.stream().anyMatch(late::contains)) {
            late.add(node);
        }
    }

    /** Returns the fields that a figured one is figured from, the lookups on the way to them too. */
    private static Set<Node> needed(Derived derived) {
        Set<Node> needed = new LinkedHashSet<>();
        switch (derived) {
            case FormulaField formula -> {
                for (FieldPath path : formula.formula().fields()) {
                    for (FieldPath step = path; ; step = step.parent().get()) {
                        needed.add(Node.of(formula.module().apiName(), step));
                        if (step.parent().isEmpty()) {
                            break;
                        }
                    }
                }
            }
            case RollupField rollup -> {
                String child = rollup.child().apiName();
                needed.add(new Node(child, rollup.lookup().apiName()));
                rollup.measured().ifPresent(measured -> needed.add(new Node(child, measured.apiName())));
                rollup.criteria()
                        .fields()
                        .forEach(path -> needed.add(new Node(child, path.field().apiName())));
            }
        }
        return needed;
    }

    public List<Violation> problems() {
        return List.copyOf(problems);
    }

    /** Returns the stored ones, each behind those that it needs. */
    public List<Derived> stored() {
        return stored;
    }

    public Optional<Derived> find(Node node) {
        return Optional.ofNullable(inOrder.get(node));
    }

    /** Says whether the values change while no record does. */
    public boolean isLive(Node node) {
        return live.contains(node);
    }

    /** Returns the fields that this one is figured from, lookups on the way included. */
    public Set<Node> needs(Node node) {
        return needs.getOrDefault(node, Set.of());
    }

    /** Returns the module's formulas that its own records are enough for, in order. */
    public List<FormulaField> early(String module) {
        return formulas(module, false);
    }

    /** Returns the module's other stored formulas, in order. */
    public List<FormulaField> late(String module) {
        return formulas(module, true);
    }

    private List<FormulaField> formulas(String module, boolean wantLate) {
        List<FormulaField> formulas = new ArrayList<>();
        for (Derived derived : stored()) {
            if (derived instanceof FormulaField formula
                    && formula.module().apiName().equals(module)
                    && late.contains(formula.node()) == wantLate) {
                formulas.add(formula);
            }
        }
        return formulas;
    }

    /** Returns the stored fields that are figured from one of these, in order. */
    public List<Derived> dependents(Set<Node> changed) {
        return stored().stream()
                .filter(derived -> needs(derived.node()).stream().anyMatch(changed::contains))
                .toList();
    }
}
