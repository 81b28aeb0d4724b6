package io.atelier.platform.org;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Remembers one thing about each of the organizations that were asked about last. What is being loaded while the organization
 * is forgotten is used once and not kept: it may stand on what is gone. Loads hold no lock, so that none waits for a database
 * connection while others wait for it.
 */
public final class OrgCache<V> {
    /** Most organizations that are remembered; what is known of one takes about a megabyte, and an eighth of the heap is for it. */
    public static final int MOST = (int) Math.max(64, Runtime.getRuntime().maxMemory() / 8 / (1 << 20));

    private final Cache<OrgId, Holder<V>> holders =
            Caffeine.newBuilder().maximumSize(MOST).executor(Runnable::run).build();

    private static final class Holder<V> {
        private volatile @Nullable V value;
    }

    public V get(OrgId org, Function<OrgId, V> load) {
        // Kept in the holder that it was begun in: if that is gone by now, so is the value.
        Holder<V> holder = holders.get(org, _ -> new Holder<>());
        V known = holder.value;
        if (known != null) {
            return known;
        }
        V loaded = load.apply(org);
        holder.value = loaded;
        return loaded;
    }

    public void forget(OrgId org) {
        holders.invalidate(org);
    }

    public void forgetAll() {
        holders.invalidateAll();
    }
}
