package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.internal.DataChecks;
import io.atelier.platform.metadata.internal.DdlExecutor;
import io.atelier.platform.metadata.internal.DefinitionStore;
import io.atelier.platform.metadata.internal.ModelCache;
import io.atelier.platform.metadata.internal.ModelLock;
import io.atelier.platform.metadata.internal.ModelPins;
import io.atelier.platform.metadata.internal.SchemaPlanner;
import io.atelier.platform.metadata.spi.ModelListener;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads and changes the model of an organization. Whether the actor may change it is asked above, by {@code access}: the
 * studio and the API call {@code SetupService}, only installation comes here directly.
 */
@Service
public class MetadataService {
    private final ModelCache cache;
    private final DefinitionStore store;
    private final SchemaPlanner planner;
    private final DataChecks checks;
    private final DdlExecutor ddl;
    private final ModelLock lock;
    private final ModelPins pins;
    private final Notices notices;
    private final ObjectProvider<ModelListener> listeners;

    MetadataService(
            ModelCache cache,
            DefinitionStore store,
            SchemaPlanner planner,
            DataChecks checks,
            DdlExecutor ddl,
            ModelLock lock,
            ModelPins pins,
            Notices notices,
            ObjectProvider<ModelListener> listeners) {
        this.cache = cache;
        this.lock = lock;
        this.pins = pins;
        this.store = store;
        this.planner = planner;
        this.checks = checks;
        this.ddl = ddl;
        this.notices = notices;
        this.listeners = listeners;
    }

    /** Returns the newest snapshot that this node knows; another node's change arrives within moments. */
    public OrgModel model(OrgId org) {
        return cache.get(org);
    }

    /**
     * Returns the model as it is and keeps it so until the caller's transaction ends. Who writes records begins with this:
     * a write by an older model could miss a column that has just changed places.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public OrgModel pinned(OrgId org) {
        return pins.find(org).orElseGet(() -> pin(org));
    }

    /** Waits, at most two seconds, until nobody writes records of the organization, and lets nobody begin until commit. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepWritersOut(OrgId org) {
        lock.lock(org);
    }

    private OrgModel pin(OrgId org) {
        OrgModel model = cache.get(org);
        if (lock.share(org) != model.version()) {
            cache.evict(org);
            // Not through the cache: this transaction may see a version of its own that is not committed yet.
            model = store.load(org);
        }
        pins.pin(model);
        return model;
    }

    /** Says what the changes would do and what forbids them; changes nothing. */
    @Transactional(readOnly = true)
    public SchemaPlan plan(OrgId org, List<SchemaChange> changes) {
        return checked(store.load(org), changes).plan();
    }

    private SchemaPlanner.Outcome checked(OrgModel current, List<SchemaChange> changes) {
        SchemaPlanner.Outcome outcome = planner.plan(current, changes);
        return new SchemaPlanner.Outcome(checks.completed(outcome.plan(), current, outcome.model()), outcome.model());
    }

    /**
     * Does all that the plan says, DDL and definitions in one transaction.
     *
     * @throws ViolationsException if the plan has problems
     * @throws PlatformException {@link ErrorCode#PLAN_OUTDATED} if the model has changed since
     */
    @Transactional
    public OrgModel apply(SchemaPlan plan) {
        if (!plan.isApplicable()) {
            throw new ViolationsException(plan.problems());
        }
        OrgId org = plan.org();
        lock.lock(org);
        OrgModel current = store.load(org);
        if (current.version() != plan.baseVersion()) {
            throw new PlatformException(
                    ErrorCode.PLAN_OUTDATED, "The model has changed since this plan was made. Make the plan again.");
        }
        SchemaPlanner.Outcome outcome = checked(current, plan.changes());
        if (!outcome.plan().isApplicable()) {
            throw new ViolationsException(outcome.plan().problems());
        }
        ddl.execute(outcome.plan().steps());
        store.save(current, outcome.model());
        pins.pin(outcome.model());
        listeners.forEach(listener -> listener.changed(current, outcome.model()));
        notices.publish(new Notice(org, Notice.Topic.MODEL, ""), () -> cache.evict(org));
        return outcome.model();
    }
}
