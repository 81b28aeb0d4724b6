package io.atelier.platform.usage.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.usage.Latency;
import io.atelier.platform.usage.UsageLine;
import io.atelier.platform.usage.UsageReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Rows of {@code atelier.api_usage}. */
@Repository
public class UsageStore {
    private static final List<String> RANGES =
            IntStream.range(0, Latency.RANGES).mapToObj(i -> "range_" + i).toList();
    private static final List<String> SUMS = Stream.concat(
                    Stream.of("calls", "refused", "failed", "credits", "total_micros"), RANGES.stream())
            .toList();
    private static final String ADD =
            "insert into atelier.api_usage as u (org_id, start, client, route, calls, refused,"
                    + " failed, credits, total_micros, worst_micros, " + String.join(", ", RANGES) + ") values ("
                    + String.join(", ", Collections.nCopies(10 + RANGES.size(), "?"))
                    + ") on conflict (org_id, start, client, route) do update set " + added();
    private static final String FIGURES = "max(worst_micros) as worst_micros, "
            + SUMS.stream().map(name -> "sum(" + name + ")::bigint as " + name).collect(Collectors.joining(", "));

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    UsageStore(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    private static String added() {
        return SUMS.stream()
                .map(name -> name + " = u." + name + " + excluded." + name)
                .collect(Collectors.joining(
                        ", ", "", ", worst_micros = greatest(u.worst_micros, excluded.worst_micros)"));
    }

    /** By what figures are told apart. */
    public enum By {
        CLIENT("client"),
        ROUTE("route");

        private final String column;

        By(String column) {
            this.column = column;
        }
    }

    /** @param counted in {@link UsageKey#ORDER} */
    @Transactional
    void add(Map<UsageKey, Counted> counted) {
        List<Object[]> rows = new ArrayList<>();
        counted.forEach((key, calls) -> {
            List<Object> row = new ArrayList<>(List.of(
                    key.caller().org().value(),
                    Timestamp.from(key.start()),
                    key.caller().client(),
                    key.route()));
            for (long value : calls.values()) {
                row.add(value);
            }
            rows.add(row.toArray());
        });
        template.batchUpdate(ADD, rows);
    }

    /** Returns figures since then, the busiest first. */
    public List<UsageLine> lines(OrgId org, By by, Instant since, int most) {
        return jdbc.sql("select " + by.column + " as key, " + FIGURES
                        + " from atelier.api_usage where org_id = ? and start >= ?"
                        + " group by 1 order by calls desc, key limit ?")
                .params(org.value(), since.atOffset(ZoneOffset.UTC), most)
                .query((row, _) -> line(row))
                .list();
    }

    private static UsageLine line(ResultSet row) throws SQLException {
        List<Long> counts = new ArrayList<>();
        for (String range : RANGES) {
            counts.add(row.getLong(range));
        }
        return new UsageLine(
                row.getString("key"),
                row.getLong("calls"),
                row.getLong("refused"),
                row.getLong("failed"),
                row.getLong("credits"),
                new Latency(
                        counts,
                        Duration.of(row.getLong("total_micros"), ChronoUnit.MICROS),
                        Duration.of(row.getLong("worst_micros"), ChronoUnit.MICROS)));
    }

    /** @param starts when each step begins, in order */
    public List<UsageReport.Step> steps(OrgId org, List<Instant> starts) {
        Map<Integer, long[]> found = new HashMap<>();
        jdbc.sql("""
                        select width_bucket(start, ?::timestamptz[]) as step, sum(calls)::bigint as calls,
                            sum(refused + failed)::bigint as errors
                        from atelier.api_usage where org_id = ? and start >= ? group by 1""")
                .params(
                        starts.stream().map(Instant::toString).toArray(String[]::new),
                        org.value(),
                        starts.getFirst().atOffset(ZoneOffset.UTC))
                .query(row -> {
                    found.put(row.getInt("step"), new long[] {row.getLong("calls"), row.getLong("errors")});
                });
        List<UsageReport.Step> steps = new ArrayList<>();
        for (int i = 0; i < starts.size(); i++) {
            long[] figures = found.getOrDefault(i + 1, new long[2]);
            steps.add(new UsageReport.Step(starts.get(i), figures[0], figures[1]));
        }
        return steps;
    }

    /** Makes one row a day, of UTC, of what is older, and deletes what is as old as the second time. */
    @Transactional
    void thin(Instant older, Instant gone) {
        jdbc.sql("delete from atelier.api_usage where start < ?")
                .param(gone.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("with old as (delete from atelier.api_usage where start < ? and start <> " + day("start")
                        + " returning *) insert into atelier.api_usage as u (org_id, start, client, route, worst_micros, "
                        + String.join(", ", SUMS) + ") select org_id, " + day("start") + ", client, route, " + FIGURES
                        + " from old group by 1, 2, 3, 4"
                        + " on conflict (org_id, start, client, route) do update set " + added())
                .param(older.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static String day(String column) {
        return "date_trunc('day', " + column + ", 'UTC')";
    }
}
