package io.atelier.platform.automation.internal;

import io.atelier.platform.automation.WorkflowRule;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A rule at work, with its criteria made ready once for each version of the model, not for each save. */
final class ActiveRule {
    private static final Logger log = LoggerFactory.getLogger(ActiveRule.class);

    private final WorkflowRule rule;
    private volatile @Nullable Ready ready;

    private record Ready(OrgModel model, Optional<Expression> condition) {}

    ActiveRule(WorkflowRule rule) {
        this.rule = rule;
    }

    WorkflowRule rule() {
        return rule;
    }

    /** Returns what a record must be like; empty if the criteria do not fit the model any more. */
    Optional<Expression> condition(OrgModel model) {
        Ready known = ready;
        // The model is the same object as long as it is the same version; criteria may name other modules' fields.
        if (known == null || known.model() != model) {
            known = new Ready(model, resolved(model));
            ready = known;
        }
        return known.condition();
    }

    /**
     * Returns true if the update can be part of the save that sets it off. Formulas may be figured only when rows are stored,
     * what lies behind a lookup may be stored by the same save, and linked records and rows of subforms stand in tables of
     * their own.
     */
    boolean joins(OrgModel model, FieldUpdate update) {
        boolean mustWait = condition(model).stream()
                .flatMap(criteria -> criteria.fields().stream())
                .anyMatch(path -> !path.isOwn() || path.field().type().isComputed());
        boolean compound = update.definition()
                .filter(field -> field.kind() == ValueKind.LINKS || field.kind() == ValueKind.ROWS)
                .isPresent();
        return !mustWait && !compound;
    }

    /** A rule whose criteria name a field that is gone matches nothing until somebody mends it. */
    private Optional<Expression> resolved(OrgModel model) {
        try {
            return Optional.of(new CriteriaResolver(
                            FieldNames.of(model, model.module(rule.data().module())))
                    .resolve(CriteriaParser.parse(rule.data().criteria())));
        } catch (PlatformException e) {
            log.warn("Rule {} does not fit its module any more and is passed over: {}", rule.id(), e.getMessage());
            return Optional.empty();
        }
    }
}
