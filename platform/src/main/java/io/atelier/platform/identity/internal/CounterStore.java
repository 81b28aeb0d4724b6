package io.atelier.platform.identity.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.sign_in_counter}. */
@Repository
public class CounterStore {
    private final JdbcClient jdbc;

    CounterStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Takes one attempt before it is known how it ends, so that attempts at the same time cannot outrun the count.
     *
     * @return how many were taken since the last lock or success; 0 if it is locked
     */
    public int take(String kind, String subject, int most, Duration lock, Duration memory, Instant now) {
        return jdbc.sql("""
                        insert into atelier.sign_in_counter as c (kind, subject, failures, last_time)
                        values (:kind, :subject, 1, :now)
                        on conflict (kind, subject) do update set
                            failures = case when c.locked_until is not null or c.last_time < :old then 1
                                            else c.failures + 1 end,
                            locks = case when c.last_time < :old then 0 else c.locks end
                                  + case when c.locked_until is null and c.last_time >= :old
                                              and c.failures + 1 >= :most then 1 else 0 end,
                            locked_until = case when c.locked_until is null and c.last_time >= :old
                                                     and c.failures + 1 >= :most
                                                then :now + make_interval(secs => :seconds * power(2, least(c.locks, 6)))
                                           end,
                            last_time = :now
                        where c.locked_until is null or c.locked_until <= :now
                        returning failures""")
                .param("kind", kind)
                .param("subject", subject)
                .param("most", most)
                .param("seconds", lock.toSeconds())
                .param("old", now.minus(memory).atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    public void clear(String kind, String subject) {
        jdbc.sql("delete from atelier.sign_in_counter where kind = ? and subject = ?")
                .params(kind, subject)
                .update();
    }

    /** Gives one attempt back that was no failure; a lock that others brought about stays. */
    public void giveBack(String kind, String subject, int most) {
        jdbc.sql("""
                        update atelier.sign_in_counter set failures = greatest(failures - 1, 0),
                            locks = case when failures = :most then greatest(locks - 1, 0) else locks end,
                            locked_until = case when failures = :most then null else locked_until end
                        where kind = :kind and subject = :subject""")
                .param("most", most)
                .param("kind", kind)
                .param("subject", subject)
                .update();
    }

    public int deleteOlderThan(Instant time) {
        return jdbc.sql("delete from atelier.sign_in_counter where last_time < ?")
                .param(time.atOffset(ZoneOffset.UTC))
                .update();
    }
}
