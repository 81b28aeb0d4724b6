package io.atelier.platform.access.internal;

import io.atelier.platform.access.Role;
import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_role} and {@code sys_user_role}. */
@Repository
public class RoleStore {
    private final OrgJdbc jdbc;

    RoleStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public List<Role> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_role order by lower(name)")
                .query((row, _) -> new Role(
                        row.getLong("id"),
                        new RoleData(
                                row.getString("name"),
                                row.getString("description"),
                                AccessRows.optional(row, "parent_id"),
                                row.getBoolean("peers"))))
                .list();
    }

    public void insert(OrgId org, Role role) {
        jdbc.sql(
                        org,
                        "insert into {s}.sys_role (id, name, description, parent_id, peers) values (?, ?, ?, nullif(?::bigint, 0), ?)")
                .params(
                        role.id(),
                        role.name(),
                        role.data().description(),
                        role.parent().orElse(0),
                        role.data().peers())
                .update();
    }

    public void update(OrgId org, Role role) {
        jdbc.sql(
                        org,
                        "update {s}.sys_role set name = ?, description = ?, parent_id = nullif(?::bigint, 0), peers = ? where id = ?")
                .params(
                        role.name(),
                        role.data().description(),
                        role.parent().orElse(0),
                        role.data().peers(),
                        role.id())
                .update();
    }

    /** Gives what hangs on a role to another, and deletes it. */
    public void delete(OrgId org, long id, long successor) {
        jdbc.sql(org, "update {s}.sys_user_role set role_id = ? where role_id = ?")
                .params(successor, id)
                .update();
        jdbc.sql(org, "update {s}.sys_role set parent_id = ? where parent_id = ?")
                .params(successor, id)
                .update();
        jdbc.sql(org, "delete from {s}.sys_role where id = ?").param(id).update();
    }

    /** Keeps changes of the tree one after the other until the transaction ends. */
    public void lock(OrgId org) {
        jdbc.sql(org, "lock table {s}.sys_role in share row exclusive mode").update();
    }

    public Map<UserId, Long> ofUsers(OrgId org) {
        Map<UserId, Long> roles = new HashMap<>();
        jdbc.sql(org, "select user_id, role_id from {s}.sys_user_role")
                .query((row, _) -> roles.put(new UserId(row.getLong(1)), row.getLong(2)))
                .list();
        return roles;
    }

    public void assign(OrgId org, UserId user, long role) {
        jdbc.sql(org, """
                        insert into {s}.sys_user_role (user_id, role_id) values (?, ?)
                        on conflict (user_id) do update set role_id = excluded.role_id""").params(user.value(), role).update();
    }
}
