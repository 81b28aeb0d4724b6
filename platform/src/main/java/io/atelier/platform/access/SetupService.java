package io.atelier.platform.access;

import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.metadata.SchemaChange;
import io.atelier.platform.metadata.SchemaPlan;
import io.atelier.platform.org.Actor;
import java.util.List;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Plans and applies changes of the model for those who may shape the organization. */
@Service
public class SetupService {
    private static final int ATTEMPTS = 5;

    private final AccessService access;
    private final MetadataService metadata;

    SetupService(AccessService access, MetadataService metadata) {
        this.access = access;
        this.metadata = metadata;
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
                return metadata.apply(wished);
            } catch (PessimisticLockingFailureException e) {
                if (joined || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }
}
