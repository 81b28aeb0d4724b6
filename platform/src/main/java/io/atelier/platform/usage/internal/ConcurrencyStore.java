package io.atelier.platform.usage.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Rows of {@code atelier.api_concurrency}. */
@Repository
class ConcurrencyStore {
    /** What a node does not renew for that long is free again: the node died. */
    static final Duration LIFE = Duration.ofSeconds(30);

    private static final int SHARE = 4;

    private final JdbcClient jdbc;

    ConcurrencyStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes room for one more call than are under way, and something ahead, if it is there.
     *
     * @return how many calls the node may have under way; {@code inUse} or less if there is no room
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public int hold(String subject, String node, int inUse, int limit, Instant now) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended('api concurrency ' || ?, 0))")
                .param(subject)
                .query(Integer.class)
                .single();
        int others = jdbc.sql("""
                        select coalesce(sum(held), 0)::int from atelier.api_concurrency
                        where subject = ? and node <> ? and until > ?""")
                .params(subject, node, now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .single();
        int room = Math.max(0, limit - others);
        int held = room <= inUse ? inUse : Math.max(inUse + 1, inUse + (room - inUse) / SHARE);
        renew(subject, node, held, now);
        return held;
    }

    void renew(String subject, String node, int held, Instant now) {
        jdbc.sql("""
                        insert into atelier.api_concurrency (subject, node, held, until) values (?, ?, ?, ?)
                        on conflict (subject, node) do update set held = excluded.held, until = excluded.until""")
                .params(subject, node, held, now.plus(LIFE).atOffset(ZoneOffset.UTC))
                .update();
    }

    void release(String subject, String node) {
        jdbc.sql("delete from atelier.api_concurrency where subject = ? and node = ?")
                .params(subject, node)
                .update();
    }

    void forgetOver(Instant now) {
        jdbc.sql("delete from atelier.api_concurrency where until < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
