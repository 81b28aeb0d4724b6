package io.atelier.platform.metadata.internal;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.metadata.spi.DerivedFieldRules;
import java.util.List;
import org.springframework.stereotype.Component;

/** Turns changes into steps and the model after them. Pure: reads the given model, touches no database. */
@Component
public class SchemaPlanner {
    private final IdGenerator ids;
    private final DerivedFieldRules derived;

    SchemaPlanner(IdGenerator ids, DerivedFieldRules derived) {
        this.ids = ids;
        this.derived = derived;
    }

    /** A plan, and the model as it will be when the plan is applied. */
    public record Outcome(SchemaPlan plan, OrgModel model) {}

    public Outcome plan(OrgModel model, List<SchemaChange> changes) {
        SchemaDraft draft = new SchemaDraft(model, ids, derived);
        changes.forEach(draft::add);
        return draft.outcome(changes);
    }
}
