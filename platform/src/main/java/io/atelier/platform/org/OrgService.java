package io.atelier.platform.org;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.internal.OrgStore;
import io.atelier.platform.org.internal.SchemaMigration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Creates and finds organizations. */
@Service
public class OrgService {
    private final OrgStore store;
    private final SchemaMigration migration;
    private final ConcurrentMap<OrgId, Organization> made = new ConcurrentHashMap<>();

    OrgService(OrgStore store, SchemaMigration migration) {
        this.store = store;
        this.migration = migration;
    }

    @Transactional(readOnly = true)
    public List<Organization> all() {
        return store.all();
    }

    /** Asks the database once: an organization does not change after it was made. */
    public Optional<Organization> find(OrgId id) {
        Organization known = made.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Organization> found = store.find(id);
        found.ifPresent(organization -> made.put(id, organization));
        return found;
    }

    public Organization get(OrgId id) {
        return find(id).orElseThrow(() ->
                new PlatformException(ErrorCode.NOT_FOUND, "There is no such organization.", Map.of("id", id.value())));
    }

    /**
     * Creates an organization with its schema and empty system tables. Not in one transaction: a schema that is left
     * behind by a failure belongs to no organization and is migrated, not made, by the next attempt.
     */
    public Organization create(String name, String language, ZoneId zone, Currency currency) {
        OrgId id = store.nextId();
        migration.migrate(id);
        Organization organization = new Organization(id, name, language, zone, currency);
        store.insert(organization);
        return organization;
    }
}
