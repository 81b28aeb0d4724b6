package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.OrgId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Counts by which fields this node's lists, counts, figures and queries choose and order records, and how long they take;
 * never by which values. Kept in memory and added to {@code sys_query_use} every minute. The last minute before the end is
 * lost: these are hints, and no stop waits for a database that may be gone already.
 */
@Component
public class QueryUse implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(QueryUse.class);

    /** Most shapes of a module's queries that are counted apart; all others are counted as one. */
    public static final int MAX_SHAPES = 200;

    private static final long PAUSE_MILLIS = 60_000;

    private final QueryUseStore store;
    private final ConcurrentMap<Key, Shapes> modules = new ConcurrentHashMap<>();
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    private record Key(OrgId org, long moduleId) {}

    /** What was counted of one shape. */
    record Counted(long queries, long totalMicros, long worstMicros) {
        Counted plus(Counted other) {
            return new Counted(
                    queries + other.queries, totalMicros + other.totalMicros, Math.max(worstMicros, other.worstMicros));
        }
    }

    QueryUse(QueryUseStore store) {
        this.store = store;
    }

    /** Notes a query of records in use that was answered; one that no index could serve has no parts and is let go. */
    void note(OrgId org, ModuleDef module, QueryShape shape, long nanos) {
        if (!shape.parts().isEmpty()) {
            modules.computeIfAbsent(new Key(org, module.id()), _ -> new Shapes())
                    .counter(shape)
                    .add(TimeUnit.NANOSECONDS.toMicros(nanos));
        }
    }

    /** Writes down what was counted since the last time. */
    public synchronized void flush() {
        modules.forEach((key, shapes) -> {
            Map<QueryShape, Counted> counted = shapes.taken();
            if (!counted.isEmpty()) {
                write(key, counted);
            }
        });
    }

    private void write(Key key, Map<QueryShape, Counted> counted) {
        try {
            store.add(key.org(), key.moduleId(), counted);
        } catch (DataAccessException e) {
            log.warn(
                    "Counts of queries of {} could not be written down and are lost",
                    key.org().schema(),
                    e);
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("atelier-query-use").start(this::work);
    }

    private void work() {
        try {
            while (running) {
                Thread.sleep(PAUSE_MILLIS);
                flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The shapes of one module's queries. */
    private static final class Shapes {
        private final ConcurrentMap<QueryShape, Counter> counters = new ConcurrentHashMap<>();

        Counter counter(QueryShape shape) {
            Counter known = counters.get(shape);
            return known == null ? added(shape) : known;
        }

        private synchronized Counter added(QueryShape shape) {
            boolean full = counters.size() >= MAX_SHAPES && !counters.containsKey(shape);
            return counters.computeIfAbsent(full ? QueryShape.REST : shape, _ -> new Counter());
        }

        /** Forgets shapes that were not seen since the last time, so that others find room. */
        Map<QueryShape, Counted> taken() {
            Map<QueryShape, Counted> taken = new ConcurrentHashMap<>();
            counters.forEach((shape, counter) -> {
                Counted counted = counter.taken();
                if (counted.queries() > 0) {
                    taken.put(shape, counted);
                } else {
                    counters.remove(shape);
                }
            });
            return taken;
        }
    }

    private static final class Counter {
        private final LongAdder queries = new LongAdder();
        private final LongAdder micros = new LongAdder();
        private final LongAccumulator worst = new LongAccumulator(Math::max, 0);

        void add(long took) {
            queries.increment();
            micros.add(took);
            worst.accumulate(took);
        }

        Counted taken() {
            return new Counted(queries.sumThenReset(), micros.sumThenReset(), worst.getThenReset());
        }
    }
}
