package io.atelier.platform.access.internal;

import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.DefaultSharing;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.SharingRule;
import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_default_sharing}, {@code sys_sharing_rule} and {@code sys_field_share}. */
@Repository
public class SharingStore {
    private final OrgJdbc jdbc;

    SharingStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public Map<String, DefaultSharing> defaults(OrgId org) {
        Map<String, DefaultSharing> defaults = new HashMap<>();
        jdbc.sql(org, "select module, access from {s}.sys_default_sharing")
                .query((row, _) -> defaults.put(row.getString(1), DefaultSharing.valueOf(row.getString(2))))
                .list();
        return defaults;
    }

    public void changeDefault(OrgId org, String module, DefaultSharing access) {
        jdbc.sql(org, """
                        insert into {s}.sys_default_sharing (module, access) values (?, ?)
                        on conflict (module) do update set access = excluded.access""").params(module, access.name()).update();
    }

    public List<SharingRule> rules(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_sharing_rule order by module, lower(name)")
                .query(SharingStore::rule)
                .list();
    }

    private static SharingRule rule(ResultSet row, int index) throws SQLException {
        Optional<Principal> source = row.getString("source_kind") == null
                ? Optional.empty()
                : Optional.of(AccessRows.principal(row, "source_kind", "source_id"));
        return new SharingRule(
                row.getLong("id"),
                row.getLong("version"),
                new SharingRuleData(
                        row.getString("module"),
                        row.getString("name"),
                        source,
                        row.getString("criteria"),
                        AccessRows.principal(row, "target_kind", "target_id"),
                        AccessRows.level(row),
                        row.getBoolean("superiors"),
                        row.getBoolean("active")));
    }

    public void insert(OrgId org, SharingRule rule) {
        SharingRuleData data = rule.data();
        jdbc.sql(org, """
                        insert into {s}.sys_sharing_rule (id, version, module, name, criteria, source_kind, source_id,
                            target_kind, target_id, access, superiors, active)
                        values (?, ?, ?, ?, ?, nullif(?, ''), nullif(?::bigint, 0), ?, ?, ?, ?, ?)""")
                .params(
                        rule.id(),
                        rule.version(),
                        data.module(),
                        data.name(),
                        data.criteria(),
                        sourceKind(data),
                        sourceId(data),
                        data.target().kind().name(),
                        data.target().id(),
                        AccessRows.column(data.access()),
                        data.superiors(),
                        data.active())
                .update();
    }

    private static String sourceKind(SharingRuleData data) {
        return data.source().map(source -> source.kind().name()).orElse("");
    }

    private static long sourceId(SharingRuleData data) {
        return data.source().map(Principal::id).orElse(0L);
    }

    /** @return false if the rule is not there in the version before this one's */
    public boolean update(OrgId org, SharingRule rule) {
        SharingRuleData data = rule.data();
        return jdbc.sql(org, """
                                update {s}.sys_sharing_rule set version = ?, name = ?, criteria = ?, source_kind = nullif(?, ''),
                                    source_id = nullif(?::bigint, 0), target_kind = ?, target_id = ?, access = ?, superiors = ?, active = ?
                                where id = ? and version = ? and module = ?""")
                        .params(
                                rule.version(),
                                data.name(),
                                data.criteria(),
                                sourceKind(data),
                                sourceId(data),
                                data.target().kind().name(),
                                data.target().id(),
                                AccessRows.column(data.access()),
                                data.superiors(),
                                data.active(),
                                rule.id(),
                                rule.version() - 1,
                                data.module())
                        .update()
                > 0;
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_sharing_rule where id = ?").param(id).update();
    }

    /** Returns what fields of people share with whom they name, by module and field. */
    public Map<String, Map<String, AccessLevel>> fieldShares(OrgId org) {
        Map<String, Map<String, AccessLevel>> shares = new HashMap<>();
        jdbc.sql(org, "select * from {s}.sys_field_share")
                .query((row, _) -> shares.computeIfAbsent(row.getString("module"), _ -> new HashMap<>())
                        .put(row.getString("field"), AccessRows.level(row)))
                .list();
        return shares;
    }

    public void changeFieldShare(OrgId org, String module, String field, Optional<AccessLevel> level) {
        jdbc.sql(org, "delete from {s}.sys_field_share where module = ? and field = ?")
                .params(module, field)
                .update();
        level.ifPresent(
                given -> jdbc.sql(org, "insert into {s}.sys_field_share (module, field, access) values (?, ?, ?)")
                        .params(module, field, AccessRows.column(given))
                        .update());
    }
}
