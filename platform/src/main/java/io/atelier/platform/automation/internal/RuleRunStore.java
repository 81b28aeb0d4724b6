package io.atelier.platform.automation.internal;

import io.atelier.platform.automation.RuleAction;
import io.atelier.platform.automation.RuleData.Event;
import io.atelier.platform.automation.RuleRun;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_rule_run}. */
@Repository
public class RuleRunStore {
    private static final TypeReference<Map<String, @Nullable Object>> VALUES = new TypeReference<>() {};

    private final OrgJdbc jdbc;
    private final JsonMapper json;

    RuleRunStore(OrgJdbc jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(OrgId org, List<RuleTask> tasks, Instant at) {
        List<Object[]> rows = tasks.stream().map(task -> row(task, at)).toList();
        jdbc.batch(org, """
                insert into {s}.sys_rule_run
                    (id, state, rule_id, rule_name, action, event, module, record_id, snapshot, user_id, depth,
                     created_time)
                values (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?::jsonb, ?, ?, ?)""", rows);
    }

    private Object[] row(RuleTask task, Instant at) {
        String snapshot = task.snapshot() == null ? null : json.writeValueAsString(task.snapshot());
        return new Object[] {
            task.id(),
            task.state().name(),
            task.ruleId(),
            task.ruleName(),
            json.writeValueAsString(task.action()),
            task.event().name(),
            task.module(),
            task.recordId(),
            new SqlParameterValue(Types.VARCHAR, snapshot),
            task.user().value(),
            task.depth(),
            Timestamp.from(at)
        };
    }

    /** Counts an attempt and returns the task; empty if it has ended. */
    Optional<RuleTask> begin(OrgId org, long id) {
        return jdbc.sql(org, """
                        update {s}.sys_rule_run set attempts = attempts + 1
                        where id = ? and state = 'QUEUED' returning *""")
                .param(id)
                .query((row, index) -> task(org, row))
                .optional();
    }

    /** Ends a task; returns false if it has ended before. */
    boolean finish(OrgId org, long id, RuleRun.State state, String message, OptionalLong functionRun, Instant at) {
        return jdbc.sql(org, """
                                update {s}.sys_rule_run
                                set state = ?, message = ?, function_run_id = ?, finished_time = ?
                                where id = ? and state = 'QUEUED'""")
                        .params(
                                state.name(),
                                message,
                                new SqlParameterValue(
                                        Types.BIGINT, functionRun.isPresent() ? functionRun.getAsLong() : null),
                                Timestamp.from(at),
                                id)
                        .update()
                == 1;
    }

    public List<RuleRun> ofRule(OrgId org, long ruleId, int limit) {
        return jdbc.sql(org, "select * from {s}.sys_rule_run where rule_id = ? order by id desc limit ?")
                .params(ruleId, limit)
                .query(this::run)
                .list();
    }

    private RuleRun run(ResultSet row, int index) throws SQLException {
        long functionRun = row.getLong("function_run_id");
        return new RuleRun(
                row.getLong("id"),
                RuleRun.State.valueOf(row.getString("state")),
                row.getString("rule_name"),
                json.readValue(row.getString("action"), RuleAction.class),
                row.getString("module"),
                row.getLong("record_id"),
                row.getString("message"),
                functionRun == 0 ? OptionalLong.empty() : OptionalLong.of(functionRun),
                row.getTimestamp("created_time").toInstant());
    }

    private RuleTask task(OrgId org, ResultSet row) throws SQLException {
        String snapshot = row.getString("snapshot");
        return new RuleTask(
                row.getLong("id"),
                org,
                RuleRun.State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getLong("rule_id"),
                row.getString("rule_name"),
                json.readValue(row.getString("action"), RuleAction.class),
                Event.valueOf(row.getString("event")),
                row.getString("module"),
                row.getLong("record_id"),
                snapshot == null ? null : json.readValue(snapshot, VALUES),
                new UserId(row.getLong("user_id")),
                row.getInt("depth"));
    }
}
