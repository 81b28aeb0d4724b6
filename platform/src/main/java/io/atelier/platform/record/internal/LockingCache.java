package io.atelier.platform.record.internal;

import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgCache;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.LockingConfiguration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Holds the configurations of each organization by module, so that saves where nothing is locked ask for nothing. */
@Component
public class LockingCache {
    private final OrgCache<Map<String, LockingConfiguration>> configurations = new OrgCache<>();
    private final LockingStore store;
    private final Notices notices;

    LockingCache(LockingStore store, Notices notices) {
        this.store = store;
        this.notices = notices;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.LOCKING) {
                        configurations.forget(notice.org());
                    }
                },
                configurations::forgetAll);
    }

    public Map<String, LockingConfiguration> of(OrgId org) {
        return configurations.get(org, this::load);
    }

    /** Tells every node once the transaction at hand commits. */
    public void changed(OrgId org) {
        notices.publish(new Notice(org, Notice.Topic.LOCKING, ""));
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCompletion(int status) {
                configurations.forget(org); // this node's next save must not wait for the notice
            }
        });
    }

    private Map<String, LockingConfiguration> load(OrgId org) {
        return store.configurations(org).stream()
                .collect(Collectors.toUnmodifiableMap(
                        configuration -> configuration.data().module(), Function.identity()));
    }
}
