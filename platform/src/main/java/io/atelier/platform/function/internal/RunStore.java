package io.atelier.platform.function.internal;

import io.atelier.platform.function.FunctionRun;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.function.Trigger;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_function_run}. */
@Repository
public class RunStore {
    private final OrgJdbc jdbc;
    private final JsonMapper json;

    RunStore(OrgJdbc jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    public void insert(OrgId org, FunctionRun run) {
        RunOutcome outcome = run.outcome();
        Trigger trigger = run.trigger();
        jdbc.sql(org, """
                        insert into {s}.sys_function_run
                            (id, function_id, version, trigger_kind, module, record_id, user_id, started_time,
                             duration_millis, host_calls, outcome, input, result, console, error)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)""")
                .params(List.of(
                        run.id(),
                        run.functionId(),
                        run.version(),
                        trigger.kind().name(),
                        trigger.module(),
                        new SqlParameterValue(Types.BIGINT, recordId(trigger)),
                        run.user().value(),
                        Timestamp.from(run.startedTime()),
                        outcome.duration().toMillis(),
                        outcome.hostCalls(),
                        outcome.state().name(),
                        cut(run.input()),
                        cut(outcome.resultJson()),
                        storable(json.writeValueAsString(outcome.console())),
                        new SqlParameterValue(
                                Types.VARCHAR,
                                outcome.error()
                                        .map(error -> storable(json.writeValueAsString(error)))
                                        .orElse(null))))
                .update();
    }

    public List<FunctionRun> newest(OrgId org, long functionId, int limit) {
        return jdbc.sql(org, """
                        select r.*, f.api_name from {s}.sys_function_run r
                        join {s}.sys_function f on f.id = r.function_id
                        where r.function_id = ? order by r.id desc limit ?""").params(functionId, limit).query(this::run).list();
    }

    public Optional<FunctionRun> find(OrgId org, long id) {
        return jdbc.sql(org, """
                        select r.*, f.api_name from {s}.sys_function_run r
                        join {s}.sys_function f on f.id = r.function_id
                        where r.id = ?""").param(id).query(this::run).optional();
    }

    private FunctionRun run(ResultSet row, int index) throws SQLException {
        long recordId = row.getLong("record_id");
        OptionalLong record = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(recordId);
        RunOutcome outcome = new RunOutcome(
                row.getLong("id"),
                row.getString("api_name"),
                RunOutcome.State.valueOf(row.getString("outcome")),
                row.getString("result"),
                Optional.ofNullable(row.getString("error")).map(text -> json.readValue(text, ScriptError.class)),
                Arrays.asList(json.readValue(row.getString("console"), LogLine[].class)),
                Duration.ofMillis(row.getLong("duration_millis")),
                row.getInt("host_calls"));
        return new FunctionRun(
                row.getLong("function_id"),
                row.getInt("version"),
                new Trigger(Trigger.Kind.valueOf(row.getString("trigger_kind")), row.getString("module"), record),
                new UserId(row.getLong("user_id")),
                row.getTimestamp("started_time").toInstant(),
                row.getString("input"),
                outcome);
    }

    private static @Nullable Long recordId(Trigger trigger) {
        return trigger.recordId().isPresent() ? trigger.recordId().getAsLong() : null;
    }

    /** Keeps the log readable and small; the ellipsis says that there was more. */
    static String cut(String text) {
        String plain = text.replace("\u0000", "");
        return plain.length() <= FunctionRun.MAX_TEXT ? plain : plain.substring(0, FunctionRun.MAX_TEXT - 1) + "…";
    }

    /** PostgreSQL holds neither a zero character nor half of a surrogate pair in JSON; scripts may log both. */
    static String storable(String jsonText) {
        StringBuilder text = new StringBuilder(jsonText.length());
        for (int i = 0; i < jsonText.length(); i++) {
            char c = jsonText.charAt(i);
            if (c == '\\') {
                String escape = jsonText.substring(i, Math.min(jsonText.length(), i + 6));
                if (escape.equals("\\u0000")) {
                    text.append('\uFFFD');
                    i += 5;
                } else {
                    text.append(c).append(jsonText.charAt(++i));
                }
            } else if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < jsonText.length()
                        && Character.isLowSurrogate(jsonText.charAt(i + 1));
                text.append(pair ? c : '\uFFFD');
                if (pair) {
                    text.append(jsonText.charAt(++i));
                }
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
