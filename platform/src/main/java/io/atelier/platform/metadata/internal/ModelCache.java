package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** Holds the newest snapshot of each organization until a notice says that it is old. */
@Component
public class ModelCache {
    private final ConcurrentMap<OrgId, OrgModel> models = new ConcurrentHashMap<>();
    private final DefinitionStore store;

    ModelCache(DefinitionStore store, Notices notices) {
        this.store = store;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.MODEL) {
                        evict(notice.org());
                    }
                },
                models::clear);
    }

    public OrgModel get(OrgId org) {
        return models.computeIfAbsent(org, store::load);
    }

    public void evict(OrgId org) {
        models.remove(org);
    }
}
