package io.atelier.platform.widget.internal;

import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.OrgJdbc;
import io.atelier.platform.org.OrgService;
import io.atelier.platform.org.Organization;
import io.atelier.platform.widget.Widget;
import java.sql.Timestamp;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Rows of {@code sys_widget} and {@code sys_widget_file}. */
@Repository
public class WidgetStore {
    private final OrgJdbc jdbc;
    private final OrgService orgs;
    private final InstantSource clock;

    WidgetStore(OrgJdbc jdbc, OrgService orgs, InstantSource clock) {
        this.jdbc = jdbc;
        this.orgs = orgs;
        this.clock = clock;
    }

    public void insert(Actor actor, Widget widget, Map<String, byte[]> files) {
        jdbc.sql(actor.org(), """
                        insert into {s}.sys_widget (id, name, module, public_key, created_by, created_time)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        widget.id(),
                        widget.name(),
                        widget.module(),
                        widget.publicKey(),
                        actor.user().value(),
                        Timestamp.from(clock.instant()))
                .update();
        List<Object[]> rows = new ArrayList<>();
        files.forEach((path, content) -> rows.add(new Object[] {widget.id(), path, content}));
        jdbc.batch(actor.org(), "insert into {s}.sys_widget_file (widget_id, path, content) values (?, ?, ?)", rows);
    }

    public List<Widget> all(OrgId org) {
        return jdbc.sql(org, "select * from {s}.sys_widget order by name, id")
                .query((row, _) -> new Widget(
                        row.getLong("id"), row.getString("name"), row.getString("module"), row.getString("public_key")))
                .list();
    }

    public void delete(OrgId org, long id) {
        jdbc.sql(org, "delete from {s}.sys_widget where id = ?").param(id).update();
    }

    /** Finds a file by its widget's key, whatever the organization: visitors of an iframe have no session. */
    Optional<byte[]> file(String publicKey, String path) {
        return orgs.all().stream()
                .map(Organization::id)
                .flatMap(org ->
                        jdbc.sql(org, """
                                select f.content from {s}.sys_widget_file f
                                join {s}.sys_widget w on w.id = f.widget_id
                                where w.public_key = ? and f.path = ?""").params(publicKey, path).query((row, _) -> row.getBytes(1)).list().stream())
                .findFirst();
    }
}
