package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.spi.SaveRow;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_bin}: what is in the recycle bin, and with whom it went there. */
@Repository
class BinStore {
    /** Names, among the notes of a write, the record that a deleted one was merged into. */
    static final String MERGED_INTO = "merged_into";

    private final OrgJdbc jdbc;

    BinStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param parents the records that some of them belong to and go with, by their id
     */
    void add(
            Actor actor,
            long operationId,
            Instant at,
            List<SaveRow> deleted,
            Map<String, ?> notes,
            Map<Long, Long> parents) {
        if (deleted.isEmpty()) {
            return;
        }
        jdbc.batch(
                actor.org(),
                """
                insert into {s}.sys_bin (module, record_id, deleted_time, deleted_by, operation_id, parent_id, merged_into)
                values (?, ?, ?, ?, ?, ?::bigint, ?::bigint)
                on conflict (module, record_id) do nothing""",
                deleted.stream()
                        .map(row -> new Object[] {
                            row.module().apiName(),
                            row.id(),
                            Timestamp.from(at),
                            actor.user().value(),
                            operationId,
                            parents.get(row.id()),
                            notes.get(MERGED_INTO)
                        })
                        .toList());
    }

    void remove(OrgId org, ModuleDef module, Collection<Long> ids) {
        if (!ids.isEmpty()) {
            forget(org, module.apiName(), ids);
        }
    }

    void forget(OrgId org, String module, Collection<Long> ids) {
        jdbc.sql(org, "delete from {s}.sys_bin where module = ? and record_id = any(?)")
                .params(module, ids.toArray(Long[]::new))
                .update();
    }

    /** Returns what those of the records that were merged away were merged into, by their id. */
    Map<Long, Long> mergeTargets(OrgId org, String module, Collection<Long> ids) {
        Map<Long, Long> targets = new HashMap<>();
        jdbc.sql(org, """
                        select record_id, merged_into from {s}.sys_bin
                        where module = ? and record_id = any(?) and merged_into is not null""").params(module, ids.toArray(Long[]::new)).query(row -> {
            targets.put(row.getLong("record_id"), row.getLong("merged_into"));
        });
        return targets;
    }

    /** Returns the parents, by id, of the records of a module that went into the bin together with these. */
    Map<Long, Long> wentWith(OrgId org, String parentModule, Collection<Long> parents, String module) {
        Map<Long, Long> children = new HashMap<>();
        jdbc.sql(org, """
                        select c.record_id, c.parent_id from {s}.sys_bin c
                        join {s}.sys_bin p on p.record_id = c.parent_id and p.operation_id = c.operation_id
                        where p.module = ? and p.record_id = any(?) and c.module = ?""")
                .params(parentModule, parents.toArray(Long[]::new), module)
                .query(row -> {
                    children.put(row.getLong("record_id"), row.getLong("parent_id"));
                });
        return children;
    }

    /** A record that has lain in the bin for long. */
    record Due(String module, long recordId) {}

    /** Returns records that were deleted before a time, the oldest first. */
    List<Due> deletedBefore(OrgId org, Instant time, int limit) {
        return jdbc.sql(org, """
                        select module, record_id from {s}.sys_bin where deleted_time < ?
                        order by deleted_time, record_id limit ?""")
                .params(Timestamp.from(time), limit)
                .query((row, _) -> new Due(row.getString("module"), row.getLong("record_id")))
                .list();
    }

    /** Returns the records that were merged into one, and into these in turn, and are in the bin still. */
    List<Long> mergedInto(OrgId org, String module, long id) {
        return jdbc.sql(org, """
                        with recursive merged (id) as (
                            select record_id from {s}.sys_bin where module = ? and merged_into = ?
                            union
                            select b.record_id from {s}.sys_bin b join merged m on b.merged_into = m.id
                            where b.module = ?)
                        select id from merged""")
                .params(module, id, module)
                .query((row, _) -> row.getLong("id"))
                .list();
    }
}
