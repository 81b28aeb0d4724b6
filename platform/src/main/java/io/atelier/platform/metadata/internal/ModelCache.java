package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgCache;
import io.atelier.platform.org.OrgId;
import org.springframework.stereotype.Component;

/** Holds the newest snapshot of organizations until a notice says that it is old. */
@Component
public class ModelCache {
    private final OrgCache<OrgModel> models = new OrgCache<>();
    private final DefinitionStore store;

    ModelCache(DefinitionStore store, Notices notices) {
        this.store = store;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.MODEL) {
                        evict(notice.org());
                    }
                },
                models::forgetAll);
    }

    public OrgModel get(OrgId org) {
        return models.get(org, store::load);
    }

    public void evict(OrgId org) {
        models.forget(org);
    }
}
