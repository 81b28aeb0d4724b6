package io.atelier.platform.audit;

import io.atelier.platform.audit.internal.AuditSealer;
import io.atelier.platform.audit.internal.AuditStore;
import io.atelier.platform.audit.internal.AuditVerifier;
import io.atelier.platform.org.OrgId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads the log past all rights; what was committed before a call is in its answer. */
@Component
public class AuditTrail {
    private final AuditStore store;
    private final AuditSealer sealer;
    private final AuditVerifier verifier;

    AuditTrail(AuditStore store, AuditSealer sealer, AuditVerifier verifier) {
        this.store = store;
        this.sealer = sealer;
        this.verifier = verifier;
    }

    /** Returns rows below a number, the newest first. */
    public List<AuditRow> before(OrgId org, AuditFilter filter, long seq, int limit) {
        sealer.seal(org);
        return store.before(org, filter, seq, limit);
    }

    /** Returns rows above a number, the oldest first. */
    public List<AuditRow> after(OrgId org, AuditFilter filter, long seq, int limit) {
        sealer.seal(org);
        return store.after(org, filter, seq, limit);
    }

    /** Reads the whole log and names the first row that was altered or is missing. */
    public AuditVerdict verify(OrgId org) {
        sealer.seal(org);
        return verifier.verify(org);
    }
}
