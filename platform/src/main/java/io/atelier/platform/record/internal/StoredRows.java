package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.ModuleDef;
import java.util.Collection;
import java.util.Map;

/** Where rows that are to be changed are read and locked; ids that are not there are missing in the answer. */
interface StoredRows {
    Map<Long, StoredRow> lock(ModuleDef module, Collection<Long> ids, RowLocks.Strength strength);
}
