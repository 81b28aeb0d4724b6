package io.atelier.platform.record.internal;

import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.expression.DerivedFields.FormulaField;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.ExpressionEvaluator;
import io.atelier.platform.expression.FieldPath;
import io.atelier.platform.expression.FormulaGraph.Node;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Figures, when a record is read, formulas whose values change by themselves: those that ask for the time. What they are
 * figured from is read with the record.
 */
final class LiveFormulas {
    private final DerivedFields derived;
    private final ModuleDef module;

    LiveFormulas(DerivedFields derived, ModuleDef module) {
        this.derived = derived;
        this.module = module;
    }

    static boolean isLive(FieldPath path) {
        return path.field().type() == FieldType.FORMULA && !path.field().isStored();
    }

    /** Returns what must be read to figure the field at the end of the path. */
    Set<FieldPath> inputs(FieldPath live) {
        Set<FieldPath> inputs = new LinkedHashSet<>();
        find(live)
                .ifPresent(formula -> formula.formula().fields().forEach(input -> {
                    FieldPath from = behind(live, input);
                    if (isLive(from)) {
                        inputs.addAll(inputs(from));
                    } else {
                        inputs.add(from);
                    }
                }));
        return inputs;
    }

    /**
     * @param read gives the values of {@link #inputs}
     */
    FieldValue figure(FieldPath live, Function<FieldPath, FieldValue> read, EvaluationContext context) {
        return find(live)
                .map(formula -> ExpressionEvaluator.evaluate(
                        formula.formula().expression(),
                        input -> {
                            FieldPath from = behind(live, input);
                            return isLive(from) ? figure(from, read, context) : read.apply(from);
                        },
                        context))
                .orElse(FieldValue.NULL);
    }

    private Optional<FormulaField> find(FieldPath live) {
        return derived.find(Node.of(module.apiName(), live))
                .filter(FormulaField.class::isInstance)
                .map(FormulaField.class::cast);
    }

    /** Returns the path to a formula's input, which begins at the formula's own record. */
    private static FieldPath behind(FieldPath formula, FieldPath input) {
        List<FieldPath.Hop> hops = new ArrayList<>(formula.hops());
        hops.addAll(input.hops());
        return new FieldPath(hops, input.field());
    }
}
