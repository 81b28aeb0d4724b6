package io.atelier.platform.automation.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.spi.AfterPurge;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a rule kept of a deleted record's values goes for good with it; that the rule ran stays known. */
@Component
class RuleRunsAfterPurge implements AfterPurge {
    private final OrgJdbc jdbc;

    RuleRunsAfterPurge(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPurge(Actor actor, ModuleDef module, List<Long> ids, Map<Long, Long> mergedInto) {
        jdbc.sql(actor.org(), "update {s}.sys_rule_run set snapshot = null where module = ? and record_id = any(?)")
                .params(module.apiName(), ids.toArray(Long[]::new))
                .update();
    }
}
