package io.atelier.platform.variable.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.variable.Variable;
import io.atelier.platform.variable.VariableGroup;
import io.atelier.platform.variable.VariableType;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_variable} and {@code sys_variable_group}. */
@Repository
public class VariableStore {
    private final OrgJdbc jdbc;

    VariableStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Makes changes wait for each other until the transaction ends; readers do not wait. */
    public void lock(OrgId org) {
        jdbc.sql(org, "lock table {s}.sys_variable in share row exclusive mode").update();
    }

    public List<Variable> all(OrgId org) {
        return jdbc.sql(org, """
            select v.*, g.api_name group_api_name, g.name group_name
            from {s}.sys_variable v join {s}.sys_variable_group g on g.id = v.group_id
            order by lower(v.name), v.id\
            """)
                .query((row, _) -> new Variable(
                        row.getLong("id"),
                        new VariableGroup(
                                row.getLong("group_id"), row.getString("group_api_name"), row.getString("group_name")),
                        row.getString("api_name"),
                        row.getString("name"),
                        row.getString("description"),
                        VariableType.valueOf(row.getString("type")),
                        row.getString("value")))
                .list();
    }

    public List<VariableGroup> groups(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_variable_group order by lower(name), id")
                .query((row, _) ->
                        new VariableGroup(row.getLong("id"), row.getString("api_name"), row.getString("name")))
                .list();
    }

    public void insert(OrgId org, VariableGroup group) {
        jdbc.sql(org, "insert into {s}.sys_variable_group (id, api_name, name) values (?, ?, ?)")
                .params(group.id(), group.apiName(), group.name())
                .update();
    }

    public void insert(OrgId org, Variable variable) {
        jdbc.sql(org, """
            insert into {s}.sys_variable (id, group_id, api_name, name, description, type, value)
            values (?, ?, ?, ?, ?, ?, ?)\
            """)
                .params(
                        variable.id(),
                        variable.group().id(),
                        variable.apiName(),
                        variable.name(),
                        variable.description(),
                        variable.type().name(),
                        variable.value())
                .update();
    }

    public void update(OrgId org, Variable variable) {
        jdbc.sql(org, """
            update {s}.sys_variable set group_id = ?, name = ?, description = ?, type = ?, value = ?
            where id = ?\
            """)
                .params(
                        variable.group().id(),
                        variable.name(),
                        variable.description(),
                        variable.type().name(),
                        variable.value(),
                        variable.id())
                .update();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_variable where id = ?").param(id).update();
    }
}
