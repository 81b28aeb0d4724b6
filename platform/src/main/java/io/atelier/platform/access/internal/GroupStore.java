package io.atelier.platform.access.internal;

import io.atelier.platform.access.Principal;
import io.atelier.platform.access.UserGroup;
import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_group} and {@code sys_group_member}. */
@Repository
public class GroupStore {
    private final OrgJdbc jdbc;

    GroupStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    public List<UserGroup> all(OrgId org) {
        Map<Long, Set<Principal>> members = new HashMap<>();
        jdbc.sql(org, "select * from {s}.sys_group_member")
                .query((row, _) -> members.computeIfAbsent(row.getLong("group_id"), _ -> new HashSet<>())
                        .add(AccessRows.principal(row, "kind", "member_id")))
                .list();
        return jdbc.sql(org, "select * from {s}.sys_group order by lower(name)")
                .query((row, _) -> new UserGroup(
                        row.getLong("id"),
                        new GroupData(
                                row.getString("name"),
                                row.getString("description"),
                                members.getOrDefault(row.getLong("id"), Set.of()))))
                .list();
    }

    public void insert(OrgId org, UserGroup group) {
        jdbc.sql(org, "insert into {s}.sys_group (id, name, description) values (?, ?, ?)")
                .params(group.id(), group.data().name(), group.data().description())
                .update();
        insertMembers(org, group);
    }

    public void update(OrgId org, UserGroup group) {
        jdbc.sql(org, "update {s}.sys_group set name = ?, description = ? where id = ?")
                .params(group.data().name(), group.data().description(), group.id())
                .update();
        jdbc.sql(org, "delete from {s}.sys_group_member where group_id = ?")
                .param(group.id())
                .update();
        insertMembers(org, group);
    }

    private void insertMembers(OrgId org, UserGroup group) {
        jdbc.batch(
                org,
                "insert into {s}.sys_group_member (group_id, kind, member_id) values (?, ?, ?)",
                group.data().members().stream()
                        .sorted()
                        .map(member -> new Object[] {group.id(), member.kind().name(), member.id()})
                        .toList());
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_group where id = ?").param(id).update();
    }
}
