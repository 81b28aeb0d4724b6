package io.atelier.platform.record.internal;

import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.expression.DerivedFields.Derived;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.record.DerivedFieldService.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Figures all stored figures of a model again. */
@Component
public class DerivedChecks {
    private final DSLContext sql;

    DerivedChecks(DSLContext sql) {
        this.sql = sql;
    }

    public List<Drift> drift(OrgModel model, DerivedFields fields, Supplier<EvaluationContext> context) {
        DerivedWriter writer = new DerivedWriter(sql, model, context);
        List<Drift> drifts = new ArrayList<>();
        for (Derived derived : fields.stored()) {
            long rows = writer.drift(derived);
            if (rows > 0) {
                drifts.add(new Drift(derived.module().apiName(), derived.field().apiName(), rows));
            }
        }
        return drifts;
    }

    public long repair(OrgModel model, DerivedFields fields, Supplier<EvaluationContext> context) {
        DerivedWriter writer = new DerivedWriter(sql, model, context);
        return fields.stored().stream()
                .mapToLong(derived ->
                        writer.figure(derived, DerivedWriter.Which.all()).size())
                .sum();
    }
}
