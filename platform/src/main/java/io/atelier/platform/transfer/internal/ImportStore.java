package io.atelier.platform.transfer.internal;

import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import io.atelier.platform.transfer.ImportPlan;
import io.atelier.platform.transfer.ImportStatus;
import io.atelier.platform.transfer.ImportStatus.State;
import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_import} and its companions. */
@Repository
public class ImportStore {
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private static final String CREATED = "CREATED";
    private static final String UPDATED = "UPDATED";

    private final OrgJdbc jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    ImportStore(OrgJdbc jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /** A row that was not written: where it stands, what it says, why. */
    public record RejectedRow(long position, long line, List<String> cells, List<String> reasons) {}

    /** A row that was written: where it stands, and the record that it made or changed. */
    public record RowOutcome(long position, boolean created, long recordId) {}

    /** How many rows of a batch became what. */
    public record Counts(int created, int updated, int skipped, int rejected) {
        int total() {
            return created + updated + skipped + rejected;
        }
    }

    public void insertFile(Actor actor, long fileId) {
        jdbc.sql(actor.org(), "insert into {s}.sys_import_file (file_id, created_by, created_time) values (?, ?, ?)")
                .params(fileId, actor.user().value(), now())
                .update();
    }

    public boolean isOwnFile(Actor actor, long fileId) {
        return jdbc.sql(actor.org(), "select 1 from {s}.sys_import_file where file_id = ? and created_by = ?")
                .params(fileId, actor.user().value())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    public void insert(
            Actor actor, long id, ImportPlan plan, String fileName, List<String> headers, Dialect dialect, long total) {
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_import (id, module, file_id, file_name, plan, headers, charset, delimiter, state,
                            total, created_by, created_time)
                        values (?, ?, ?, ?, cast(? as jsonb), cast(? as jsonb), ?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        plan.module(),
                        plan.fileId(),
                        fileName,
                        json.writeValueAsString(plan),
                        json.writeValueAsString(headers),
                        dialect.charset().name(),
                        Character.toString(dialect.delimiter()),
                        State.QUEUED.name(),
                        total,
                        actor.user().value(),
                        now())
                .update();
    }

    public Optional<ImportRow> find(OrgId org, long id) {
        return select(org, id, "");
    }

    /** Keeps another run of the same import out until the transaction ends. */
    public Optional<ImportRow> lock(OrgId org, long id) {
        return select(org, id, " for update");
    }

    private Optional<ImportRow> select(OrgId org, long id, String lock) {
        return jdbc.sql(org, "select * from {s}.sys_import where id = ?" + lock)
                .param(id)
                .query((row, index) -> new ImportRow(
                        org,
                        status(row, index),
                        json.readValue(row.getString("plan"), ImportPlan.class),
                        json.readValue(row.getString("headers"), TEXTS),
                        new Dialect(
                                Charset.forName(row.getString("charset")),
                                row.getString("delimiter").charAt(0)),
                        operation(row)))
                .optional();
    }

    public List<ImportStatus> recent(OrgId org, int limit) {
        return jdbc.sql(org, "select * from {s}.sys_import order by created_time desc, id desc limit ?")
                .param(limit)
                .query(ImportStore::status)
                .list();
    }

    public List<ImportStatus> recentOf(Actor actor, int limit) {
        return jdbc.sql(
                        actor.org(),
                        "select * from {s}.sys_import where created_by = ? order by created_time desc, id desc limit ?")
                .params(actor.user().value(), limit)
                .query(ImportStore::status)
                .list();
    }

    private static OptionalLong operation(ResultSet row) throws SQLException {
        long operation = row.getLong("operation_id");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(operation);
    }

    /** Keeps what the batches of the import are parts of. */
    public void setOperation(OrgId org, long id, long operation) {
        jdbc.sql(org, "update {s}.sys_import set operation_id = ? where id = ?")
                .params(operation, id)
                .update();
    }

    public void advance(OrgId org, long id, Counts counts) {
        jdbc.sql(org, """
                        update {s}.sys_import set state = 'RUNNING', done = done + ?, created = created + ?,
                            updated = updated + ?, skipped = skipped + ?, rejected = rejected + ?
                        where id = ?""")
                .params(counts.total(), counts.created(), counts.updated(), counts.skipped(), counts.rejected(), id)
                .update();
    }

    public void end(OrgId org, long id, State state, String message) {
        jdbc.sql(org, """
                        update {s}.sys_import set state = ?, message = ?, finished_time = ?
                        where id = ? and state in ('QUEUED', 'RUNNING')""").params(state.name(), message, now(), id).update();
    }

    public void insertRejected(OrgId org, long id, List<RejectedRow> rows) {
        if (rows.isEmpty()) {
            return;
        }
        jdbc.batch(
                org,
                """
                insert into {s}.sys_import_rejected (import_id, position, line, cells, reasons)
                values (?, ?, ?, cast(? as jsonb), cast(? as jsonb))""",
                rows.stream()
                        .map(row -> new Object[] {
                            id,
                            row.position(),
                            row.line(),
                            // PostgreSQL's JSON knows no NUL; a cell cannot hold one by now, but must never cost a
                            // batch.
                            json.writeValueAsString(row.cells()).replace("\\u0000", ""),
                            json.writeValueAsString(row.reasons())
                        })
                        .toList());
    }

    public void insertOutcomes(OrgId org, long id, List<RowOutcome> rows) {
        if (!rows.isEmpty()) {
            jdbc.batch(
                    org,
                    """
                    insert into {s}.sys_import_outcome (import_id, position, outcome, record_id)
                    values (?, ?, ?, ?)""",
                    rows.stream()
                            .map(row ->
                                    new Object[] {id, row.position(), row.created() ? CREATED : UPDATED, row.recordId()
                                    })
                            .toList());
        }
    }

    /** Returns what became of the written rows from a position, below another. */
    public List<RowOutcome> outcomes(OrgId org, long id, long from, long to) {
        return jdbc.sql(org, """
                        select * from {s}.sys_import_outcome
                        where import_id = ? and position >= ? and position < ? order by position""")
                .params(id, from, to)
                .query((row, _) -> new RowOutcome(
                        row.getLong("position"), row.getString("outcome").equals(CREATED), row.getLong("record_id")))
                .list();
    }

    public List<RejectedRow> rejected(OrgId org, long id, long afterPosition, int limit) {
        return jdbc.sql(org, """
                        select * from {s}.sys_import_rejected where import_id = ? and position > ?
                        order by position limit ?""")
                .params(id, afterPosition, limit)
                .query((row, index) -> new RejectedRow(
                        row.getLong("position"),
                        row.getLong("line"),
                        json.readValue(row.getString("cells"), TEXTS),
                        json.readValue(row.getString("reasons"), TEXTS)))
                .list();
    }

    private static ImportStatus status(ResultSet row, int index) throws SQLException {
        return new ImportStatus(
                row.getLong("id"),
                row.getString("module"),
                row.getString("file_name"),
                State.valueOf(row.getString("state")),
                row.getLong("total"),
                row.getLong("done"),
                row.getLong("created"),
                row.getLong("updated"),
                row.getLong("skipped"),
                row.getLong("rejected"),
                row.getString("message"),
                new UserId(row.getLong("created_by")),
                row.getTimestamp("created_time").toInstant(),
                Optional.ofNullable(row.getTimestamp("finished_time")).map(Timestamp::toInstant),
                operation(row));
    }

    private OffsetDateTime now() {
        Instant now = clock.instant();
        return now.atOffset(ZoneOffset.UTC);
    }
}
