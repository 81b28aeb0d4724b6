package io.atelier.platform.automation.internal;

import io.atelier.platform.automation.RuleData;
import io.atelier.platform.automation.WorkflowRule;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_workflow_rule}. */
@Repository
public class RuleStore {
    private final OrgJdbc jdbc;
    private final JsonMapper json;

    RuleStore(OrgJdbc jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Returns all rules in the order in which they work: of their making. */
    public List<WorkflowRule> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_workflow_rule order by id")
                .query(this::rule)
                .list();
    }

    public Optional<WorkflowRule> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_workflow_rule where id = ?")
                .param(id)
                .query(this::rule)
                .optional();
    }

    public boolean isNameTaken(OrgId org, String name, long exceptId) {
        return jdbc.sql(org, "select 1 from {s}.sys_workflow_rule where name = ? and id <> ?")
                .params(name, exceptId)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    public void insert(OrgId org, WorkflowRule rule, UserId by) {
        jdbc.sql(org, """
                        insert into {s}.sys_workflow_rule
                            (id, revision, name, module, active, definition, modified_by, modified_time)
                        values (?, ?, ?, ?, ?, ?::jsonb, ?, ?)""")
                .params(
                        rule.id(),
                        rule.revision(),
                        rule.data().name(),
                        rule.data().module(),
                        rule.data().active(),
                        json.writeValueAsString(rule.data()),
                        by.value(),
                        Timestamp.from(rule.modifiedTime()))
                .update();
    }

    /** Returns false if the rule is not at the revision before the given one. */
    public boolean update(OrgId org, WorkflowRule rule, UserId by) {
        return jdbc.sql(org, """
                                update {s}.sys_workflow_rule
                                set revision = ?, name = ?, module = ?, active = ?, definition = ?::jsonb,
                                    modified_by = ?, modified_time = ?
                                where id = ? and revision = ?""")
                        .params(
                                rule.revision(),
                                rule.data().name(),
                                rule.data().module(),
                                rule.data().active(),
                                json.writeValueAsString(rule.data()),
                                by.value(),
                                Timestamp.from(rule.modifiedTime()),
                                rule.id(),
                                rule.revision() - 1)
                        .update()
                == 1;
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_workflow_rule where id = ?")
                .param(id)
                .update();
    }

    private WorkflowRule rule(ResultSet row, int index) throws SQLException {
        return new WorkflowRule(
                row.getLong("id"),
                row.getLong("revision"),
                json.readValue(row.getString("definition"), RuleData.class),
                row.getTimestamp("modified_time").toInstant());
    }
}
