package io.atelier.platform.usage.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.usage.ApiLimits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.api_client_limit}. */
@Repository
public class LimitStore {
    private final JdbcClient jdbc;

    LimitStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<ApiLimits> find(String client) {
        return jdbc.sql("select * from atelier.api_client_limit where client_id = ?")
                .param(client)
                .query((row, _) -> limits(row))
                .optional();
    }

    public Map<String, ApiLimits> all(OrgId org) {
        return jdbc
                .sql("""
                        select l.* from atelier.api_client_limit l join atelier.api_client c on c.client_id = l.client_id
                        where c.org_id = ?""")
                .param(org.value())
                .query((row, _) -> Map.entry(row.getString("client_id"), limits(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns false if there is no such client, or no longer. */
    public boolean put(String client, ApiLimits limits) {
        return jdbc.sql("""
                        insert into atelier.api_client_limit (client_id, credits, concurrent, per_minute)
                        select client_id, ?, ?, ? from atelier.api_client where client_id = ? for key share
                        on conflict (client_id) do update set credits = excluded.credits, concurrent = excluded.concurrent,
                            per_minute = excluded.per_minute""")
                        .params(limits.credits(), limits.concurrent(), limits.perMinute(), client)
                        .update()
                > 0;
    }

    public void delete(String client) {
        jdbc.sql("delete from atelier.api_client_limit where client_id = ?")
                .param(client)
                .update();
    }

    private static ApiLimits limits(ResultSet row) throws SQLException {
        return new ApiLimits(row.getLong("credits"), row.getInt("concurrent"), row.getInt("per_minute"));
    }
}
