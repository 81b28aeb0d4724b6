package io.atelier.platform.webform.internal;

import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.webform.WebForm;
import io.atelier.platform.webform.WebFormData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Rows of {@code sys_webform}. */
@Repository
public class WebFormStore {
    private final OrgJdbc jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    WebFormStore(OrgJdbc jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    public void insert(Actor actor, long id, String key, WebFormData data) {
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_webform (id, public_key, data, created_by, created_time)
                        values (?, ?, cast(? as jsonb), ?, ?)""")
                .params(
                        id,
                        key,
                        json.writeValueAsString(data),
                        actor.user().value(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @return false if the form has another version by now */
    public boolean update(OrgId org, long id, long version, WebFormData data) {
        return jdbc.sql(org, """
                                update {s}.sys_webform set data = cast(? as jsonb), version = version + 1
                                where id = ? and version = ?""")
                        .params(json.writeValueAsString(data), id, version)
                        .update()
                == 1;
    }

    public void setPublished(OrgId org, long id, boolean published) {
        jdbc.sql(org, "update {s}.sys_webform set published = ?, version = version + 1 where id = ?")
                .params(published, id)
                .update();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_webform where id = ?").param(id).update();
    }

    public void count(OrgId org, long id, int received, int ignored, int robots) {
        jdbc.sql(org, """
                        update {s}.sys_webform set received = received + ?, ignored_fields = ignored_fields + ?,
                            suspected_robots = suspected_robots + ?
                        where id = ?""").params(received, ignored, robots, id).update();
    }

    public List<WebForm> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_webform order by created_time, id")
                .query(this::form)
                .list();
    }

    public Optional<WebForm> find(OrgId org, long id) {
        return jdbc.sql(org, "select * from {s}.sys_webform where id = ?")
                .param(id)
                .query(this::form)
                .optional();
    }

    public Optional<WebForm> findByKey(OrgId org, String key) {
        return jdbc.sql(org, "select * from {s}.sys_webform where public_key = ?")
                .param(key)
                .query(this::form)
                .optional();
    }

    private WebForm form(ResultSet row, int index) throws SQLException {
        return new WebForm(
                row.getLong("id"),
                row.getString("public_key"),
                json.readValue(row.getString("data"), WebFormData.class),
                row.getBoolean("published"),
                row.getLong("version"),
                row.getLong("received"),
                row.getLong("ignored_fields"),
                row.getLong("suspected_robots"));
    }
}
