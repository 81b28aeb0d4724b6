package io.atelier.platform.mail.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.spi.AfterPurge;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Mail goes for good with the record that it was about; that of a merged record stays with the one it was merged into. */
@Component
class MailAfterPurge implements AfterPurge {
    private final OrgJdbc jdbc;

    MailAfterPurge(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPurge(Actor actor, ModuleDef module, List<Long> ids, Map<Long, Long> mergedInto) {
        mergedInto.forEach((merged, master) -> jdbc.sql(
                        actor.org(), "update {s}.sys_mail set record_id = ? where module = ? and record_id = ?")
                .params(master, module.apiName(), merged)
                .update());
        jdbc.sql(actor.org(), "delete from {s}.sys_mail where module = ? and record_id = any(?)")
                .params(module.apiName(), ids.toArray(Long[]::new))
                .update();
    }
}
