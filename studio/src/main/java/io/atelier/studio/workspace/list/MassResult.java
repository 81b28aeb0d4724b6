package io.atelier.studio.workspace.list;

import io.atelier.platform.common.Violation;
import io.atelier.platform.record.WriteResult;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What became of many records that were written as one operation.
 *
 * @param operation empty while nothing was written
 * @param refusals why records stayed as they are, a list each
 */
record MassResult(OptionalLong operation, long saved, List<List<Violation>> refusals) {
    static final MassResult NOTHING = new MassResult(OptionalLong.empty(), 0, List.of());

    MassResult {
        refusals = List.copyOf(refusals);
    }

    MassResult and(WriteResult more) {
        List<List<Violation>> all = new ArrayList<>(refusals);
        for (WriteResult.Row row : more.rows()) {
            if (row instanceof WriteResult.Rejected(var violations)) {
                all.add(violations);
            }
        }
        long saved = more.savedCount();
        OptionalLong known = operation.isPresent() || saved == 0 ? operation : OptionalLong.of(more.operationId());
        return new MassResult(known, this.saved + saved, all);
    }
}
