package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.spi.AfterPurge;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Forgets what hung on records that are gone for good. */
@Component
class AttachmentsAfterPurge implements AfterPurge {
    private final AttachmentStore store;

    AttachmentsAfterPurge(AttachmentStore store) {
        this.store = store;
    }

    @Override
    public void afterPurge(Actor actor, ModuleDef module, List<Long> ids, Map<Long, Long> mergedInto) {
        store.forget(actor.org(), module.apiName(), ids, mergedInto);
    }
}
