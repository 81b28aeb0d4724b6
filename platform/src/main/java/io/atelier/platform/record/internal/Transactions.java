package io.atelier.platform.record.internal;

import io.atelier.platform.database.ViewOnly;
import java.util.function.Supplier;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs writes in a transaction. PostgreSQL ends one of two that wait for each other; that one, being undone as a whole, is
 * simply run again.
 */
@Component
public class Transactions {
    private static final int ATTEMPTS = 4;

    private final TransactionTemplate joining;
    private final TransactionTemplate apart;

    Transactions(PlatformTransactionManager manager) {
        this.joining = new TransactionTemplate(manager);
        this.apart = new TransactionTemplate(manager);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** Joins the caller's transaction, whose end is the caller's, or runs one of its own as often as it takes. */
    public <T> T run(Supplier<T> work) {
        ViewOnly.requireWrites();
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return work.get();
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return joining.execute(_ -> work.get());
            } catch (PessimisticLockingFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Runs work whose result is wanted, but not its effects. */
    public <T> T tryOut(Supplier<T> work) {
        return apart.execute(status -> {
            status.setRollbackOnly();
            return work.get();
        });
    }
}
