package io.atelier.platform.automation.internal;

import io.atelier.platform.automation.WorkflowRule;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A rule at work, with its criteria made ready once for each version of its module, not for each save. */
final class ActiveRule {
    private static final Logger log = LoggerFactory.getLogger(ActiveRule.class);

    private final WorkflowRule rule;
    private volatile @Nullable Ready ready;

    private record Ready(ModuleDef module, Optional<Expression> condition) {}

    ActiveRule(WorkflowRule rule) {
        this.rule = rule;
    }

    WorkflowRule rule() {
        return rule;
    }

    /** Returns what a record must be like; empty if the criteria do not fit the module any more. */
    Optional<Expression> condition(ModuleDef module) {
        Ready known = ready;
        // A module's definition is the same object as long as it is the same version.
        if (known == null || known.module() != module) {
            known = new Ready(module, resolved(module));
            ready = known;
        }
        return known.condition();
    }

    /**
     * Returns true if the update can be part of the save that sets it off. Formulas may be figured only when rows are stored,
     * and linked records and rows of subforms stand in tables of their own.
     */
    boolean joins(ModuleDef module, FieldUpdate update) {
        boolean asksFigures = condition(module).stream()
                .flatMap(criteria -> criteria.fields().stream())
                .anyMatch(path -> path.field().type().isComputed());
        boolean compound = update.definition()
                .filter(field -> field.kind() == ValueKind.LINKS || field.kind() == ValueKind.ROWS)
                .isPresent();
        return !asksFigures && !compound;
    }

    /** A rule whose criteria name a field that is gone matches nothing until somebody mends it. */
    private Optional<Expression> resolved(ModuleDef module) {
        try {
            return Optional.of(new CriteriaResolver(FieldNames.own(module::findField))
                    .resolve(CriteriaParser.parse(rule.data().criteria())));
        } catch (PlatformException e) {
            log.warn("Rule {} does not fit its module any more and is passed over: {}", rule.id(), e.getMessage());
            return Optional.empty();
        }
    }
}
