package io.atelier.platform.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.expression.DerivedFields;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.DerivedChecks;
import io.atelier.platform.record.internal.DerivedModels;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Holds stored formulas and rollup summaries against what they should be. For administrators. */
@Service
public class DerivedFieldService {
    private final AccessService access;
    private final MetadataService metadata;
    private final DerivedModels models;
    private final EvaluationContexts contexts;
    private final DerivedChecks checks;

    DerivedFieldService(
            AccessService access,
            MetadataService metadata,
            DerivedModels models,
            EvaluationContexts contexts,
            DerivedChecks checks) {
        this.access = access;
        this.metadata = metadata;
        this.models = models;
        this.contexts = contexts;
        this.checks = checks;
    }

    /**
     * How far a field is from what it should be.
     *
     * @param rows records that hold another value
     */
    public record Drift(String module, String field, long rows) {}

    /** Figures every stored figure again and says where another one is stored: an empty list is as it should be. */
    @Transactional(readOnly = true)
    public List<Drift> verify(Actor actor) {
        access.of(actor).require(Permission.MANAGE_ORGANIZATION);
        OrgModel model = metadata.model(actor.org());
        DerivedFields fields = models.of(model);
        return checks.drift(model, fields, () -> contexts.of(actor));
    }

    /** Writes what {@link #verify} misses; returns how many values it wrote. */
    @Transactional
    public long repair(Actor actor) {
        access.of(actor).require(Permission.MANAGE_ORGANIZATION);
        metadata.keepWritersOut(actor.org());
        OrgModel model = metadata.pinned(actor.org());
        return checks.repair(model, models.of(model), () -> contexts.of(actor));
    }
}
