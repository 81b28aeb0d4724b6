package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.spi.ModelListener;
import java.util.List;
import org.springframework.stereotype.Component;

/** Forgets how records of deleted modules were locked: a later module of the name starts open. */
@Component
class LocksForgetting implements ModelListener {
    private final LockingStore store;
    private final LockingCache cache;

    LocksForgetting(LockingStore store, LockingCache cache) {
        this.store = store;
        this.cache = cache;
    }

    @Override
    public void changed(OrgModel before, OrgModel after) {
        List<String> gone = before.modules().stream()
                .map(ModuleDef::apiName)
                .filter(name -> after.findModule(name).isEmpty())
                .toList();
        if (!gone.isEmpty()) {
            store.forget(after.org(), gone);
            cache.changed(after.org());
        }
    }
}
