package io.atelier.platform.access.matrix;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Looks at an organization's tables as they are, past all that the product says of them. */
@Component
class StoredRows {
    /** What is written by being asked: logs of queries and runs, a person's last visit. */
    private static final List<String> LOGS = List.of(
            "sys_query_use", "sys_function_run", "sys_rule_run", "sys_audit", "sys_audit_head", "sys_audit_waiting");

    private final OrgJdbc jdbc;
    private final Map<OrgId, String> queries = new ConcurrentHashMap<>();

    StoredRows(OrgJdbc jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns what stands in each table but the logs, as a number that another content does not have. */
    Map<String, String> marks(OrgId org) {
        Map<String, String> marks = new TreeMap<>();
        jdbc.sql(org, queries.computeIfAbsent(org, this::query))
                .query((row, _) -> marks.put(row.getString(1), row.getString(2)))
                .list();
        return marks;
    }

    private String query(OrgId org) {
        return jdbc
                .sql(org, "select tablename from pg_tables where schemaname = ? order by 1")
                .param(org.schema())
                .query(String.class)
                .list()
                .stream()
                .filter(table -> !LOGS.contains(table))
                .map(table -> """
                        select '%1$s', md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {s}."%1$s" t""".formatted(table))
                .collect(Collectors.joining(" union all "));
    }

    /** Returns some ids of each table that has such, the newest first. */
    List<Long> ids(OrgId org, int most) {
        return jdbc.sql(org, """
                        select table_name from information_schema.columns
                        where table_schema = ? and column_name = 'id' and data_type = 'bigint' order by 1""").param(org.schema()).query(String.class).list().stream()
                .flatMap(table -> jdbc
                        .sql(org, "select id from {s}.\"" + table + "\" where id > 1 order by id desc limit " + most)
                        .query(Long.class)
                        .list()
                        .stream())
                .distinct()
                .toList();
    }

    /** Returns a row of a module's table, by column. */
    Map<String, Object> row(OrgId org, String table, long id) {
        return new TreeMap<>(
                jdbc
                        .sql(org, "select * from {s}.\"" + table + "\" where id = ?")
                        .param(id)
                        .query()
                        .singleRow()
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue()))));
    }
}
