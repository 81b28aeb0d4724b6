package io.atelier.platform.record.internal;

import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.expression.DerivedFields.Derived;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.expression.FormulaGraph.Node;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.spi.ModelListener;
import io.atelier.platform.org.UserId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;

/** Fills figured fields that are new or figured otherwise than before, and those that are figured from these. */
@Component
class DerivedBackfill implements ModelListener {
    private final DSLContext sql;
    private final DerivedModels models;
    private final EvaluationContexts contexts;

    DerivedBackfill(DSLContext sql, DerivedModels models, EvaluationContexts contexts) {
        this.sql = sql;
        this.models = models;
        this.contexts = contexts;
    }

    @Override
    public void changed(OrgModel before, OrgModel after) {
        DerivedFields fields = models.of(after);
        DerivedWriter writer = new DerivedWriter(sql, after, () -> context(after));
        Set<Node> figured = new HashSet<>();
        for (Derived derived : fields.stored()) {
            boolean stale = !find(before, derived.node()).equals(Optional.of(derived.field()))
                    || fields.needs(derived.node()).stream()
                            .anyMatch(need -> figured.contains(need) || !isSameColumn(before, after, need));
            if (stale) {
                writer.figure(derived, DerivedWriter.Which.all());
                figured.add(derived.node());
            }
        }
    }

    private EvaluationContext context(OrgModel model) {
        return contexts.of(model.org(), UserId.SYSTEM);
    }

    private static boolean isSameColumn(OrgModel before, OrgModel after, Node node) {
        return find(before, node)
                .map(FieldDef::storage)
                .equals(find(after, node).map(FieldDef::storage));
    }

    private static Optional<FieldDef> find(OrgModel model, Node node) {
        return model.findModule(node.module()).flatMap(module -> module.findField(node.field()));
    }
}
