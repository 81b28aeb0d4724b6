package io.atelier.platform.record.internal;

import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.record.MassUpdate;
import io.atelier.platform.record.WriteResult;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_mass_update}. */
@Repository
public class MassUpdateStore {
    private static final TypeReference<Map<String, @Nullable Object>> VALUES = new TypeReference<>() {};

    private final OrgJdbc jdbc;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final JsonMapper json;

    MassUpdateStore(OrgJdbc jdbc, IdGenerator ids, InstantSource clock, JsonMapper json) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
        this.json = json.rebuild()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    /**
     * What is left to do.
     *
     * @param ids empty for all records of the module
     * @param done how many of the ids are through
     * @param position behind which the next records of all stand
     */
    record Row(
            String module,
            Map<String, @Nullable Object> values,
            Optional<List<Long>> ids,
            MassUpdate.State state,
            long done,
            Optional<String> position,
            OptionalLong operation) {}

    /** @param records empty for all of the module */
    public MassUpdate insert(
            Actor actor,
            String module,
            Optional<List<Long>> records,
            long total,
            Map<String, ? extends @Nullable Object> values) {
        MassUpdate begun = new MassUpdate(ids.next(), module, MassUpdate.State.SCHEDULED, total, 0, 0);
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_mass_update (id, module, changes, records, state, total, created_by, created_time)
                        values (:id, :module, :changes::jsonb, :records, :state, :total, :by, :at)""")
                .param("id", begun.id())
                .param("module", module)
                .param("changes", json.writeValueAsString(values))
                .param("records", records.map(list -> list.toArray(Long[]::new)).orElse(null), Types.ARRAY)
                .param("state", begun.state().name())
                .param("total", total)
                .param("by", actor.user().value())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        return begun;
    }

    /** Finds one that the actor started. */
    public Optional<MassUpdate> find(Actor actor, long id) {
        return jdbc.sql(actor.org(), "select * from {s}.sys_mass_update where id = ? and created_by = ?")
                .params(id, actor.user().value())
                .query((row, _) -> new MassUpdate(
                        row.getLong("id"),
                        row.getString("module"),
                        MassUpdate.State.valueOf(row.getString("state")),
                        row.getLong("total"),
                        row.getLong("updated"),
                        row.getLong("failed")))
                .optional();
    }

    /** Keeps another run of the same one out until the transaction ends. */
    Row lock(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_mass_update where id = ? for update")
                .param(id)
                .query((row, _) -> row(row))
                .single();
    }

    private Row row(ResultSet row) throws SQLException {
        @Nullable Array records = row.getArray("records");
        long operation = row.getLong("operation_id");
        OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(operation);
        return new Row(
                row.getString("module"),
                json.readValue(row.getString("changes"), VALUES),
                records == null ? Optional.empty() : Optional.of(List.of((Long[]) records.getArray())),
                MassUpdate.State.valueOf(row.getString("state")),
                row.getLong("done"),
                Optional.ofNullable(row.getString("position")),
                known);
    }

    void advance(OrgId org, long id, int count, Optional<String> position, WriteResult result) {
        jdbc.sql(org, """
                        update {s}.sys_mass_update set state = :state, done = done + :count, position = :position,
                            updated = updated + :saved, failed = failed + :count - :saved,
                            operation_id = coalesce(operation_id, nullif(:operation, 0)) where id = :id""")
                .param("state", MassUpdate.State.RUNNING.name())
                .param("count", count)
                .param("position", position.orElse(null), Types.VARCHAR)
                .param("saved", result.savedCount())
                .param("operation", result.operationId())
                .param("id", id)
                .update();
    }

    /** What the records got is forgotten, how many got it is not. */
    void end(OrgId org, long id, MassUpdate.State state) {
        jdbc.sql(org, "update {s}.sys_mass_update set state = ?, changes = '{}', records = null where id = ?")
                .params(state.name(), id)
                .update();
    }

    void forgetBefore(OrgId org, Instant time) {
        jdbc.sql(org, "delete from {s}.sys_mass_update where created_time < ?")
                .param(Timestamp.from(time))
                .update();
    }
}
