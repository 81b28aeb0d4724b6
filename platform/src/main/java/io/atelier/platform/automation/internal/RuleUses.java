package io.atelier.platform.automation.internal;

import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.WorkflowRule;
import io.atelier.platform.function.spi.FunctionUse;
import io.atelier.platform.mail.spi.TemplateUse;
import io.atelier.platform.org.OrgId;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tells functions and templates which rules need them. */
@Configuration(proxyBeanMethods = false)
class RuleUses {
    @Bean
    FunctionUse functionsOfRules(RuleStore rules) {
        return (org, id) ->
                names(rules, org, action -> action instanceof RuleAction.CallFunction(long called) && called == id);
    }

    @Bean
    TemplateUse templatesOfRules(RuleStore rules) {
        return (org, id) -> names(
                rules, org, action -> action instanceof RuleAction.SendMail(long template, String _) && template == id);
    }

    private static List<String> names(RuleStore rules, OrgId org, Predicate<RuleAction> wanted) {
        return rules.all(org).stream()
                .map(WorkflowRule::data)
                .filter(rule -> rule.actions().stream().anyMatch(wanted))
                .map(rule -> "rule " + rule.name())
                .toList();
    }
}
