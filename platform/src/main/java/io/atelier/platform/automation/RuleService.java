package io.atelier.platform.automation;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.automation.internal.RuleCache;
import io.atelier.platform.automation.internal.RuleRunStore;
import io.atelier.platform.automation.internal.RuleStore;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.expression.CriteriaParser;
import io.atelier.platform.expression.CriteriaResolver;
import io.atelier.platform.expression.FieldNames;
import io.atelier.platform.function.FunctionService;
import io.atelier.platform.mail.MailTemplateService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldType;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps workflow rules, for administrators. A change holds for the next save on this node, within moments on others. */
@Service
public class RuleService {
    public static final int MAX_RUNS = 200;

    private final AccessService access;
    private final MetadataService metadata;
    private final FunctionService functions;
    private final MailTemplateService templates;
    private final RuleStore store;
    private final RuleRunStore runs;
    private final RuleCache cache;
    private final Notices notices;
    private final IdGenerator ids;
    private final InstantSource clock;

    private final AuditLog audit;

    RuleService(
            AccessService access,
            MetadataService metadata,
            FunctionService functions,
            MailTemplateService templates,
            RuleStore store,
            RuleRunStore runs,
            RuleCache cache,
            Notices notices,
            IdGenerator ids,
            InstantSource clock,
            AuditLog audit) {
        this.audit = audit;
        this.access = access;
        this.metadata = metadata;
        this.functions = functions;
        this.templates = templates;
        this.store = store;
        this.runs = runs;
        this.cache = cache;
        this.notices = notices;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<WorkflowRule> list(Actor actor) {
        access.of(actor).require(Permission.MANAGE_AUTOMATION);
        return store.all(actor.org());
    }

    @Transactional(readOnly = true)
    public WorkflowRule get(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_AUTOMATION);
        return store.find(actor.org(), id)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "There is no such rule.", Map.of("id", Long.toString(id))));
    }

    /**
     * Makes a rule.
     *
     * @throws ViolationsException with everything that is wrong, by {@code name}, {@code criteria}, {@code actions[0]}
     */
    @Transactional
    public WorkflowRule create(Actor actor, RuleData data) {
        access.of(actor).require(Permission.MANAGE_AUTOMATION);
        WorkflowRule rule = new WorkflowRule(ids.next(), 1, data, clock.instant());
        require(actor, rule);
        store.insert(actor.org(), rule, actor.user());
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CREATED, AuditObject.RULE, rule.id(), data.name())
                        .in(data.module())
                        .changing(null, data));
        changed(actor);
        return rule;
    }

    /**
     * Replaces a rule.
     *
     * @param revision the one that the author saw
     */
    @Transactional
    public WorkflowRule save(Actor actor, long id, long revision, RuleData data) {
        WorkflowRule before = get(actor, id);
        WorkflowRule after = new WorkflowRule(id, revision + 1, data, clock.instant());
        require(actor, after);
        if (!store.update(actor.org(), after, actor.user())) {
            throw new PlatformException(
                    ErrorCode.RECORD_MODIFIED,
                    "Somebody saved this rule meanwhile. Load it again.",
                    Map.of("version", before.revision(), "expected_version", revision));
        }
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CHANGED, AuditObject.RULE, id, data.name())
                        .in(data.module())
                        .changing(before.data(), data));
        changed(actor);
        return after;
    }

    /** Deletes a rule; what it has queued is still done. */
    @Transactional
    public void delete(Actor actor, long id) {
        WorkflowRule before = get(actor, id);
        store.delete(actor.org(), id);
        audit.append(
                actor,
                AuditAct.setup(
                                AuditAction.DELETED,
                                AuditObject.RULE,
                                id,
                                before.data().name())
                        .in(before.data().module())
                        .changing(before.data(), null));
        changed(actor);
    }

    /**
     * Returns what functions and mails the rule set off, the newest first.
     *
     * @param limit 1 to {@link #MAX_RUNS}
     */
    @Transactional(readOnly = true)
    public List<RuleRun> runs(Actor actor, long ruleId, int limit) {
        access.of(actor).require(Permission.MANAGE_AUTOMATION);
        if (limit < 1 || limit > MAX_RUNS) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED, "1 to 200 runs can be read at once.", Map.of("limit", MAX_RUNS));
        }
        return runs.ofRule(actor.org(), ruleId, limit);
    }

    private void changed(Actor actor) {
        notices.publish(new Notice(actor.org(), Notice.Topic.AUTOMATION, ""), () -> cache.evict(actor.org()));
    }

    private void require(Actor actor, WorkflowRule rule) {
        RuleData data = rule.data();
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(data.module());
        List<Violation> problems = new ArrayList<>();
        if (data.name().isBlank()) {
            problems.add(new Violation(ErrorCode.MANDATORY_NOT_FOUND, "name", "A rule needs a name."));
        } else if (data.name().length() > RuleData.MAX_NAME) {
            problems.add(new Violation(ErrorCode.LIMIT_EXCEEDED, "name", "A name has at most 100 characters."));
        } else if (store.isNameTaken(actor.org(), data.name(), rule.id())) {
            problems.add(new Violation(ErrorCode.DUPLICATE_DATA, "name", "Another rule has this name."));
        }
        try {
            new CriteriaResolver(FieldNames.of(model, module)).resolve(CriteriaParser.parse(data.criteria()));
        } catch (PlatformException e) {
            problems.add(new Violation(e.code(), "criteria", String.valueOf(e.getMessage())));
        }
        if (data.actions().isEmpty() || data.actions().size() > RuleData.MAX_ACTIONS) {
            problems.add(new Violation(ErrorCode.LIMIT_EXCEEDED, "actions", "A rule has 1 to 10 actions."));
        }
        for (int i = 0; i < data.actions().size(); i++) {
            String path = "actions[" + i + "]";
            problem(actor, module, data.event(), data.actions().get(i))
                    .ifPresent(message -> problems.add(new Violation(ErrorCode.INVALID_DATA, path, message)));
        }
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
    }

    private Optional<String> problem(Actor actor, ModuleDef module, RuleData.Event event, RuleAction action) {
        return switch (action) {
            case RuleAction.CallFunction(long functionId) ->
                functions.list(actor).stream().anyMatch(function -> function.id() == functionId)
                        ? Optional.empty()
                        : Optional.of("There is no such function.");
            case RuleAction.UpdateField(String field, String value) ->
                event == RuleData.Event.DELETED
                        ? Optional.of("A deleted record cannot be changed.")
                        : problem(module, field, value);
            case RuleAction.SendMail(long templateId, String toField) ->
                event == RuleData.Event.DELETED
                        ? Optional.of("No mail can be written about a deleted record.")
                        : mailProblem(actor, module, templateId, toField);
        };
    }

    private static Optional<String> problem(ModuleDef module, String name, String value) {
        Optional<FieldDef> field = module.findField(name);
        if (field.isEmpty() || field.get().readOnly()) {
            return Optional.of("There is no such field that can be set.");
        }
        return ValueCodec.parse(field.get(), value) instanceof ValueCodec.Parsed.Bad(ErrorCode _, String message)
                ? Optional.of(message)
                : Optional.empty();
    }

    private Optional<String> mailProblem(Actor actor, ModuleDef module, long templateId, String toField) {
        boolean fits = templates.list(actor).stream()
                .anyMatch(template ->
                        template.id() == templateId && template.data().module().equals(module.apiName()));
        if (!fits) {
            return Optional.of("There is no such mail template for this module.");
        }
        return module.findField(toField)
                        .filter(field -> field.type() == FieldType.EMAIL)
                        .isPresent()
                ? Optional.empty()
                : Optional.of("There is no such e-mail field.");
    }
}
