package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.Violation;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.FieldProperties;
import io.atelier.platform.metadata.FieldValue;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.LockingConfiguration;
import io.atelier.platform.record.internal.LockQuery.Found;
import io.atelier.platform.record.spi.SaveRow;
import io.atelier.platform.record.spi.SaveRow.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Refuses what locks refuse, for one save and all that it sets off in its transaction. What is locked is asked once a record,
 * when its row is held and before anything of it is written: so the save that makes a record meet a rule is let through
 * as a whole, and a lock that is taken meanwhile comes before it or after it.
 */
final class LockGuard {
    private final OrgModel model;
    private final Map<String, LockingConfiguration> configurations;
    private final RecordLocks locks;
    private final Map<String, Map<Long, Optional<Found>>> known = new HashMap<>();

    /** @param configurations by module; where there is none nothing is asked */
    LockGuard(OrgModel model, Map<String, LockingConfiguration> configurations, RecordLocks locks) {
        this.model = model;
        this.configurations = configurations;
        this.locks = locks;
    }

    /**
     * A row that is to be written.
     *
     * @param fields what of it changes, or was wished to where nothing does; of a row that is changed
     */
    record Attempt(SaveRow row, Collection<String> fields) {}

    /** A field whose rows or links are records of a module of their own, and the lookup by which these name their record. */
    private record Part(ModuleDef owner, FieldDef field, String pointer) {}

    /** Says whether anything of the module can be locked: else there is nothing to ask. */
    boolean concerns(ModuleDef module) {
        return configurations.containsKey(module.apiName())
                || (!configurations.isEmpty() && module.kind().isOwned());
    }

    /**
     * Rejects the rows that a lock refuses. New records are free, and so is a record that comes out of the recycle bin: it is
     * as locked as it was.
     *
     * @param sight whose records there are for the one who writes: what is out of it is refused later, as what does not exist
     * @param stored false for rows that this very save has written already: what was found of them then holds
     */
    void check(Actor actor, Access sight, ModuleDef module, List<Attempt> attempts, boolean stored) {
        if (actor.isSystem()) {
            return;
        }
        Optional.ofNullable(configurations.get(module.apiName()))
                .ifPresent(configuration -> checkOwn(actor, module, configuration, attempts, stored));
        if (module.kind().isOwned()) {
            partsOf(module).forEach(part -> checkPart(actor, sight, part, attempts, stored));
        }
    }

    private void checkOwn(
            Actor actor, ModuleDef module, LockingConfiguration configuration, List<Attempt> attempts, boolean stored) {
        Set<Long> ids = new HashSet<>();
        for (Attempt attempt : attempts) {
            switch (attempt.row().kind()) {
                case CREATED -> remember(module, attempt.row().id());
                case UPDATED, DELETED -> ids.add(attempt.row().id());
                case RESTORED -> {}
            }
        }
        Map<Long, Found> locked = stored ? found(module, configuration, ids, false) : remembered(module, ids);
        if (locked.isEmpty() || locks.isExempt(actor, configuration)) {
            return;
        }
        LockPolicy policy = new LockPolicy(module, configuration.data());
        for (Attempt attempt : attempts) {
            SaveRow row = attempt.row();
            Found lock = locked.get(row.id());
            if (lock != null && row.kind() != Kind.CREATED && row.kind() != Kind.RESTORED) {
                refuse(actor, policy, attempt, lock);
            }
        }
    }

    private void refuse(Actor actor, LockPolicy policy, Attempt attempt, Found lock) {
        SaveRow row = attempt.row();
        Set<String> open = policy.open(lock);
        boolean some = row.kind() == Kind.UPDATED && !attempt.fields().isEmpty();
        Set<String> closed = new HashSet<>(attempt.fields());
        closed.removeAll(open);
        if (some && closed.isEmpty()) {
            return;
        }
        Access rights = locks.rights(actor);
        String message = policy.refusal(lock, rights, locks.lockerName(actor.org(), lock));
        List<String> named = row.kind() == Kind.UPDATED
                ? row.module().allFields().stream()
                        .map(FieldDef::apiName)
                        .filter(closed::contains)
                        .filter(name -> rights.findField(row.module(), name).isPresent())
                        .toList()
                : List.of();
        if (named.isEmpty()) {
            row.reject(new Violation(ErrorCode.RECORD_LOCKED, "id", message));
        }
        named.forEach(name -> row.reject(new Violation(ErrorCode.RECORD_LOCKED, name, message)));
    }

