package io.atelier.platform.access.internal;

import io.atelier.platform.org.OrgId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * used once and not kept: it may stand on what is gone.
 */
public final class VersionedCache<K, V> {
    private final ConcurrentMap<OrgId, Generation<K, V>> generations = new ConcurrentHashMap<>();

    private static final class Generation<K, V> {
        private final ConcurrentMap<K, V> values = new ConcurrentHashMap<>();
    }

    public V get(OrgId org, K key, Function<K, V> made) {
        Generation<K, V> generation = generations.computeIfAbsent(org, _ -> new Generation<>());
        @Nullable V known = generation.values.get(key);
        if (known != null) {
            return known;
        }
        V value = made.apply(key);
        // Into the generation that it was begun in: if that is gone by now, so is the value.
        generation.values.put(key, value);
        return value;
    }

    public void forget(OrgId org) {
        generations.remove(org);
    }
}
