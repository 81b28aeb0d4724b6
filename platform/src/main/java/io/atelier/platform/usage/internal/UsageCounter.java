package io.atelier.platform.usage.internal;

import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.usage.ApiCaller;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Counts this node's calls in memory, and adds them to the rows that all nodes share when it is told to. */
@Component
public class UsageCounter {
    private final UsageStore store;
    private final Notices notices;
    private final InstantSource clock;
    /** Held shared while a call is counted, so that none is added to a map that was written down already. */
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    private ConcurrentMap<UsageKey, Counted> counted = new ConcurrentHashMap<>();

    UsageCounter(UsageStore store, Notices notices, InstantSource clock) {
        this.store = store;
        this.notices = notices;
        this.clock = clock;
    }

    /** Counts a call that was answered. */
    public void count(ApiCaller caller, String route, int status, long credits, long micros) {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        lock.readLock().lock();
        try {
            counted.computeIfAbsent(new UsageKey(caller, minute, route), _ -> new Counted())
                    .add(status, credits, micros);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Writes down what was counted since the last time; what cannot be written is lost. */
    public void flush() {
        Map<UsageKey, Counted> taken = new TreeMap<>(UsageKey.ORDER);
        taken.putAll(take());
        if (taken.isEmpty()) {
            return;
        }
        store.add(taken);
        Set<OrgId> organizations =
                taken.keySet().stream().map(key -> key.caller().org()).collect(Collectors.toSet());
        organizations.forEach(org -> notices.publish(new Notice(org, Notice.Topic.USAGE, "")));
    }

    private Map<UsageKey, Counted> take() {
        lock.writeLock().lock();
        try {
            Map<UsageKey, Counted> taken = counted;
            counted = new ConcurrentHashMap<>();
            return taken;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
