package io.atelier.platform.access.internal;

import io.atelier.platform.access.Territory;
import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_territory} and what hangs on it. */
@Repository
public class TerritoryStore {
    private final OrgJdbc jdbc;

    TerritoryStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public List<Territory> all(OrgId org) {
        Map<Long, Set<UserId>> users = new HashMap<>();
        jdbc.sql(org, "select territory_id, user_id from {s}.sys_territory_user")
                .query((row, _) -> users.computeIfAbsent(row.getLong(1), _ -> new HashSet<>())
                        .add(new UserId(row.getLong(2))))
                .list();
        Map<Long, Map<String, String>> criteria = new HashMap<>();
        jdbc.sql(org, "select territory_id, module, criteria from {s}.sys_territory_rule")
                .query((row, _) -> criteria.computeIfAbsent(row.getLong(1), _ -> new HashMap<>())
                        .put(row.getString(2), row.getString(3)))
                .list();
        return jdbc.sql(org, "select * from {s}.sys_territory order by lower(name)")
                .query((row, _) -> territory(row, users, criteria))
                .list();
    }

    private static Territory territory(
            ResultSet row, Map<Long, Set<UserId>> users, Map<Long, Map<String, String>> criteria) throws SQLException {
        long id = row.getLong("id");
        long manager = row.getLong("manager_id");
        return new Territory(
                id,
                new TerritoryData(
                        row.getString("name"),
                        row.getString("description"),
                        AccessRows.optional(row, "parent_id"),
                        manager == 0 ? Optional.empty() : Optional.of(new UserId(manager)),
                        users.getOrDefault(id, Set.of()),
                        AccessRows.level(row),
                        criteria.getOrDefault(id, Map.of())));
    }

    public void insert(OrgId org, Territory territory) {
        jdbc.sql(org, """
                        insert into {s}.sys_territory (id, name, description, parent_id, manager_id, access)
                        values (?, ?, ?, nullif(?::bigint, 0), nullif(?::bigint, 0), ?)""")
                .params(
                        territory.id(),
                        territory.data().name(),
                        territory.data().description(),
                        territory.data().parent().orElse(0),
                        territory.data().manager().map(UserId::value).orElse(0L),
                        AccessRows.column(territory.data().access()))
                .update();
        insertDetails(org, territory);
    }

    public void update(OrgId org, Territory territory) {
        jdbc.sql(org, """
                        update {s}.sys_territory set name = ?, description = ?, parent_id = nullif(?::bigint, 0), manager_id = nullif(?::bigint, 0), access = ?
                        where id = ?""")
                .params(
                        territory.data().name(),
                        territory.data().description(),
                        territory.data().parent().orElse(0),
                        territory.data().manager().map(UserId::value).orElse(0L),
                        AccessRows.column(territory.data().access()),
                        territory.id())
                .update();
        jdbc.sql(org, "delete from {s}.sys_territory_user where territory_id = ?")
                .param(territory.id())
                .update();
        jdbc.sql(org, "delete from {s}.sys_territory_rule where territory_id = ?")
                .param(territory.id())
                .update();
        insertDetails(org, territory);
    }

    private void insertDetails(OrgId org, Territory territory) {
        jdbc.batch(
                org,
                "insert into {s}.sys_territory_user (territory_id, user_id) values (?, ?)",
                territory.data().users().stream()
                        .map(user -> new Object[] {territory.id(), user.value()})
                        .toList());
        jdbc.batch(
                org,
                "insert into {s}.sys_territory_rule (territory_id, module, criteria) values (?, ?, ?)",
                territory.data().criteria().entrySet().stream()
                        .map(rule -> new Object[] {territory.id(), rule.getKey(), rule.getValue()})
                        .toList());
    }

    /** Gives the records and the territories below to another one, and deletes it. */
    public void delete(OrgId org, long id, long successor) {
        jdbc.sql(org, "update {s}.sys_territory set parent_id = ? where parent_id = ?")
                .params(successor, id)
                .update();
        jdbc.sql(org, """
                        insert into {s}.sys_record_territory (module, record_id, territory_id)
                        select module, record_id, ? from {s}.sys_record_territory where territory_id = ?
                        on conflict do nothing""").params(successor, id).update();
        jdbc.sql(org, "delete from {s}.sys_territory where id = ?").param(id).update();
    }

    /** Keeps changes of the tree one after the other until the transaction ends. */
    public void lock(OrgId org) {
        jdbc.sql(org, "lock table {s}.sys_territory in share row exclusive mode")
                .update();
    }

    public void addRecords(OrgId org, String module, long territory, Collection<Long> records) {
        jdbc.sql(org, """
                        insert into {s}.sys_record_territory (module, record_id, territory_id)
                        select ?, unnest(?), ? on conflict do nothing""")
                .params(module, records.toArray(Long[]::new), territory)
                .update();
    }

    public void removeRecords(OrgId org, String module, Collection<Long> records) {
        jdbc.sql(org, "delete from {s}.sys_record_territory where module = ? and record_id = any(?)")
                .params(module, records.toArray(Long[]::new))
                .update();
    }
}
