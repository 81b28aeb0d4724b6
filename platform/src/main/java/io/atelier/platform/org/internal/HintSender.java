package io.atelier.platform.org.internal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sends hints on a thread of its own, at once and then at most every 50 ms. A notice within each write's transaction would
 * let PostgreSQL commit only one write at a time, as it keeps all notices in the order of commits.
 */
@Component
public class HintSender implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(HintSender.class);
    private static final int PAUSE_MILLIS = 50;

    private final JdbcClient jdbc;
    private final Set<String> waiting = new LinkedHashSet<>();
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    HintSender(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sends soon; what is equal and has not been sent yet goes once. */
    public void send(String payload) {
        synchronized (waiting) {
            waiting.add(payload);
            waiting.notifyAll();
        }
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("atelier-hints").start(this::work);
    }

    private void work() {
        try {
            while (running) {
                deliver(next());
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private List<String> next() throws InterruptedException {
        synchronized (waiting) {
            while (waiting.isEmpty()) {
                waiting.wait();
            }
            return taken();
        }
    }

    private List<String> taken() {
        List<String> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    private void deliver(List<String> payloads) {
        if (payloads.isEmpty()) {
            return;
        }
        try {
            jdbc.sql("select pg_notify('" + NoticeListener.CHANNEL + "', payload) from unnest(?) payload")
                    .param(payloads.toArray(String[]::new))
                    .query((row, index) -> "")
                    .list();
        } catch (DataAccessException e) {
            log.warn("{} hints could not be sent ({}); open pages may show what was", payloads.size(), e.getMessage());
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(2_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        synchronized (waiting) {
            deliver(taken());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops later than what writes, and earlier than the listener. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 200;
    }
}
