package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.util.Collection;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Keeps those apart, up to the transaction's end, who look at the same time whether a record with some value is there, and
 * make one if not: no unique index does that for a field whose values may repeat.
 */
@Component
public class KeyLocks {
    /** Values share locks, as PostgreSQL has room for so many and no more. */
    private static final int LOCKS_PER_MODULE = 64;

    private final OrgJdbc jdbc;

    KeyLocks(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Always in the same order: two writers cannot wait for each other. */
    public void take(OrgId org, String module, Collection<FieldValue> values) {
        TreeSet<String> names = new TreeSet<>();
        values.forEach(value -> names.add(module + " " + Math.floorMod(value.hashCode(), LOCKS_PER_MODULE)));
        for (String name : names) {
            jdbc.sql(org, "select 1 from pg_advisory_xact_lock(hashtextextended('key {s} ' || ?, 0))")
                    .param(name)
                    .query((row, _) -> row.getInt(1))
                    .list();
        }
    }
}
