package io.atelier.platform.usage.internal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Rows of {@code atelier.api_budget}. */
@Repository
class BudgetStore {
    /** Most that a node takes ahead. Near the end it takes less, so that the nodes can share the rest. */
    static final long MAX_BLOCK = 100;

    private static final long SHARE = 10;

    private final JdbcClient jdbc;

    BudgetStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a node got.
     *
     * @param granted at least what was needed, or 0
     * @param free what is left for everybody
     */
    record Lease(long granted, long free) {}

    /**
     * Takes what is needed and something ahead, if it is there. Nodes that ask at the same time wait for each other, for the
     * time of two short statements; no record is locked, and no other budget.
     */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Lease lease(String subject, Window window, long slot, long needed, long limit) {
        jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended('api budget ' || ?, 0))")
                .param(subject)
                .query(Integer.class)
                .single();
        long free = Math.max(0, limit - spent(subject, window.first(slot)));
        if (free < needed) {
            return new Lease(0, free);
        }
        long granted = Math.max(needed, Math.min(MAX_BLOCK, free / SHARE));
        jdbc.sql("""
                        insert into atelier.api_budget as b (subject, slot, spent, over) values (?, ?, ?, ?)
                        on conflict (subject, slot) do update set spent = b.spent + excluded.spent""")
                .params(subject, slot, granted, window.over(slot).atOffset(ZoneOffset.UTC))
                .update();
        return new Lease(granted, free - granted);
    }

    /** Returns what was taken since the slot. */
    long spent(String subject, long first) {
        return jdbc.sql(
                        "select coalesce(sum(spent), 0)::bigint from atelier.api_budget where subject = ? and slot >= ?")
                .params(subject, first)
                .query(Long.class)
                .single();
    }

    /** Returns what was taken from each of the budgets since the slot; without those that nothing was taken from. */
    Map<String, Long> spent(List<String> subjects, long first) {
        return jdbc
                .sql("""
                        select subject, sum(spent)::bigint as spent from atelier.api_budget
                        where subject = any (?) and slot >= ? group by subject""")
                .params(subjects.toArray(String[]::new), first)
                .query((row, _) -> Map.entry(row.getString("subject"), row.getLong("spent")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns when so much of what was taken will have come back. */
    Instant backAt(String subject, Window window, long slot, long needed) {
        Long last = jdbc.sql("""
                        select min(slot) from (
                            select slot, sum(spent) over (order by slot) as back
                            from atelier.api_budget where subject = ? and slot >= ?) s
                        where back >= ?""")
                .params(subject, window.first(slot), needed)
                .query((row, _) -> {
                    long found = row.getLong(1);
                    return row.wasNull() ? slot : found;
                })
                .single();
        return window.over(last);
    }

    void giveBack(String subject, long slot, long unspent) {
        jdbc.sql("update atelier.api_budget set spent = greatest(spent - ?, 0) where subject = ? and slot = ?")
                .params(unspent, subject, slot)
                .update();
    }

    void forgetOver(Instant now) {
        jdbc.sql("delete from atelier.api_budget where over < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
