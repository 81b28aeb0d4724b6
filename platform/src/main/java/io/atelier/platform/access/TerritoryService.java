package io.atelier.platform.access;

import io.atelier.platform.access.Territory.TerritoryData;
import io.atelier.platform.access.internal.RoleTree;
import io.atelier.platform.access.internal.TerritoryStore;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The tree of territories, and which records belong to them. */
@Service
public class TerritoryService {
    private final TerritoryStore store;
    private final AccessService access;
    private final MetadataService metadata;
    private final UserService users;
    private final IdGenerator ids;

    private final AuditLog audit;

    TerritoryService(
            TerritoryStore store,
            AccessService access,
            MetadataService metadata,
            UserService users,
            IdGenerator ids,
            AuditLog audit) {
        this.audit = audit;
        this.store = store;
        this.access = access;
        this.metadata = metadata;
        this.users = users;
        this.ids = ids;
    }

    /** Returns all territories, from what is compiled for rights: cheap. */
    public Collection<Territory> all(OrgId org) {
        return access.sharing(org).territories().values();
    }

    /** @throws ViolationsException with everything that is wrong */
    @Transactional
    public Territory create(Actor actor, TerritoryData data) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        store.lock(actor.org());
        List<Territory> all = store.all(actor.org());
        Territory territory = new Territory(ids.next(), data);
        AccessRules rules = rules(actor.org(), territory, all);
        if (all.size() >= TerritoryData.MAX_TERRITORIES) {
            rules.add(ErrorCode.LIMIT_EXCEEDED, "name", "An organization has at most 1,000 territories.");
        }
        rules.check();
        store.insert(actor.org(), territory);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CREATED, AuditObject.TERRITORY, territory.id(), data.name())
                        .changing(null, data));
        access.changed(actor.org());
        return territory;
    }

    /** Records stay where they are; new criteria hold for what is saved from now on. */
    @Transactional
    public Territory change(Actor actor, long id, TerritoryData data) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        store.lock(actor.org());
        List<Territory> all = store.all(actor.org());
        Territory before = require(all, id);
        Territory territory = new Territory(id, data);
        rules(actor.org(), territory, all).check();
        store.update(actor.org(), territory);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CHANGED, AuditObject.TERRITORY, id, data.name())
                        .changing(before.data(), data));
        access.changed(actor.org());
        return territory;
    }

    /** Deletes a territory; its records and the territories below go to the successor. */
    @Transactional
    public void delete(Actor actor, long id, long successor) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        store.lock(actor.org());
        List<Territory> all = store.all(actor.org());
        Territory before = require(all, id);
        if (successor == id
                || find(all, successor).isEmpty()
                || RoleTree.ofTerritories(all).isWithin(successor, id)) {
            AccessRules rules = new AccessRules();
            rules.add(ErrorCode.INVALID_DATA, "transfer_to", "Choose a territory that is not below the deleted one.");
            rules.check();
        }
        store.delete(actor.org(), id, successor);
        audit.append(
                actor,
                AuditAct.setup(
                                AuditAction.DELETED,
                                AuditObject.TERRITORY,
                                id,
                                before.data().name())
                        .changing(before.data(), null));
        access.changed(actor.org());
    }

    private AccessRules rules(OrgId org, Territory territory, List<Territory> all) {
        TerritoryData data = territory.data();
        AccessRules rules = new AccessRules();
        rules.name(
                data.name(),
                TerritoryData.MAX_NAME,
                all.stream()
                        .filter(other -> other.id() != territory.id())
                        .map(other -> other.data().name()));
        rules.description(data.description());
        OptionalLong parent = data.parent();
        if (parent.isPresent() && find(all, parent.getAsLong()).isEmpty()) {
            rules.add(ErrorCode.INVALID_DATA, "parent", "There is no such territory.");
        } else if (parent.isPresent() && RoleTree.ofTerritories(all).isWithin(parent.getAsLong(), territory.id())) {
            rules.add(ErrorCode.INVALID_DATA, "parent", "A territory cannot lie within one that is below it.");
        }
        Stream.concat(data.users().stream(), data.manager().stream())
                .filter(user -> users.find(org, user).filter(User::active).isEmpty())
                .findFirst()
                .ifPresent(_ ->
                        rules.add(ErrorCode.INVALID_DATA, "users", "One of the users is not there or not active."));
        OrgModel model = metadata.model(org);
        data.criteria().forEach((name, criteria) -> {
            Optional<ModuleDef> module = model.findModule(name);
            String path = "criteria." + name;
            if (module.isEmpty() || module.get().kind().isOwned()) {
                rules.add(ErrorCode.INVALID_MODULE, path, "There is no such module with records of its own.");
            } else {
                rules.criteria(path, criteria, module.get());
            }
        });
        return rules;
    }

    private static Optional<Territory> find(List<Territory> all, long id) {
        return all.stream().filter(territory -> territory.id() == id).findFirst();
    }

    private static Territory require(List<Territory> all, long id) {
        return find(all, id).orElseThrow(() -> AccessRules.missing("territory", id));
    }

    /** Puts records into territories; asks no rights, as it follows from what they hold. */
    public void addRecords(OrgId org, String module, Map<Long, ? extends Collection<Long>> byTerritory) {
        byTerritory.forEach((territory, records) -> store.addRecords(org, module, territory, records));
    }

    /** Forgets records that are gone for good. */
    public void forgetRecords(OrgId org, String module, Collection<Long> records) {
        store.removeRecords(org, module, records);
    }
}
