package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Says how far somebody may work with a record. */
@Component
public class RecordScopes {
    private final RecordReaders readers;

    RecordScopes(RecordReaders readers) {
        this.readers = readers;
    }

    /** Returns true for a record, in use or recycled, that these rights reach at least so far. */
    public boolean has(OrgModel model, Access access, ModuleDef module, long record, AccessLevel level) {
        // An open module says yes to any number: whether the record exists is asked all the same.
        return !readers.of(model, access).inScope(module, Set.of(record)).isEmpty()
                && readers.of(model, access)
                        .inScope(module, Set.of(record), level)
                        .contains(record);
    }
}