    /** A row of a subform, and a link, is part of the record that has the field: its lock holds for them too. */
    private void checkPart(Actor actor, Access sight, Part part, List<Attempt> attempts, boolean stored) {
        LockingConfiguration configuration = configurations.get(part.owner().apiName());
        if (configuration == null) {
            return;
        }
        Set<Long> owners = new HashSet<>();
        attempts.forEach(attempt -> owners.addAll(owners(part, attempt.row())));
        Map<Long, Found> locked =
                stored ? found(part.owner(), configuration, owners, true) : remembered(part.owner(), owners);
        if (locked.isEmpty() || locks.isExempt(actor, configuration)) {
            return;
        }
        locked.keySet().retainAll(locks.inSight(model, sight, part.owner(), locked.keySet()));
        LockPolicy policy = new LockPolicy(part.owner(), configuration.data());
        for (Attempt attempt : attempts) {
            owners(part, attempt.row()).stream()
                    .flatMap(id -> Optional.ofNullable(locked.get(id)).stream())
                    .filter(lock -> !policy.open(lock).contains(part.field().apiName()))
                    .findFirst()
                    .ifPresent(lock -> attempt.row()
                            .reject(new Violation(
                                    ErrorCode.RECORD_LOCKED,
                                    "id",
                                    policy.refusal(lock, locks.rights(actor), locks.lockerName(actor.org(), lock)))));
        }
    }

    private static Set<Long> owners(Part part, SaveRow row) {
        Set<Long> owners = new HashSet<>();
        if (row.kind() == Kind.RESTORED) {
            return owners;
        }
        Stream.of(row.before(part.pointer()), row.after(part.pointer())).forEach(value -> {
            if (value instanceof FieldValue.Lookup(long id)) {
                owners.add(id);
            }
        });
        return owners;
    }

    private List<Part> partsOf(ModuleDef child) {
        List<Part> parts = new ArrayList<>();
        for (String name : configurations.keySet()) {
            model.findModule(name)
                    .ifPresent(owner -> owner.fields().forEach(field -> {
                        if (field.properties() instanceof FieldProperties.Subform(String module, String pointer, int _)
                                && module.equals(child.apiName())) {
                            parts.add(new Part(owner, field, pointer));
                        } else if (field.properties() instanceof FieldProperties.MultiLookup lookup
                                && lookup.linkingModule().equals(child.apiName())) {
                            parts.add(new Part(owner, field, lookup.ownField()));
                        }
                    }));
        }
        return parts;
    }

    /** Returns the locks of these records; holds their rows where the caller does not, so that no lock comes meanwhile. */
    private Map<Long, Found> found(
            ModuleDef module, LockingConfiguration configuration, Set<Long> ids, boolean holding) {
        Map<Long, Optional<Found>> seen = known.computeIfAbsent(module.apiName(), _ -> new HashMap<>());
        Set<Long> unseen = new HashSet<>(ids);
        unseen.removeAll(seen.keySet());
        if (!unseen.isEmpty()) {
            if (holding) {
                locks.hold(model, module, unseen);
            }
            Map<Long, Found> locked = locks.find(model, module, configuration, unseen);
            unseen.forEach(id -> seen.put(id, Optional.ofNullable(locked.get(id))));
        }
        return remembered(module, ids);
    }

    private void remember(ModuleDef module, long created) {
        known.computeIfAbsent(module.apiName(), _ -> new HashMap<>()).put(created, Optional.empty());
    }

    private Map<Long, Found> remembered(ModuleDef module, Set<Long> ids) {
        Map<Long, Optional<Found>> seen = known.getOrDefault(module.apiName(), Map.of());
        Map<Long, Found> locked = new HashMap<>();
        for (long id : ids) {
            seen.getOrDefault(id, Optional.empty()).ifPresent(lock -> locked.put(id, lock));
        }
        return locked;
    }
}
