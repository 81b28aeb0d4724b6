package io.atelier.platform.notification.internal;

import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.notification.WatchDelivery;
import io.atelier.platform.notification.WatchDelivery.State;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_watch_delivery}. */
@Repository
public class DeliveryStore {
    private static final TypeReference<LinkedHashMap<Long, List<String>>> CHANGES = new TypeReference<>() {};

    private final OrgJdbc jdbc;
    private final JsonMapper json;

    DeliveryStore(OrgJdbc jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    void insert(OrgId org, QueuedDelivery delivery, Instant at) {
        jdbc.sql(org, """
                        insert into {s}.sys_watch_delivery
                            (id, watch_id, module, operation, changes, state, created_time)
                        values (?, ?, ?, ?, ?::jsonb, ?, ?)""")
                .params(
                        delivery.id(),
                        delivery.watchId(),
                        delivery.module(),
                        delivery.operation(),
                        json.writeValueAsString(delivery.changes()),
                        State.QUEUED.name(),
                        Timestamp.from(at))
                .update();
    }

    Optional<QueuedDelivery> queued(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_watch_delivery where id = ? and state = 'QUEUED'")
                .param(id)
                .query((row, _) -> new QueuedDelivery(
                        row.getLong("id"),
                        row.getLong("watch_id"),
                        row.getString("module"),
                        row.getString("operation"),
                        json.readValue(row.getString("changes"), CHANGES),
                        row.getInt("attempts")))
                .optional();
    }

    void tried(OrgId org, long id, State state, OptionalInt status, String message, Instant at) {
        jdbc.sql(org, """
                        update {s}.sys_watch_delivery set state = ?, attempts = attempts + 1, http_status = ?, message = ?,
                            tried_time = ?
                        where id = ?""")
                .param(state.name())
                .param(status.isPresent() ? status.getAsInt() : null)
                .param(message)
                .param(Timestamp.from(at))
                .param(id)
                .update();
    }

    /** Returns false if the delivery waits for its turn already. */
    public boolean requeue(OrgId org, long id) {
        return jdbc.sql(org, """
                                update {s}.sys_watch_delivery set state = 'QUEUED', attempts = 0
                                where id = ? and state <> 'QUEUED'""").param(id).update() > 0;
    }

    public boolean exists(OrgId org, long watchId, long id) {
        return jdbc.sql(org, "select exists (select from {s}.sys_watch_delivery where watch_id = ? and id = ?)")
                .params(watchId, id)
                .query(Boolean.class)
                .single();
    }

    public List<WatchDelivery> newest(OrgId org, WatchChannel channel, int limit) {
        return jdbc.sql(org, "select * from {s}.sys_watch_delivery where watch_id = ? order by id desc limit ?")
                .params(channel.id(), limit)
                .query((row, _) -> delivery(channel.data().channelId(), row))
                .list();
    }

    void deleteBefore(OrgId org, Instant time) {
        jdbc.sql(org, "delete from {s}.sys_watch_delivery where created_time < ?")
                .param(Timestamp.from(time))
                .update();
    }

    private static WatchDelivery delivery(long channelId, ResultSet row) throws SQLException {
        int status = row.getInt("http_status");
        OptionalInt answered = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(status);
        return new WatchDelivery(
                row.getLong("id"),
                channelId,
                row.getString("module"),
                row.getString("operation"),
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                answered,
                row.getString("message"),
                row.getTimestamp("created_time").toInstant(),
                Optional.ofNullable(row.getTimestamp("tried_time")).map(Timestamp::toInstant));
    }
}
