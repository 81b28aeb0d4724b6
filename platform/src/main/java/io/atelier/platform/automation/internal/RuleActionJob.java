package io.atelier.platform.automation.internal;

import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleRun;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.function.Trigger;
import io.atelier.platform.job.JobHandler;
import io.atelier.platform.mail.MailRequest;
import io.atelier.platform.mail.MailService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.RecordJson;
import io.atelier.platform.record.RecordService;
import io.atelier.platform.record.TimelineService;
import io.atelier.runtime.ScriptError;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does one action of a rule as the user who saved. A mail is queued in one transaction with the mark that it was; a
 * function may run again after a crash, and is given a delivery id that stays the same, by which it can tell.
 */
@Component
class RuleActionJob implements JobHandler<RuleActionJob.Data> {
    static final String NAME = "rule-action";

    private final RuleRunStore runs;
    private final FunctionRunner functions;
    private final MailService mails;
    private final RecordService records;
    private final TimelineService timeline;
    private final JsonMapper json;
    private final InstantSource clock;
    private final TransactionOperations transactions;

    /** Names the row that says what to do. */
    record Data(long org, long task) {}

    RuleActionJob(
            RuleRunStore runs,
            FunctionRunner functions,
            MailService mails,
            RecordService records,
            TimelineService timeline,
            JsonMapper json,
            InstantSource clock,
            TransactionOperations transactions) {
        this.runs = runs;
        this.functions = functions;
        this.mails = mails;
        this.records = records;
        this.timeline = timeline;
        this.json = json;
        this.clock = clock;
        this.transactions = transactions;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<Data> dataType() {
        return Data.class;
    }

    @Override
    public void run(Data data) throws IOException {
        RuleTask task = runs.begin(new OrgId(data.org()), data.task()).orElse(null);
        if (task == null) {
            return;
        }
        Actor actor = new Actor(task.org(), task.user(), Channel.WORKFLOW, task.ruleName(), task.depth());
        try {
            switch (task.action()) {
                case RuleAction.CallFunction(long functionId) -> call(actor, task, functionId);
                case RuleAction.SendMail(long templateId, String toField) -> send(actor, task, templateId, toField);
                case RuleAction.UpdateField _ -> throw new IllegalStateException("fields are set in the pipeline");
            }
        } catch (PlatformException e) {
            String reason = String.valueOf(e.getMessage());
            finish(
                    actor,
                    task,
                    RuleRun.State.FAILED,
                    reason,
                    OptionalLong.empty(),
                    "automation_failed",
                    Map.of("rule", task.ruleName(), "reason", reason));
        }
    }

    private void call(Actor actor, RuleTask task, long functionId) throws IOException {
        Map<String, @Nullable Object> record = task.snapshot();
        if (record == null) {
            record = RecordJson.of(records.get(actor, task.module(), task.recordId()));
        }
        Map<String, @Nullable Object> args = new LinkedHashMap<>();
        args.put("record", record);
        args.put("module", task.module());
        args.put("rule", task.ruleName());
        args.put("event", task.event().name().toLowerCase(Locale.ROOT));
        args.put("delivery", Long.toString(task.id()));
        Trigger trigger = Trigger.onRecord(Trigger.Kind.WORKFLOW, task.module(), task.recordId());
        RunOutcome outcome = functions.run(actor, functionId, json.writeValueAsString(args), trigger);
        if (outcome.state() == RunOutcome.State.UNAVAILABLE && task.attempts() < MAX_ATTEMPTS) {
            throw new IOException("Function " + functionId + " did not run: "
                    + outcome.error().map(ScriptError::message).orElse("no worker"));
        }
        boolean completed = outcome.state() == RunOutcome.State.COMPLETED;
        finish(
                actor,
                task,
                completed ? RuleRun.State.DONE : RuleRun.State.FAILED,
                outcome.error().map(ScriptError::message).orElse(""),
                OptionalLong.of(outcome.runId()),
                "function_run",
                Map.of(
                        "function", outcome.apiName(),
                        "rule", task.ruleName(),
                        "outcome", outcome.state().name().toLowerCase(Locale.ROOT),
                        "run", Long.toString(outcome.runId())));
    }

    private void send(Actor actor, RuleTask task, long templateId, String toField) {
        MailRequest request = new MailRequest(
                new MailRequest.Content.Template(templateId),
                task.module(),
                task.recordId(),
                new MailRequest.Recipient.Field(toField));
        transactions.executeWithoutResult(_ -> {
            boolean first =
                    runs.finish(task.org(), task.id(), RuleRun.State.DONE, "", OptionalLong.empty(), clock.instant());
            if (first) {
                mails.send(actor, request);
            }
        });
    }

    private void finish(
            Actor actor,
            RuleTask task,
            RuleRun.State state,
            String message,
            OptionalLong functionRun,
            String kind,
            Map<String, ?> detail) {
        transactions.executeWithoutResult(_ -> {
            if (runs.finish(task.org(), task.id(), state, message, functionRun, clock.instant())) {
                timeline.note(actor, task.module(), task.recordId(), kind, detail);
            }
        });
    }
}
