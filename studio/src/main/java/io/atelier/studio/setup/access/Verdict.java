package io.atelier.studio.setup.access;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.SharingReason;
import io.atelier.platform.access.Verb;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.record.Explanation;
import io.atelier.studio.workspace.records.Workspace;
import io.atelier.studio.workspace.share.Reasons;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** An explanation in words: yes or no, and the rules that make it so, one after the other. */
final class Verdict {
    private final Workspace workspace;
    private final Reasons reasons;
    private final ModuleDef module;
    private final long record;
    private final Explanation explanation;
    private final List<Step> steps = new ArrayList<>();

    /**
     * One rule.
     *
     * @param good it lets the person pass
     * @param address where it is set; empty for what nobody sets
     */
    record Step(boolean good, String text, Optional<String> address) {}

    Verdict(
            Workspace workspace,
            Reasons reasons,
            ModuleDef module,
            long record,
            Explanation explanation,
            Asked asked,
            Optional<FieldDef> field) {
        this.workspace = workspace;
        this.reasons = reasons;
        this.module = module;
        this.record = record;
        this.explanation = explanation;
        addProfile(Verb.READ);
        if (asked != Asked.SEE) {
            addProfile(asked.verb());
        }
        addSharing(asked.level());
        field.ifPresent(each -> explanation.field().ifPresent(access -> addField(each, access, asked)));
    }

    boolean isYes() {
        return steps.stream().filter(Step::good).count() == steps.size();
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    private void addProfile(Verb verb) {
        boolean allowed = explanation.allowed(verb);
        steps.add(new Step(
                allowed,
                workspace.text(
                        allowed ? "access.step.profile" : "access.step.profile.not",
                        explanation.profile().name(),
                        workspace.text("profile.verb." + verb.name().toLowerCase(Locale.ROOT)),
                        module.plural().in(workspace.locale())),
                Optional.of(profile())));
    }

    private String profile() {
        return "setup/profiles/" + explanation.profile().id();
    }

    /** One thing that opens the record is enough; all are told. */
    private void addSharing(AccessLevel level) {
        for (SharingReason reason : explanation.reasons().getOrDefault(level, List.of())) {
            Reasons.Told told = reasons.of(reason, module, record);
            steps.add(new Step(true, told.text(), told.address()));
        }
        if (explanation.opened(level)) {
            return;
        }
        String owner = explanation
                .owner()
                .map(user -> workspace.personName(user))
                .orElseGet(() -> workspace.text("access.nobody"));
        if (explanation.ownOnly()) {
            steps.add(new Step(
                    false,
                    workspace.text("access.step.ownOnly", explanation.profile().name(), owner),
                    Optional.of(profile())));
            return;
        }
        steps.add(new Step(
                false,
                workspace.text(
                        "access.step.closed",
                        owner,
                        module.plural().in(workspace.locale()),
                        reasons.general(explanation.general().name())),
                Optional.of("setup/sharing/" + module.apiName())));
    }

    private void addField(FieldDef field, Explanation.FieldAccess access, Asked asked) {
        String label = field.label().in(workspace.locale());
        steps.add(
                switch (access) {
                    case HIDDEN -> ofProfile(false, "access.step.field.hidden", label);
                    case READ_ONLY -> ofProfile(asked == Asked.SEE, "access.step.field.readOnly", label);
                    case SYSTEM ->
                        new Step(
                                asked == Asked.SEE,
                                workspace.text("access.step.field.system", label),
                                Optional.empty());
                    case READ_WRITE -> ofProfile(true, "access.step.field.open", label);
                });
    }

    private Step ofProfile(boolean good, String key, String field) {
        return new Step(good, workspace.text(key, field, explanation.profile().name()), Optional.of(profile()));
    }
}
