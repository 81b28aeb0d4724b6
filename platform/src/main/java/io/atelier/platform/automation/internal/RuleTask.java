package io.atelier.platform.automation.internal;

import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData.Event;
import io.atelier.platform.automation.RuleRun;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One action on one record that waits for its job.
 *
 * @param attempts how often its job began
 * @param snapshot what the user saw of a record that is deleted now, in API form; null for a record that is in use
 * @param user who saved
 * @param depth how deep the action runs
 */
record RuleTask(
        long id,
        OrgId org,
        RuleRun.State state,
        int attempts,
        long ruleId,
        String ruleName,
        RuleAction action,
        Event event,
        String module,
        long recordId,
        @Nullable Map<String, @Nullable Object> snapshot,
        UserId user,
        int depth) {}
