package io.atelier.platform.function.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.spi.AfterPurge;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Logs of runs for a record hold its values: they go for good with it. */
@Component
class RunsAfterPurge implements AfterPurge {
    private final OrgJdbc jdbc;

    RunsAfterPurge(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPurge(Actor actor, ModuleDef module, List<Long> ids, Map<Long, Long> mergedInto) {
        jdbc.sql(actor.org(), "delete from {s}.sys_function_run where module = ? and record_id = any(?)")
                .params(module.apiName(), ids.toArray(Long[]::new))
                .update();
    }
}
