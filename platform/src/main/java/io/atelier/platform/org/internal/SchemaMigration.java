package io.atelier.platform.org.internal;

import io.atelier.platform.database.SchemaMigrator;
import io.atelier.platform.org.OrgId;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;

/** Brings the system tables of organizations to this release: of a new one when it is made, of all at start. */
@Component
public class SchemaMigration implements InitializingBean {
    private static final Logger log = LoggerFactory.getLogger(SchemaMigration.class);
    private static final String CHANGE_LOG = "db/changelog/org.yaml";

    private final DataSource dataSource;
    private final OrgStore store;

    SchemaMigration(DataSource dataSource, OrgStore store) {
        this.dataSource = dataSource;
        this.store = store;
    }

    /** Runs before any service is used: whoever needs an organization depends on {@code OrgService}, which needs this. */
    @Override
    public void afterPropertiesSet() {
        store.all().forEach(organization -> migrate(organization.id()));
    }

    public void migrate(OrgId id) {
        SchemaMigrator.migrate(dataSource, id.schema(), CHANGE_LOG);
        log.info("Schema {} is at this release", id.schema());
    }
}
