package io.atelier.platform.metadata.internal;

import io.atelier.platform.metadata.SchemaPlan;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Executes the DDL of a plan in the transaction at hand; waits at most two seconds for each table's lock. */
@Component
public class DdlExecutor {
    private final JdbcTemplate jdbc;

    DdlExecutor(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    public void execute(List<SchemaPlan.Step> steps) {
        jdbc.execute("set local lock_timeout = '2s'");
        steps.stream().filter(step -> !step.ddl().isEmpty()).forEach(step -> jdbc.execute(step.ddl()));
    }
}
