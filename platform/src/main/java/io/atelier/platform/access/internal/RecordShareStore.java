package io.atelier.platform.access.internal;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.RecordShare;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_record_share}. */
@Repository
public class RecordShareStore {
    private static final String MINE = """
            from {s}.sys_record_share
            where (kind, principal_id) in (select * from unnest(?::text[], ?::bigint[]))""";

    private final OrgJdbc jdbc;

    RecordShareStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public List<RecordShare> of(OrgId org, String module, long record) {
        return jdbc.sql(org, """
                        select * from {s}.sys_record_share where module = ? and record_id = ? order by at, kind, principal_id""")
                .params(module, record)
                .query((row, _) -> new RecordShare(
                        AccessRows.principal(row, "kind", "principal_id"),
                        AccessRows.level(row),
                        new UserId(row.getLong("shared_by")),
                        row.getTimestamp("at").toInstant()))
                .list();
    }

    public void put(OrgId org, String module, long record, RecordShare share) {
        jdbc.sql(org, """
                        insert into {s}.sys_record_share (module, record_id, kind, principal_id, access, shared_by, at)
                        values (?, ?, ?, ?, ?, ?, ?)
                        on conflict (module, record_id, kind, principal_id)
                        do update set access = excluded.access, shared_by = excluded.shared_by, at = excluded.at""")
                .params(
                        module,
                        record,
                        share.principal().kind().name(),
                        share.principal().id(),
                        AccessRows.column(share.access()),
                        share.sharedBy().value(),
                        Timestamp.from(share.at()))
                .update();
    }

    public boolean remove(OrgId org, String module, long record, Principal principal) {
        return jdbc.sql(org, """
                        delete from {s}.sys_record_share
                        where module = ? and record_id = ? and kind = ? and principal_id = ?""")
                        .params(module, record, principal.kind().name(), principal.id())
                        .update()
                > 0;
    }

    public void removeAll(OrgId org, String module, Collection<Long> records) {
        jdbc.sql(org, "delete from {s}.sys_record_share where module = ? and record_id = any(?)")
                .params(module, records.toArray(Long[]::new))
                .update();
    }

    /** Returns the modules of which records are shared with one of the principals. */
    public Set<String> modules(OrgId org, Collection<Principal> principals) {
        return new HashSet<>(jdbc.sql(org, "select distinct module " + MINE)
                .params(kinds(principals), ids(principals))
                .query(String.class)
                .list());
    }

    /** Returns at most {@code limit} records that are shared with one of the principals at least so far. */
    public Set<Long> records(OrgId org, String module, Collection<Principal> principals, AccessLevel least, int limit) {
        return new HashSet<>(
                jdbc.sql(org, "select distinct record_id " + MINE + " and module = ? and access >= ? limit ?")
                        .params(kinds(principals), ids(principals), module, AccessRows.column(least), limit)
                        .query(Long.class)
                        .list());
    }

    private static String[] kinds(Collection<Principal> principals) {
        return principals.stream().map(principal -> principal.kind().name()).toArray(String[]::new);
    }

    private static Long[] ids(Collection<Principal> principals) {
        return principals.stream().map(Principal::id).toArray(Long[]::new);
    }
}
