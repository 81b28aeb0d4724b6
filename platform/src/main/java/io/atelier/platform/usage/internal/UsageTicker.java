package io.atelier.platform.usage.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Every few seconds: writes counts down and gives back what this node took ahead. A node that dies loses these seconds of its
 * counts, and what it took ahead comes back with its slot; no stop waits for a database that may be gone already.
 */
@Component
class UsageTicker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(UsageTicker.class);
    private static final long PAUSE_MILLIS = 5_000;

    private final UsageCounter counter;
    private final Allowances allowances;
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    UsageTicker(UsageCounter counter, Allowances allowances) {
        this.counter = counter;
        this.allowances = allowances;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("atelier-api-usage").start(this::work);
    }

    private void work() {
        try {
            while (running) {
                Thread.sleep(PAUSE_MILLIS);
                tick();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    private void tick() {
        try {
            counter.flush();
            allowances.settle();
        } catch (DataAccessException | TransactionException e) {
            log.warn("Counts of API calls could not be written down and are lost", e);
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
}
