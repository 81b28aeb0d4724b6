package io.atelier.platform.record.internal;

import io.atelier.platform.access.RecordShares;
import io.atelier.platform.access.TerritoryService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.spi.AfterPurge;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Forgets whom records were shared with that are gone for good. */
@Component
class SharesAfterPurge implements AfterPurge {
    private final RecordShares shares;
    private final TerritoryService territories;

    SharesAfterPurge(RecordShares shares, TerritoryService territories) {
        this.shares = shares;
        this.territories = territories;
    }

    @Override
    public void afterPurge(Actor actor, ModuleDef module, List<Long> ids, Map<Long, Long> mergedInto) {
        shares.forget(actor.org(), module.apiName(), ids);
        territories.forgetRecords(actor.org(), module.apiName(), ids);
    }
}
