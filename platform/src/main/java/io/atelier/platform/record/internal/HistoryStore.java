package io.atelier.platform.record.internal;

import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.SystemField;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.TimelineEntry.FieldChange;
import io.atelier.platform.record.internal.HistoryEntry.Kind;
import io.atelier.platform.secret.SecretService;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** Reads and strips the rows of {@code sys_timeline} that are writes; a record's are in the order of its versions. */
@Repository
class HistoryStore {
    private static final String COLUMNS = """
            select t.module, t.record_id, t.version, t.kind, t.at, t.operation_id, t.detail, o.actor_id
            from {s}.sys_timeline t join {s}.sys_operation o on o.id = t.operation_id
            """;

    private final OrgJdbc jdbc;
    private final StoredDetail.Codec codec;
    private final MetadataService metadata;
    private final SecretService secrets;

    HistoryStore(OrgJdbc jdbc, StoredDetail.Codec codec, MetadataService metadata, SecretService secrets) {
        this.jdbc = jdbc;
        this.codec = codec;
        this.metadata = metadata;
        this.secrets = secrets;
    }

    /** A record of a module. */
    record Key(String module, long recordId) {}

    /** Returns a record's writes, the newest first. */
    List<HistoryEntry> of(OrgId org, String module, long recordId) {
        return jdbc.sql(org, COLUMNS + """
                        where t.module = ? and t.record_id = ? and t.version is not null
                        order by t.version desc""")
                .params(module, recordId)
                .query((row, _) -> entry(org, row))
                .list();
    }

    /** Returns the writes of these records behind a version, the newest of each record first. */
    List<HistoryEntry> behind(OrgId org, String module, Collection<Long> ids, long version) {
        return jdbc.sql(org, COLUMNS + """
                        where t.module = ? and t.record_id = any(?) and t.version > ?
                        order by t.record_id, t.version desc""")
                .params(module, ids.toArray(Long[]::new), version)
                .query((row, _) -> entry(org, row))
                .list();
    }

    /** Returns the writes of these records since the first one of these operations, the newest of each record first. */
    List<HistoryEntry> since(OrgId org, String module, Collection<Long> ids, Collection<Long> operations) {
        return jdbc.sql(org, COLUMNS + """
                        join (select record_id, min(version) as version from {s}.sys_timeline
                              where operation_id = any(?) and module = ? and record_id = any(?) group by record_id) f
                            on f.record_id = t.record_id and t.version >= f.version
                        where t.module = ? and t.record_id = any(?)
                        order by t.record_id, t.version desc""")
                .params(
                        operations.toArray(Long[]::new),
                        module,
                        ids.toArray(Long[]::new),
                        module,
                        ids.toArray(Long[]::new))
                .query((row, _) -> entry(org, row))
                .list();
    }

    /** A write of a record of a module. */
    record Place(String module, long recordId, long version) {}

    /** Returns what an operation wrote, behind a place, in the order of modules and records. */
    List<HistoryEntry> ofOperation(OrgId org, long operationId, Place behind, int limit) {
        return jdbc.sql(org, COLUMNS + """
                        where t.operation_id = ? and (t.module, t.record_id, t.version) > (?, ?, ?)
                        order by t.module, t.record_id, t.version limit ?""")
                .params(operationId, behind.module(), behind.recordId(), behind.version(), limit)
                .query((row, _) -> entry(org, row))
                .list();
    }

    /** Returns the records whose writes of these kinds these operations made, at most so many. */
    List<Key> records(OrgId org, Collection<Long> operations, Set<Kind> kinds, int limit) {
        return jdbc.sql(org, """
                        select distinct module, record_id from {s}.sys_timeline
                        where operation_id = any(?) and kind = any(?) and version is not null
                        order by module, record_id limit ?""")
                .params(operations.toArray(Long[]::new), texts(kinds), limit)
                .query((row, _) -> new Key(row.getString("module"), row.getLong("record_id")))
                .list();
    }

    /** Takes the values out of the history of records that are gone for good: that something happened stays known. */
    void strip(OrgId org, String module, Collection<Long> ids) {
        jdbc.sql(org, """
                        update {s}.sys_timeline set detail = '{"changes": [], "detail": {}}'::jsonb
                        where module = ? and record_id = any(?)""").params(module, ids.toArray(Long[]::new)).update();
    }

    static String[] texts(Set<Kind> kinds) {
        return kinds.stream().map(HistoryStore::text).toArray(String[]::new);
    }

    private static String text(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** The stamps say who wrote last: each write changes them, and history has them in its own columns. */
    static boolean isStamp(String field) {
        return field.equals(SystemField.MODIFIED_TIME.apiName()) || field.equals(SystemField.MODIFIED_BY.apiName());
    }

    private HistoryEntry entry(OrgId org, ResultSet row) throws SQLException {
        StoredDetail stored = codec.read(row.getString("detail"));
        String module = row.getString("module");
        long recordId = row.getLong("record_id");
        FieldCipher cipher = new FieldCipher(secrets, org);
        List<FieldChange> changes = metadata.model(org)
                .findModule(module)
                .map(definition -> stored.changes().stream()
                        .map(change -> cipher.opened(definition, recordId, change))
                        .toList())
                .orElse(stored.changes());
        return new HistoryEntry(
                module,
                recordId,
                row.getLong("version"),
                Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                row.getTimestamp("at").toInstant(),
                row.getLong("operation_id"),
                row.getLong("actor_id"),
                changes,
                stored.detail(),
                Set.copyOf(stored.platform()),
                stored.maintenance());
    }
}
