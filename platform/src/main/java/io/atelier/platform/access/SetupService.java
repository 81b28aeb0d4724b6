package io.atelier.platform.access;

import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.Actor;
import java.util.List;
import java.util.Objects;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Plans and applies changes of the model for those who may shape the organization. */
@Service
public class SetupService {
    private static final int ATTEMPTS = 5;

    private final AccessService access;
    private final MetadataService metadata;
    private final TransactionOperations transactions;

    private final AuditLog audit;

    SetupService(AccessService access, MetadataService metadata, TransactionOperations transactions, AuditLog audit) {
        this.audit = audit;
        this.access = access;
        this.metadata = metadata;
        this.transactions = transactions;
    }

    public SchemaPlan plan(Actor actor, List<SchemaChange> changes) {
        access.of(actor).require(Permission.CUSTOMIZE);
        return metadata.plan(actor.org(), changes);
    }

    /**
     * Applies a plan that this organization made; see {@link MetadataService#apply}. Who waits too long for writers and
     * readers lets them pass and tries again, so that these never queue up behind a change.
     */
    public OrgModel apply(Actor actor, SchemaPlan plan) {
        access.of(actor).require(Permission.CUSTOMIZE);
        // Steps come back through a browser session: only the changes are taken from it, the DDL is made anew.
        SchemaPlan wished = new SchemaPlan(actor.org(), plan.baseVersion(), plan.changes(), List.of(), plan.problems());
        boolean joined = TransactionSynchronizationManager.isActualTransactionActive();
        for (int attempt = 1; ; attempt++) {
            try {
                return Objects.requireNonNull(transactions.execute(_ -> applied(actor, wished)));
            } catch (PessimisticLockingFailureException e) {
                if (joined || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private OrgModel applied(Actor actor, SchemaPlan wished) {
        OrgModel model = metadata.apply(wished);
        for (SchemaChange change : wished.changes()) {
            List<String> modules =
                    change instanceof SchemaChange.OfModule ofModule ? List.of(ofModule.module()) : List.of();
            audit.append(
                    actor,
                    AuditAct.of(
                                    AuditKind.SETUP,
                                    AuditAction.CHANGED,
                                    AuditObject.MODEL,
                                    String.join("", modules),
                                    change.getClass().getSimpleName())
                            .in(modules)
                            .changing(null, change));
        }
        return model;
    }
}
