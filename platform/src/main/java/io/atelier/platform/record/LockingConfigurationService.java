package io.atelier.platform.record;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.LockingCache;
import io.atelier.platform.record.internal.LockingChecks;
import io.atelier.platform.record.internal.LockingStore;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says in which modules records are locked, and how. For those who shape the organization. */
@Service
public class LockingConfigurationService {
    private final LockingStore store;
    private final LockingCache cache;
    private final AccessService access;
    private final MetadataService metadata;
    private final AuditLog audit;
    private final IdGenerator ids;
    private final InstantSource clock;

    LockingConfigurationService(
            LockingStore store,
            LockingCache cache,
            AccessService access,
            MetadataService metadata,
            AuditLog audit,
            IdGenerator ids,
            InstantSource clock) {
        this.store = store;
        this.cache = cache;
        this.access = access;
        this.metadata = metadata;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /** Returns how the module's records are locked; empty where they are not. */
    @Transactional(readOnly = true)
    public Optional<LockingConfiguration> find(Actor actor, String module) {
        access.of(actor).require(Permission.CUSTOMIZE);
        metadata.model(actor.org()).module(module);
        return store.find(actor.org(), module);
    }

    /** Returns the ids of rules that do not fit the module any more: they lock nothing until they are mended. */
    @Transactional(readOnly = true)
    public Set<Long> unfitRules(Actor actor, String module) {
        OrgModel model = metadata.model(actor.org());
        return find(actor, module).stream()
                .flatMap(configuration -> configuration.data().rules().stream())
                .filter(rule -> LockingChecks.criteriaProblem(model, model.module(module), rule.criteria())
                        .isPresent())
                .map(LockingRule::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Begins to lock records of a module.
     *
     * @throws ViolationsException with everything that is wrong, by {@code rules[0].criteria} and the like
     */
    @Transactional
    public LockingConfiguration create(Actor actor, LockingData data) {
        access.of(actor).require(Permission.CUSTOMIZE);
        LockingConfiguration made = configuration(actor, ids.next(), 1, data, Set.of());
        if (!store.insert(actor.org(), made)) {
            throw new PlatformException(
                    ErrorCode.DUPLICATE_DATA,
                    "The module has a configuration of locks already; change that one.",
                    Map.of("module", data.module()));
        }
        note(actor, AuditAction.CREATED, Optional.empty(), Optional.of(made));
        return made;
    }

    /** @param version the one that the author saw */
    @Transactional
    public LockingConfiguration change(Actor actor, long version, LockingData data) {
        LockingConfiguration before = require(actor, data.module());
        Set<Long> rules = before.data().rules().stream().map(LockingRule::id).collect(Collectors.toSet());
        LockingConfiguration after = configuration(actor, before.id(), version + 1, data, rules);
        if (!store.update(actor.org(), after)) {
            throw new PlatformException(
                    ErrorCode.RECORD_MODIFIED,
                    "Somebody saved these settings meanwhile. Load them again.",
                    Map.of("version", before.version(), "expected_version", version));
        }
        note(actor, AuditAction.CHANGED, Optional.of(before), Optional.of(after));
        return after;
    }

    /** Ends the locking of a module's records: no rule locks any more, and locks by hand do not hold. */
    @Transactional
    public void delete(Actor actor, String module) {
        LockingConfiguration before = require(actor, module);
        store.delete(actor.org(), before.id());
        note(actor, AuditAction.DELETED, Optional.of(before), Optional.empty());
    }

    private LockingConfiguration require(Actor actor, String module) {
        return find(actor, module)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND, "Records of this module are not locked.", Map.of("module", module)));
    }

    private LockingConfiguration configuration(Actor actor, long id, long version, LockingData data, Set<Long> known) {
        OrgModel model = metadata.model(actor.org());
        Set<Long> profiles =
                access.profiles(actor).stream().map(profile -> profile.id()).collect(Collectors.toSet());
        new LockingChecks(model, profiles, known).check(data);
        List<LockingRule> rules = data.rules().stream()
                .map(rule -> rule.id() == 0 ? rule.withId(ids.next()) : rule)
                .toList();
        return new LockingConfiguration(
                id,
                version,
                data.withRules(rules),
                actor.user(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private void note(
            Actor actor,
            AuditAction action,
            Optional<LockingConfiguration> before,
            Optional<LockingConfiguration> after) {
        LockingConfiguration one = after.or(() -> before).orElseThrow();
        String module = one.data().module();
        audit.append(
                actor,
                AuditAct.setup(action, AuditObject.LOCKING_CONFIGURATION, one.id(), module)
                        .in(module)
                        .changing(
                                before.map(LockingConfiguration::data).orElse(null),
                                after.map(LockingConfiguration::data).orElse(null)));
        cache.changed(actor.org());
    }
}
