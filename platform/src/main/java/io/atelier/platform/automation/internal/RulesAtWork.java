package io.atelier.platform.automation.internal;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData.Event;
import io.atelier.platform.automation.RuleRun;
import io.atelier.platform.automation.WorkflowRule;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.Violation;
import io.atelier.platform.expression.EvaluationContext;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.expression.Expression;
import io.atelier.platform.expression.ExpressionEvaluator;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.job.JobService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.record.LinkedValues;
import io.atelier.platform.record.RecordChange;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.TimelineService;
import io.atelier.platform.record.WriteRequest;
import io.atelier.platform.record.WriteRequest.Atomicity;
import io.atelier.platform.record.WriteRequest.OperationKind;
import io.atelier.platform.record.WriteResult;
import io.atelier.platform.record.spi.AfterSave;
import io.atelier.platform.record.spi.JoinedChange;
import io.atelier.platform.record.spi.JoinsSave;
import io.atelier.platform.record.spi.SaveRow;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Matches saved rows with rules. Fields are set in the save itself, or, where a rule must wait for what is figured when rows
 * are stored or for what lies behind a lookup, as a write one level deeper in the same transaction; what takes time becomes a job that exists only if the
 * transaction commits. What a rule cannot do never undoes the save that set it off: the record's timeline tells it.
 */
@Component
class RulesAtWork implements JoinsSave, AfterSave {
    private final RuleCache rules;
    private final RuleRunStore runs;
    private final RecordService records;
    private final LinkedValues values;
    private final MetadataService metadata;
    private final TimelineService timeline;
    private final AccessService access;
    private final JobService jobs;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final EvaluationContexts contexts;

    RulesAtWork(
            RuleCache rules,
            RuleRunStore runs,
            RecordService records,
            LinkedValues values,
            MetadataService metadata,
            TimelineService timeline,
            AccessService access,
            JobService jobs,
            IdGenerator ids,
            InstantSource clock,
            EvaluationContexts contexts) {
        this.rules = rules;
        this.runs = runs;
        this.records = records;
        this.values = values;
        this.metadata = metadata;
        this.timeline = timeline;
        this.access = access;
        this.jobs = jobs;
        this.ids = ids;
        this.clock = clock;
        this.contexts = contexts;
    }

    @Override
    public List<JoinedChange> joined(Actor actor, List<SaveRow> rows) {
        if (actor.depth() >= FunctionRunner.MAX_DEPTH) {
            return List.of();
        }
        ModuleDef module = rows.getFirst().module();
        OrgModel model = metadata.pinned(actor.org());
        List<JoinedChange> joined = new ArrayList<>();
        for (ActiveRule active : rules.of(actor.org(), module.apiName())) {
            List<FieldUpdate> updates = updates(actor, active.rule(), module).stream()
                    .filter(update -> active.joins(model, update))
                    .filter(update -> update.refusal().isEmpty())
                    .toList();
            List<SaveRow> matching = updates.isEmpty() ? List.of() : matching(actor, active, rows);
            for (FieldUpdate update : updates) {
                List<RecordChange.Update> changes = update.of(matching);
                if (!changes.isEmpty()) {
                    joined.add(new JoinedChange(deeper(actor, active.rule()), module, changes));
                }
            }
        }
        return joined;
    }

    @Override
    public void refused(JoinedChange change, Map<Long, Violation> refused) {
        refused.forEach((id, violation) ->
                failed(change.actor(), change.module(), id, change.actor().via(), violation.message()));
    }

    @Override
    public void afterSave(Actor actor, long operationId, List<SaveRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String module = rows.getFirst().module().apiName();
        for (ActiveRule active : rules.of(actor.org(), module)) {
            List<SaveRow> matching = matching(actor, active, rows);
            if (!matching.isEmpty()) {
                act(actor, active, matching);
            }
        }
    }

    private List<SaveRow> matching(Actor actor, ActiveRule active, List<SaveRow> rows) {
        Event event = active.rule().data().event();
        List<SaveRow> concerned = rows.stream()
                .filter(row -> !row.isQuiet() && isEvent(row.kind(), event))
                .toList();
        if (concerned.isEmpty()) {
            return concerned;
        }
        OrgModel model = metadata.pinned(actor.org());
        Optional<Expression> condition = active.condition(model);
        if (condition.isEmpty()) {
            return List.of();
        }
        EvaluationContext context = contexts.of(actor);
        // Of now, not of the save: an earlier rule may have changed what a lookup leads to.
        LinkedValues.Of read = values.read(model, concerned, condition.get().fields());
        return concerned.stream()
                .filter(row -> ExpressionEvaluator.matches(condition.get(), path -> read.value(row, path), context))
                .toList();
    }

