package io.atelier.platform.access.internal;

import io.atelier.platform.org.OrgCache;
import io.atelier.platform.org.OrgId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers what was made of an organization's data until that is forgotten. What is being made meanwhile is used once and
 * not kept: it may stand on what is gone. Nor is kept what a transaction makes of its own changes: they may be undone.
 */
public final class VersionedCache<K, V> {
    private final OrgCache<ConcurrentMap<K, V>> generations = new OrgCache<>();
    private final ThreadLocal<Set<OrgId>> changing = ThreadLocal.withInitial(HashSet::new);

    public V get(OrgId org, K key, Function<K, V> made) {
        if (changing.get().contains(org)) {
            return made.apply(key);
        }
        ConcurrentMap<K, V> generation = generations.get(org, _ -> new ConcurrentHashMap<>());
        @Nullable V known = generation.get(key);
        if (known != null) {
            return known;
        }
        V value = made.apply(key);
        // Into the generation that it was begun in: if that is gone by now, so is the value.
        generation.put(key, value);
        return value;
    }

    public void forget(OrgId org) {
        generations.forget(org);
    }

    public void forgetAll() {
        generations.forgetAll();
    }

    /** Forgets when the transaction at hand commits; until it ends it sees its own changes, and alone. */
    public void forgetAtEnd(OrgId org) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            forget(org);
            return;
        }
        if (changing.get().add(org)) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    changing.get().remove(org);
                    forget(org);
                }
            });
        }
    }
}
