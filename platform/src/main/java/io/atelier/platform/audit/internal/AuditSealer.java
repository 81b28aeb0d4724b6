package io.atelier.platform.audit.internal;

import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgService;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves committed rows into the chain on a thread of its own, a moment after their commit. What a crash left behind is moved
 * by the next round of any node.
 */
@Component
public class AuditSealer implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(AuditSealer.class);
    private static final int BATCH = 500;
    private static final long PAUSE_MILLIS = 500;
    private static final long ROUND_MILLIS = 60_000;

    private final AuditStore store;
    private final OrgService orgs;
    private final TransactionTemplate transaction;
    private final Set<OrgId> due = new LinkedHashSet<>();
    /** Of the thread's own. */
    private long lastRound = System.nanoTime();

    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    AuditSealer(AuditStore store, OrgService orgs, PlatformTransactionManager transactions) {
        this.store = store;
        this.orgs = orgs;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Lets rows of the transaction at hand be sealed when it has committed. */
    public void sealAfterCommit(OrgId org) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            wake(org);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                wake(org);
            }
        });
    }

    private void wake(OrgId org) {
        synchronized (due) {
            if (due.add(org)) {
                due.notifyAll();
            }
        }
    }

    /** Seals everything that was committed before the call. */
    public void seal(OrgId org) {
        boolean more = store.anyWaiting(org);
        while (more) {
            more = Boolean.TRUE.equals(transaction.execute(_ -> sealSome(org)));
        }
    }

    private boolean sealSome(OrgId org) {
        store.lock(org);
        List<AuditStore.Waiting> waiting = store.waiting(org, BATCH);
        if (waiting.isEmpty()) {
            return false;
        }
        AuditStore.Head head = store.head(org);
        long seq = head.seq();
        String previous = head.hash();
        List<AuditStore.Waiting> sealed = new ArrayList<>();
        for (AuditStore.Waiting next : waiting) {
            AuditRow row = AuditChain.sealed(next.row(), ++seq, previous);
            previous = row.hash();
            sealed.add(new AuditStore.Waiting(next.id(), row));
        }
        store.insert(org, sealed);
        return waiting.size() == BATCH;
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofPlatform().daemon().name("atelier-audit").start(this::work);
    }

    private void work() {
        try {
            while (running) {
                for (OrgId org : next()) {
                    sealOrLeave(org);
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // stopped
        }
    }

    /** Returns who has rows of this node, and once in a while everybody: a node that crashed may have left some. */
    private Set<OrgId> next() throws InterruptedException {
        synchronized (due) {
            if (due.isEmpty()) {
                due.wait(ROUND_MILLIS);
            }
            boolean round = due.isEmpty() || System.nanoTime() - lastRound > ROUND_MILLIS * 1_000_000;
            if (!round) {
                Set<OrgId> taken = Set.copyOf(due);
                due.clear();
                return taken;
            }
            due.clear();
            lastRound = System.nanoTime();
        }
        return everyone();
    }

    private Set<OrgId> everyone() {
        try {
            Set<OrgId> all = new LinkedHashSet<>();
            orgs.all().forEach(organization -> all.add(organization.id()));
            return all;
        } catch (DataAccessException | TransactionException e) {
            log.warn("The organizations could not be read ({}); the next round tries again", e.getMessage());
            return Set.of();
        }
    }

    private void sealOrLeave(OrgId org) {
        try {
            seal(org);
        } catch (DataAccessException | TransactionException e) {
            log.warn("Rows of the audit log wait to be sealed ({}); the next round tries again", e.getMessage());
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
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops later than what writes. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 300;
    }
}
