package io.atelier.platform.record.internal;

import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.ExpressionEvaluator;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties.Rollup;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.spi.SaveRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Supplier;

/** Figures, before a row is written, what its own values are enough for. */
final class EarlyFormulas {
    private final DerivedFields derived;
    private final Supplier<EvaluationContext> context;

    EarlyFormulas(DerivedFields derived, Supplier<EvaluationContext> context) {
        this.derived = derived;
        this.context = context;
    }

    void figure(ModuleDef module, List<SaveRow> rows) {
        List<DerivedFields.FormulaField> formulas = derived.early(module.apiName());
        if (formulas.isEmpty()) {
            return;
        }
        EvaluationContext now = context.get();
        for (SaveRow row : rows) {
            if (row.kind() == SaveRow.Kind.CREATED || row.kind() == SaveRow.Kind.UPDATED) {
                formulas.forEach(formula -> row.set(
                        formula.field().apiName(),
                        ExpressionEvaluator.evaluate(
                                formula.formula().expression(),
                                path -> row.after(path.field().apiName()),
                                now)));
            }
        }
    }

    /** Nothing points to a new record yet: it counts none and sums up to nothing. */
    static void startRollups(SaveRow row) {
        for (FieldDef field : row.module().fields()) {
            if (field.properties() instanceof Rollup rollup
                    && (rollup.function() == Rollup.Function.COUNT || rollup.function() == Rollup.Function.SUM)) {
                row.set(field.apiName(), new FieldValue.Number(BigDecimal.ZERO));
            }
        }
    }
}
