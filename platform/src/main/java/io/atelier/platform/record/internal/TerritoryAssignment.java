package io.atelier.platform.record.internal;

import io.atelier.platform.access.Territory;
import io.atelier.platform.access.TerritoryService;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.ExpressionEvaluator;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.spi.AfterSave;
import io.atelier.platform.record.spi.SaveRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Puts new and changed records into the territories whose criteria they match. Nobody takes them out but by hand. */
@Component
class TerritoryAssignment implements AfterSave {
    private final TerritoryService territories;
    private final EvaluationContexts contexts;

    TerritoryAssignment(TerritoryService territories, EvaluationContexts contexts) {
        this.territories = territories;
        this.contexts = contexts;
    }

    @Override
    public void afterSave(Actor actor, long operationId, List<SaveRow> rows) {
        ModuleDef module = rows.getFirst().module();
        Map<Long, List<Long>> joining = new HashMap<>();
        for (Territory territory : territories.all(actor.org())) {
            Optional.ofNullable(territory.data().criteria().get(module.apiName()))
                    .flatMap(criteria -> condition(module, criteria))
                    .map(condition -> matching(actor, condition, rows))
                    .filter(ids -> !ids.isEmpty())
                    .ifPresent(ids -> joining.put(territory.id(), ids));
        }
        territories.addRecords(actor.org(), module.apiName(), joining);
    }

    /** Criteria that do not fit the module any more match nothing until somebody mends them. */
    private static Optional<Expression> condition(ModuleDef module, String criteria) {
        try {
            return Optional.of(
                    new CriteriaResolver(FieldNames.own(module::findField)).resolve(CriteriaParser.parse(criteria)));
        } catch (PlatformException _) {
            return Optional.empty();
        }
    }

    private List<Long> matching(Actor actor, Expression condition, List<SaveRow> rows) {
        EvaluationContext context = contexts.of(actor);
        return rows.stream()
                .filter(row -> row.kind() == SaveRow.Kind.CREATED || row.kind() == SaveRow.Kind.UPDATED)
                .filter(row -> ExpressionEvaluator.matches(
                        condition, path -> row.after(path.field().apiName()), context))
                .map(SaveRow::id)
                .toList();
    }
}
