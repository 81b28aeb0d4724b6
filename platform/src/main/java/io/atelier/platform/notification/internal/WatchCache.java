package io.atelier.platform.notification.internal;

import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgCache;
import io.atelier.platform.org.OrgId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Holds the channels of each organization until a notice says that they are old: each save asks for them. */
@Component
class WatchCache {
    private final OrgCache<List<WatchChannel>> channels = new OrgCache<>();
    private final WatchStore store;

    WatchCache(WatchStore store, Notices notices) {
        this.store = store;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.NOTIFICATION) {
                        channels.forget(notice.org());
                    }
                },
                channels::forgetAll);
    }

    List<WatchChannel> of(OrgId org) {
        return channels.get(org, store::everybodys);
    }
}
