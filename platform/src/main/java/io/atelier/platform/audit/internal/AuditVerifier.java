package io.atelier.platform.audit.internal;

import io.atelier.platform.audit.AuditRow;
import io.atelier.platform.audit.AuditVerdict;
import io.atelier.platform.audit.AuditVerdict.Broken;
import io.atelier.platform.audit.AuditVerdict.Fault;
import io.atelier.platform.audit.AuditVerdict.Intact;
import io.atelier.platform.org.OrgId;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Reads the chain from its first row and hashes each again. */
@Component
public class AuditVerifier {
    private static final int PAGE = 2_000;

    private final AuditStore store;

    AuditVerifier(AuditStore store) {
        this.store = store;
    }

    /** All reads are of one moment: rows that come meanwhile do not count. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public AuditVerdict verify(OrgId org) {
        AuditStore.Head head = store.head(org);
        long seq = 0;
        String previous = "";
        while (true) {
            List<AuditStore.Stored> page = store.stored(org, seq, PAGE);
            if (page.isEmpty()) {
                break;
            }
            for (AuditStore.Stored stored : page) {
                seq++;
                if (stored.seq() != seq) {
                    return new Broken(seq, Fault.MISSING);
                }
                if (seq > head.seq()) {
                    return new Broken(seq, Fault.ADDED);
                }
                if (stored.row().isEmpty()) {
                    return new Broken(seq, Fault.ALTERED);
                }
                AuditRow row = stored.row().get();
                if (!AuditChain.hash(row).equals(row.hash())) {
                    return new Broken(seq, Fault.ALTERED);
                }
                if (!row.previous().equals(previous)) {
                    return new Broken(seq, Fault.UNCHAINED);
                }
                previous = row.hash();
            }
        }
        if (seq < head.seq()) {
            return new Broken(seq + 1, Fault.MISSING);
        }
        return previous.equals(head.hash()) ? new Intact(seq, previous) : new Broken(seq, Fault.ALTERED);
    }
}