    private static boolean isEvent(SaveRow.Kind kind, Event event) {
        return switch (kind) {
            case CREATED -> event == Event.CREATED;
            case UPDATED -> event == Event.UPDATED;
            case DELETED -> event == Event.DELETED;
            case RESTORED -> false;
        };
    }

    private void act(Actor actor, ActiveRule active, List<SaveRow> rows) {
        WorkflowRule rule = active.rule();
        if (actor.depth() >= FunctionRunner.MAX_DEPTH) {
            for (SaveRow row : rows) {
                timeline.note(
                        actor,
                        row.module().apiName(),
                        row.id(),
                        "automation_stopped",
                        Map.of("rule", rule.data().name(), "limit", FunctionRunner.MAX_DEPTH));
            }
            return;
        }
        Actor deeper = deeper(actor, rule);
        for (RuleAction action : rule.data().actions()) {
            switch (action) {
                case RuleAction.UpdateField update -> update(deeper, active, update, rows);
                case RuleAction.CallFunction _, RuleAction.SendMail _ -> enqueue(deeper, rule, action, rows);
            }
        }
    }

    private static Actor deeper(Actor actor, WorkflowRule rule) {
        return actor.deeper(Channel.WORKFLOW, rule.data().name());
    }

    private List<FieldUpdate> updates(Actor actor, WorkflowRule rule, ModuleDef module) {
        return rule.data().actions().stream()
                .filter(RuleAction.UpdateField.class::isInstance)
                .map(action -> FieldUpdate.of((RuleAction.UpdateField) action, module, access.of(deeper(actor, rule))))
                .toList();
    }

    private void update(Actor actor, ActiveRule active, RuleAction.UpdateField action, List<SaveRow> rows) {
        ModuleDef module = rows.getFirst().module();
        String rule = active.rule().data().name();
        FieldUpdate update = FieldUpdate.of(action, module, access.of(actor));
        if (update.refusal().isPresent()) {
            rows.forEach(row ->
                    failed(actor, module, row.id(), rule, update.refusal().get()));
            return;
        }
        boolean deleted = active.rule().data().event() == Event.DELETED;
        if (!deleted && active.joins(metadata.pinned(actor.org()), update)) {
            return;
        }
        List<RecordChange.Update> changes = update.of(rows);
        if (changes.isEmpty()) {
            return;
        }
        WriteResult result = records.write(
                actor,
                new WriteRequest(module.apiName(), OperationKind.AUTOMATION, Atomicity.EACH_ROW, List.copyOf(changes)));
        for (int i = 0; i < changes.size(); i++) {
            if (result.rows().get(i) instanceof WriteResult.Rejected(var violations)) {
                failed(
                        actor,
                        module,
                        changes.get(i).id(),
                        rule,
                        violations.getFirst().message());
            }
        }
    }

    private void failed(Actor actor, ModuleDef module, long record, String rule, String reason) {
        timeline.note(actor, module.apiName(), record, "automation_failed", Map.of("rule", rule, "reason", reason));
    }

    private void enqueue(Actor actor, WorkflowRule rule, RuleAction action, List<SaveRow> rows) {
        List<RuleTask> tasks =
                rows.stream().map(row -> task(actor, rule, action, row)).toList();
        runs.insert(actor.org(), tasks, clock.instant());
        for (RuleTask task : tasks) {
            jobs.enqueue(RuleActionJob.NAME, new RuleActionJob.Data(actor.org().value(), task.id()));
        }
    }

    private RuleTask task(Actor actor, WorkflowRule rule, RuleAction action, SaveRow row) {
        return new RuleTask(
                ids.next(),
                actor.org(),
                RuleRun.State.QUEUED,
                0,
                rule.id(),
                rule.data().name(),
                action,
                rule.data().event(),
                row.module().apiName(),
                row.id(),
                row.kind() == SaveRow.Kind.DELETED ? snapshot(actor, row) : null,
                actor.user(),
                actor.depth());
    }

    private Map<String, @Nullable Object> snapshot(Actor actor, SaveRow row) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        values.put("id", Long.toString(row.id()));
        List<FieldDef> visible = new ArrayList<>(access.of(actor).fields(row.module()));
        visible.forEach(field -> values.put(field.apiName(), ValueCodec.toApi(row.before(field.apiName()))));
        return values;
    }
}
