package io.atelier.platform.record.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.sql.Date;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_query_use}: a day's queries of one shape; days are those of UTC. */
@Repository
public class QueryUseStore {
    /** How long counts are kept. */
    public static final int KEPT_DAYS = 30;

    private final OrgJdbc jdbc;
    private final InstantSource clock;

    QueryUseStore(OrgJdbc jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What queries of a shape cost, all days taken together. */
    record Use(long moduleId, QueryShape shape, long queries, int days, long totalMicros, long worstMicros) {
        /** Returns the queries of a day on which there were any. */
        long queriesADay() {
            return queries / days;
        }

        long meanMicros() {
            return totalMicros / queries;
        }
    }

    /** Adds to today's counts; shapes beyond the most of a module count as the rest. */
    void add(OrgId org, long moduleId, Map<QueryShape, QueryUse.Counted> counted) {
        LocalDate today = today();
        Set<String> known =
                new HashSet<>(jdbc.sql(org, "select shape from {s}.sys_query_use where day = ? and module_id = ?")
                        .params(Date.valueOf(today), moduleId)
                        .query((row, _) -> row.getString(1))
                        .list());
        SortedMap<String, QueryUse.Counted> merged = new TreeMap<>(); // sorted: nodes must not wait for each other
        counted.forEach((shape, counts) -> merged.merge(room(known, shape), counts, QueryUse.Counted::plus));
        List<Object[]> rows = merged.entrySet().stream()
                .map(entry -> row(today, moduleId, entry.getKey(), entry.getValue()))
                .toList();
        jdbc.batch(org, """
                        insert into {s}.sys_query_use as u (day, module_id, shape, queries, total_micros, worst_micros)
                        values (?, ?, ?, ?, ?, ?)
                        on conflict (day, module_id, shape) do update set queries = u.queries + excluded.queries,
                            total_micros = u.total_micros + excluded.total_micros,
                            worst_micros = greatest(u.worst_micros, excluded.worst_micros)""", rows);
    }

    private static String room(Set<String> known, QueryShape shape) {
        String text = shape.text();
        if (known.size() >= QueryUse.MAX_SHAPES && !known.contains(text)) {
            return QueryShape.REST.text();
        }
        known.add(text);
        return text;
    }

    private static Object[] row(LocalDate day, long moduleId, String shape, QueryUse.Counted counted) {
        return new Object[] {
            Date.valueOf(day), moduleId, shape, counted.queries(), counted.totalMicros(), counted.worstMicros()
        };
    }

    /** Returns what was counted on the last days, today's too, the costliest first; without the rest. */
    List<Use> last(OrgId org, int days) {
        return jdbc.sql(org, """
                        select module_id, shape, sum(queries)::bigint as queries, count(*)::int as days,
                            sum(total_micros)::bigint as total, max(worst_micros) as worst
                        from {s}.sys_query_use where day > ? and shape <> ''
                        group by module_id, shape order by total desc, module_id, shape""")
                .param(Date.valueOf(today().minusDays(days)))
                .query((row, _) -> new Use(
                        row.getLong("module_id"),
                        QueryShape.parse(row.getString("shape")),
                        row.getLong("queries"),
                        row.getInt("days"),
                        row.getLong("total"),
                        row.getLong("worst")))
                .list();
    }

    void forgetOld(OrgId org) {
        jdbc.sql(org, "delete from {s}.sys_query_use where day < ?")
                .param(Date.valueOf(today().minusDays(KEPT_DAYS)))
                .update();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
