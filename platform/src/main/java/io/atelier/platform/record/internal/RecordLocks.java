package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.expression.EvaluationContexts;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.record.LockingConfiguration;
import io.atelier.platform.record.RecordLock;
import io.atelier.platform.record.RecordQuery;
import io.atelier.platform.record.internal.LockQuery.Found;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** Knows which records are locked, and whom their locks bind. */
@Component
public class RecordLocks {
    private final DSLContext sql;
    private final LockingCache configurations;
    private final RecordReaders readers;
    private final AccessService accessService;
    private final UserService users;
    private final EvaluationContexts contexts;

    RecordLocks(
            DSLContext sql,
            LockingCache configurations,
            RecordReaders readers,
            AccessService accessService,
            UserService users,
            EvaluationContexts contexts) {
        this.sql = sql;
        this.configurations = configurations;
        this.readers = readers;
        this.accessService = accessService;
        this.users = users;
        this.contexts = contexts;
    }

    public Optional<LockingConfiguration> configuration(OrgId org, ModuleDef module) {
        return Optional.ofNullable(configurations.of(org).get(module.apiName()));
    }

    /** Begins a save. */
    LockGuard guard(OrgModel model) {
        return new LockGuard(model, configurations.of(model.org()), this);
    }

    /** Refuses with {@link ErrorCode#RECORD_LOCKED} if one of these records, whose rows are held, is locked for the actor. */
    void requireUnlocked(Actor actor, OrgModel model, ModuleDef module, Collection<Long> ids) {
        Optional<LockingConfiguration> configuration = configuration(model.org(), module);
        if (configuration.isEmpty()) {
            return;
        }
        Map<Long, Found> locked = find(model, module, configuration.get(), ids);
        if (locked.isEmpty() || isExempt(actor, configuration.get())) {
            return;
        }
        long first = locked.keySet().stream().min(Long::compare).orElseThrow();
        Found lock = locked.getOrDefault(first, new Found(Optional.empty(), List.of()));
        throw new PlatformException(
                ErrorCode.RECORD_LOCKED,
                new LockPolicy(module, configuration.get().data())
                        .refusal(lock, accessService.of(actor), lockerName(actor.org(), lock)),
                Map.of("id", Long.toString(first), "module", module.apiName()));
    }

    /** Returns how records are locked, as it stands for the actor; those that are not locked, or not in sight, are left out. */
    public Map<Long, RecordLock> of(Actor actor, OrgModel model, ModuleDef module, Collection<Long> ids) {
        Optional<LockingConfiguration> configuration = configuration(model.org(), module);
        if (configuration.isEmpty() || ids.isEmpty()) {
            return Map.of();
        }
        ActorView own = view(model, accessService.of(actor));
        Map<Long, Found> found =
                query(model).of(module, configuration.get(), ids, table -> own.scope(table, RecordQuery.Bin.LIVE));
        if (found.isEmpty()) {
            return Map.of();
        }
        boolean exempt = isExempt(actor, configuration.get());
        Access rights = accessService.of(actor);
        boolean administrator = rights.isAdministrator();
        LockPolicy policy = new LockPolicy(module, configuration.get().data());
        Map<Long, RecordLock> locks = new HashMap<>();
        found.forEach((id, lock) -> locks.put(
                id,
                new RecordLock(
                        id,
                        lock.hand()
                                .map(hand -> new RecordLock.ByHand(
                                        hand.id(),
                                        hand.by(),
                                        lockerName(actor.org(), lock).orElse(""),
                                        hand.at(),
                                        hand.reason())),
                        lock.rules().stream()
                                .map(rule -> new RecordLock.ByRule(rule.id(), rule.name()))
                                .toList(),
                        exempt,
                        policy.open(lock).stream()
                                .filter(field -> rights.findField(module, field).isPresent())
                                .collect(Collectors.toSet()),
                        lock.hand()
                                .filter(hand ->
                                        administrator || exempt || hand.by().equals(actor.user()))
                                .isPresent())));
        return locks;
    }

    /** Says whether locks of the module do not bind the actor; the platform's own work is never bound. */
    boolean isExempt(Actor actor, LockingConfiguration configuration) {
        return actor.isSystem()
                || users.find(actor.org(), actor.user())
                        .filter(user -> configuration.data().exemptProfiles().contains(user.profileId()))
                        .isPresent();
    }

    /** Returns the actor's own rights, also where the platform writes for them: a refusal names nothing else. */
    Access rights(Actor actor) {
        return accessService.of(actor);
    }

    /** Returns which of these records, in use or recycled, exist for the rights. */
    Set<Long> inSight(OrgModel model, Access rights, ModuleDef module, Set<Long> ids) {
        return readers.of(model, rights).inScope(module, ids);
    }

    Optional<String> lockerName(OrgId org, Found lock) {
        return lock.hand().flatMap(hand -> users.find(org, hand.by())).map(User::name);
    }

    /** Waits for whoever writes or locks these records, and keeps others from it until the transaction ends. */
    public Set<Long> hold(OrgModel model, ModuleDef module, Collection<Long> ids) {
        return readers.of(model, everything(model))
                .lock(module, ids, RowLocks.Strength.CHANGE)
                .keySet();
    }

    Map<Long, Found> find(OrgModel model, ModuleDef module, LockingConfiguration configuration, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        return query(model).of(module, configuration, ids, _ -> DSL.noCondition());
    }

    private LockQuery query(OrgModel model) {
        return new LockQuery(sql, view(model, everything(model)));
    }

    private ActorView view(OrgModel model, Access access) {
        return new ActorView(
                model, access, SingletonSupplier.of(() -> contexts.of(model.org(), access.user()))::obtain);
    }

    private Access everything(OrgModel model) {
        return accessService.of(Actor.system(model.org()));
    }
}
