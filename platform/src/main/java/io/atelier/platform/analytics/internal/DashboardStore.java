package io.atelier.platform.analytics.internal;

import io.atelier.platform.analytics.ComponentDef;
import io.atelier.platform.analytics.Dashboard;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_dashboard}. */
@Repository
public class DashboardStore {
    private final OrgJdbc jdbc;
    private final JsonMapper json;
    private final IdGenerator ids;
    private final InstantSource clock;

    DashboardStore(OrgJdbc jdbc, JsonMapper json, IdGenerator ids, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    private record Stored(List<ComponentDef> components) {}

    public List<Dashboard> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_dashboard order by name, id")
                .query(this::dashboard)
                .list();
    }

    public Optional<Dashboard> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_dashboard where id = ?")
                .param(id)
                .query(this::dashboard)
                .optional();
    }

    /** Returns empty if the stored version is another than the dashboard's. */
    public Optional<Dashboard> save(Actor actor, Dashboard dashboard) {
        boolean isNew = dashboard.id() == 0;
        Dashboard saved = new Dashboard(
                isNew ? ids.next() : dashboard.id(),
                dashboard.name().strip(),
                dashboard.version() + 1,
                dashboard.components());
        String definition = json.writeValueAsString(new Stored(saved.components()));
        Timestamp now = Timestamp.from(clock.instant());
        String insert = """
                insert into {s}.sys_dashboard (name, definition, version, modified_by, modified_time, id)
                values (?, ?::jsonb, ?, ?, ?, ?)""";
        String update = """
                update {s}.sys_dashboard
                set name = ?, definition = ?::jsonb, version = ?, modified_by = ?, modified_time = ?
                where id = ? and version = ?""";
        var statement = jdbc.sql(actor.org(), isNew ? insert : update)
                .params(saved.name(), definition, saved.version(), actor.user().value(), now, saved.id());
        int rows = isNew
                ? statement.update()
                : statement.param(dashboard.version()).update();
        return rows == 1 ? Optional.of(saved) : Optional.empty();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_dashboard where id = ?").param(id).update();
    }

    private Dashboard dashboard(ResultSet row, int index) throws SQLException {
        return new Dashboard(
                row.getLong("id"),
                row.getString("name"),
                row.getLong("version"),
                json.readValue(row.getString("definition"), Stored.class).components());
    }
}
