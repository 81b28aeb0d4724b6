package io.atelier.platform.transfer.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.expression.CriteriaJson;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.transfer.BulkCaller;
import io.atelier.platform.transfer.BulkRead;
import io.atelier.platform.transfer.BulkRead.State;
import io.atelier.platform.transfer.BulkReadQuery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_bulk_read}. */
@Repository
public class BulkReadStore {
    private static final TypeReference<Map<String, Object>> CRITERIA = new TypeReference<>() {};

    private final OrgJdbc jdbc;
    private final JsonMapper json;

    BulkReadStore(OrgJdbc jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A job as it was asked for.
     *
     * @param via names the program that asked
     */
    public record Asked(BulkRead job, String via) {}

    /** Keeps two requests of one user from both being the last that is let in, until the transaction ends. */
    public void lockJobsOf(Actor actor) {
        jdbc.sql(actor.org(), "select pg_advisory_xact_lock(hashtextextended('{s}.sys_bulk_read', ?))")
                .param(actor.user().value())
                .query((_, _) -> "")
                .list();
    }

    /** Returns how many jobs of the actor are not done. */
    public int open(Actor actor) {
        return jdbc.sql(
                        actor.org(),
                        "select count(*) from {s}.sys_bulk_read where created_by = ? and finished_time is null")
                .param(actor.user().value())
                .query(Integer.class)
                .single();
    }

    public void insert(Actor actor, long id, BulkReadQuery query, BulkCaller caller, Instant at) {
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_bulk_read (id, module, fields, criteria, page, page_token, version,
                            callback_url, base_url, state, created_by, via, created_time)
                        values (?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(id)
                .param(query.module())
                .param(query.fields().toArray(String[]::new))
                .param(json.writeValueAsString(CriteriaJson.write(query.criteria())))
                .param(query.page())
                .param(query.pageToken().orElse(null))
                .param(caller.version())
                .param(caller.callbackUrl().orElse(null))
                .param(caller.baseUrl())
                .param(State.ADDED.name())
                .param(actor.user().value())
                .param(actor.via())
                .param(Timestamp.from(at))
                .update();
    }

    public Optional<Asked> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_bulk_read where id = ?")
                .param(id)
                .query((row, _) -> new Asked(job(row), row.getString("via")))
                .optional();
    }

    void begin(OrgId org, long id) {
        jdbc.sql(org, "update {s}.sys_bulk_read set state = ? where id = ? and finished_time is null")
                .params(State.IN_PROGRESS.name(), id)
                .update();
    }

    /** Returns false if the job was over already. */
    boolean complete(OrgId org, long id, BulkReadPages.Taken taken, Instant at) {
        return jdbc.sql(org, """
                                update {s}.sys_bulk_read set state = ?, count = ?, next_token = ?, finished_time = ?
                                where id = ? and finished_time is null""")
                        .param(State.COMPLETED.name())
                        .param(taken.count())
                        .param(taken.next().orElse(null))
                        .param(Timestamp.from(at))
                        .param(id)
                        .update()
                > 0;
    }

    /** Returns false if the job was over already. */
    boolean fail(OrgId org, long id, BulkRead.Failure failure, Instant at) {
        return jdbc.sql(org, """
                                update {s}.sys_bulk_read set state = ?, error = ?, message = ?, finished_time = ?
                                where id = ? and finished_time is null""")
                        .params(State.FAILURE.name(), failure.code().name(), failure.message(), Timestamp.from(at), id)
                        .update()
                > 0;
    }

    /** Returns the jobs that were begun before a time and are not done. */
    List<Long> stuck(OrgId org, Instant before) {
        return jdbc.sql(org, "select id from {s}.sys_bulk_read where finished_time is null and created_time < ?")
                .param(Timestamp.from(before))
                .query((row, _) -> row.getLong("id"))
                .list();
    }

    void deleteBefore(OrgId org, Instant time) {
        jdbc.sql(org, "delete from {s}.sys_bulk_read where created_time < ?")
                .param(Timestamp.from(time))
                .update();
    }

    private BulkRead job(ResultSet row) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        return new BulkRead(
                row.getLong("id"),
                new BulkReadQuery(
                        row.getString("module"),
                        List.of((String[]) row.getArray("fields").getArray()),
                        CriteriaJson.read(json.readValue(row.getString("criteria"), CRITERIA)),
                        row.getInt("page"),
                        Optional.ofNullable(row.getString("page_token"))),
                new BulkCaller(
                        row.getString("version"),
                        row.getString("base_url"),
                        Optional.ofNullable(row.getString("callback_url"))),
                state,
                row.getLong("count"),
                Optional.ofNullable(row.getString("next_token")),
                state == State.FAILURE
                        ? Optional.of(new BulkRead.Failure(
                                ErrorCode.valueOf(row.getString("error")), row.getString("message")))
                        : Optional.empty(),
                new UserId(row.getLong("created_by")),
                row.getTimestamp("created_time").toInstant(),
                Optional.ofNullable(row.getTimestamp("finished_time")).map(Timestamp::toInstant));
    }
}
