package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.spi.AfterPurge;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Forgets the locks of records that are gone for good. */
@Component
class LocksAfterPurge implements AfterPurge {
    private final LockingStore store;

    LocksAfterPurge(LockingStore store) {
        this.store = store;
    }

    @Override
    public void afterPurge(Actor actor, ModuleDef module, List<Long> ids, Map<Long, Long> mergedInto) {
        store.unlock(actor.org(), module.apiName(), ids);
    }
}
