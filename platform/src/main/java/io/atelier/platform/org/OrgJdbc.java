package io.atelier.platform.org;

import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Runs fixed statements on an organization's system tables: {@code {s}} in the text stands for its schema. */
@Component
public final class OrgJdbc {
    private final JdbcClient client;
    private final JdbcTemplate template;

    OrgJdbc(JdbcClient client, JdbcTemplate template) {
        this.client = client;
        this.template = template;
    }

    public JdbcClient.StatementSpec sql(OrgId org, String text) {
        return client.sql(text.replace("{s}", org.schema()));
    }

    /** Runs one statement for many rows of positional arguments in one round trip. */
    public void batch(OrgId org, String text, List<Object[]> rows) {
        template.batchUpdate(text.replace("{s}", org.schema()), rows);
    }
}
