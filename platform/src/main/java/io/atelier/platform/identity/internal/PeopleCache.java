package io.atelier.platform.identity.internal;

import io.atelier.platform.identity.User;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Holds the users of each organization until one changes; a transaction that changes users reads its own. */
@Component
public class PeopleCache {
    private final UserStore store;
    private final Notices notices;
    private final ConcurrentMap<OrgId, People> people = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    PeopleCache(UserStore store, Notices notices) {
        this.store = store;
        this.notices = notices;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.PEOPLE) {
                        forget(notice.org());
                    }
                },
                this::forgetAll);
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
        People known = people.get(org);
        return known == null ? load(org) : known;
    }

    /** Loads outside of any lock, and keeps nothing that may have been read before a change. */
    private People load(OrgId org) {
        long before = changes.get();
        People loaded = People.of(store.all(org));
        people.put(org, loaded);
        if (changes.get() != before) {
            people.remove(org, loaded);
        }
        return loaded;
    }

    /** To be called in the transaction that changes users of the organization. */
    public void changed(OrgId org) {
        notices.publish(new Notice(org, Notice.Topic.PEOPLE, ""));
        forget(org);
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
                forget(org);
            }
        });
    }

    private void forget(OrgId org) {
        changes.incrementAndGet();
        people.remove(org);
    }

    private void forgetAll() {
        changes.incrementAndGet();
        people.clear();
    }
}
