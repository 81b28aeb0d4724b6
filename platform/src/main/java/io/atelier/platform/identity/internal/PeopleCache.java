package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.User;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgCache;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Holds the users of each organization until one changes; a transaction that changes users reads its own. */
@Component
public class PeopleCache {
    private final UserStore store;
    private final Notices notices;
    private final OrgCache<People> people = new OrgCache<>();

    PeopleCache(UserStore store, Notices notices) {
        this.store = store;
        this.notices = notices;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.PEOPLE) {
                        people.forget(notice.org());
                    }
                },
                people::forgetAll);
    }

    /** The users of an organization, in the order of {@link UserStore#all}. */
    public record People(List<User> list, SequencedMap<UserId, User> byId) {
        static People of(List<User> users) {
            SequencedMap<UserId, User> byId = new LinkedHashMap<>();
            users.forEach(user -> byId.put(user.id(), user));
            return new People(List.copyOf(users), Collections.unmodifiableSequencedMap(byId));
        }
    }

    private record Changed(OrgId org, PeopleCache by) {}

    public People of(OrgId org) {
        if (TransactionSynchronizationManager.hasResource(new Changed(org, this))) {
            return People.of(store.all(org));
        }
        return people.get(org, each -> People.of(store.all(each)));
    }

    /** To be called in the transaction that changes users of the organization. */
    public void changed(OrgId org) {
        notices.publish(new Notice(org, Notice.Topic.PEOPLE, ""));
        people.forget(org);
        Changed key = new Changed(org, this);
        if (!TransactionSynchronizationManager.isActualTransactionActive()
                || TransactionSynchronizationManager.hasResource(key)) {
            return;
        }
        TransactionSynchronizationManager.bindResource(key, Map.of());
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void suspend() {
                TransactionSynchronizationManager.unbindResource(key);
            }

            @Override
            public void resume() {
                TransactionSynchronizationManager.bindResource(key, Map.of());
            }

            @Override
            public void afterCompletion(int status) {
                TransactionSynchronizationManager.unbindResourceIfPossible(key);
                people.forget(org);
            }
        });
    }
}
