package io.atelier.platform.notification.internal;

import io.atelier.platform.notification.WatchChannel;
import io.atelier.platform.notification.WatchData;
import io.atelier.platform.notification.WatchEvent;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_watch}. */
@Repository
public class WatchStore {
    private final OrgJdbc jdbc;

    WatchStore(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** A channel and its sealed secret. */
    record Sealed(WatchChannel channel, String secret) {}

    /** Keeps the actor's channels from becoming more elsewhere until the transaction ends. */
    public void lockChannelsOf(Actor actor) {
        jdbc.sql(actor.org(), "select pg_advisory_xact_lock(hashtextextended('{s}.sys_watch', ?))")
                .param(actor.user().value())
                .query((_, _) -> "")
                .list();
    }

    public void insert(OrgId org, WatchChannel channel, String secret, Instant at) {
        WatchData data = channel.data();
        jdbc.sql(org, """
                        insert into {s}.sys_watch
                            (id, user_id, channel_id, events, notify_url, token, secret, base_url, expiry, created_time)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(channel.id())
                .param(channel.owner().value())
                .param(data.channelId())
                .param(texts(data))
                .param(data.notifyUrl())
                .param(data.token())
                .param(secret)
                .param(channel.baseUrl())
                .param(data.expiry().map(Timestamp::from).orElse(null))
                .param(Timestamp.from(at))
                .update();
    }

    public void update(OrgId org, long id, WatchData data) {
        jdbc.sql(org, "update {s}.sys_watch set events = ?, notify_url = ?, token = ?, expiry = ? where id = ?")
                .param(texts(data))
                .param(data.notifyUrl())
                .param(data.token())
                .param(data.expiry().map(Timestamp::from).orElse(null))
                .param(id)
                .update();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_watch where id = ?").param(id).update();
    }

    public List<WatchChannel> all(Actor actor) {
        return jdbc.sql(actor.org(), "select * from {s}.sys_watch where user_id = ? order by channel_id")
                .param(actor.user().value())
                .query((row, _) -> channel(row))
                .list();
    }

    public Optional<WatchChannel> find(Actor actor, long channelId) {
        return jdbc.sql(actor.org(), "select * from {s}.sys_watch where user_id = ? and channel_id = ?")
                .params(actor.user().value(), channelId)
                .query((row, _) -> channel(row))
                .optional();
    }

    List<WatchChannel> everybodys(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_watch order by id")
                .query((row, _) -> channel(row))
                .list();
    }

    Optional<Sealed> sealed(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_watch where id = ?")
                .param(id)
                .query((row, _) -> new Sealed(channel(row), row.getString("secret")))
                .optional();
    }

    private static String[] texts(WatchData data) {
        return data.events().stream().map(WatchEvent::toString).toArray(String[]::new);
    }

    private static WatchChannel channel(ResultSet row) throws SQLException {
        List<WatchEvent> events = Stream.of((String[]) row.getArray("events").getArray())
                .map(WatchEvent::parse)
                .toList();
        Optional<Instant> expiry =
                Optional.ofNullable(row.getTimestamp("expiry")).map(Timestamp::toInstant);
        return new WatchChannel(
                row.getLong("id"),
                new UserId(row.getLong("user_id")),
                new WatchData(
                        row.getLong("channel_id"), events, row.getString("notify_url"), row.getString("token"), expiry),
                row.getString("base_url"));
    }
}
