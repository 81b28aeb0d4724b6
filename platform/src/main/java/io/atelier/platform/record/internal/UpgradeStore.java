package io.atelier.platform.record.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.sql.Timestamp;
import java.time.InstantSource;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_upgrade}: what was brought up to date in an organization that may be older than this release. */
@Repository
class UpgradeStore {
    private final OrgJdbc jdbc;
    private final InstantSource clock;

    UpgradeStore(OrgJdbc jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    boolean isDone(OrgId org, String name) {
        return jdbc.sql(org, "select exists (select 1 from {s}.sys_upgrade where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    void noteDone(OrgId org, String name) {
        jdbc.sql(org, "insert into {s}.sys_upgrade (name, done_time) values (?, ?) on conflict (name) do nothing")
                .params(name, Timestamp.from(clock.instant()))
                .update();
    }
}
