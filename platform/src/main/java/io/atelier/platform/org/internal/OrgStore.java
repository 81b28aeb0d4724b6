package io.atelier.platform.org.internal;

import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.Organization;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows of {@code atelier.organization}. */
@Repository
public class OrgStore {
    private final JdbcClient jdbc;

    OrgStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public OrgId nextId() {
        return new OrgId(jdbc.sql("select nextval('atelier.organization_id')")
                .query(Long.class)
                .single());
    }

    public void insert(Organization organization) {
        jdbc.sql("insert into atelier.organization (id, name, language, zone, currency) values (?, ?, ?, ?, ?)")
                .params(
                        organization.id().value(),
                        organization.name(),
                        organization.language(),
                        organization.zone().getId(),
                        organization.currency().getCurrencyCode())
                .update();
    }

    public List<Organization> all() {
        return jdbc.sql("select * from atelier.organization order by id")
                .query(OrgStore::organization)
                .list();
    }

    public Optional<Organization> find(OrgId id) {
        return jdbc.sql("select * from atelier.organization where id = ?")
                .param(id.value())
                .query(OrgStore::organization)
                .optional();
    }

    private static Organization organization(ResultSet row, int index) throws SQLException {
        return new Organization(
                new OrgId(row.getLong("id")),
                row.getString("name"),
                row.getString("language"),
                ZoneId.of(row.getString("zone")),
                Currency.getInstance(row.getString("currency")));
    }
}
