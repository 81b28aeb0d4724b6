package io.atelier.platform.access;

import io.atelier.platform.access.Role.RoleData;
import io.atelier.platform.access.internal.RoleStore;
import io.atelier.platform.access.internal.RoleTree;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The role tree and the place of each user in it. */
@Service
public class RoleService {
    /** Most roles of an organization. */
    public static final int MAX_ROLES = 1_000;

    private final RoleStore store;
    private final AccessService access;
    private final UserService users;
    private final IdGenerator ids;

    private final AuditLog audit;

    RoleService(RoleStore store, AccessService access, UserService users, IdGenerator ids, AuditLog audit) {
        this.audit = audit;
        this.store = store;
        this.access = access;
        this.users = users;
        this.ids = ids;
    }

    /** Returns all roles by name; who stands where is no secret inside an organization. */
    @Transactional(readOnly = true)
    public List<Role> all(OrgId org) {
        return store.all(org);
    }

    /** Finds a role in what is compiled for rights: cheap. */
    public Optional<Role> find(OrgId org, long id) {
        return Optional.ofNullable(access.sharing(org).roles().get(id));
    }

    /** Returns the role of each user who has one. */
    @Transactional(readOnly = true)
    public Map<UserId, Long> ofUsers(OrgId org) {
        return store.ofUsers(org);
    }

    /**
     * Makes a role. The first of an organization stands above all others; each other needs a parent.
     *
     * @throws ViolationsException with everything that is wrong
     */
    @Transactional
    public Role create(Actor actor, RoleData data) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        store.lock(actor.org());
        List<Role> all = store.all(actor.org());
        Role role = new Role(ids.next(), data);
        AccessRules rules = rules(role, all);
        if (all.size() >= MAX_ROLES) {
            rules.add(ErrorCode.LIMIT_EXCEEDED, "name", "An organization has at most 1,000 roles.");
        }
        rules.check();
        store.insert(actor.org(), role);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CREATED, AuditObject.ROLE, role.id(), role.name())
                        .changing(null, data));
        access.changed(actor.org());
        return role;
    }

    /** Changes a role; it cannot be moved below itself. */
    @Transactional
    public Role change(Actor actor, long id, RoleData data) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        store.lock(actor.org());
        List<Role> all = store.all(actor.org());
        Role before = require(all, id);
        Role role = new Role(id, data);
        rules(role, all).check();
        store.update(actor.org(), role);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CHANGED, AuditObject.ROLE, id, role.name())
                        .changing(before.data(), data));
        access.changed(actor.org());
        return role;
    }

    private static AccessRules rules(Role role, List<Role> all) {
        AccessRules rules = new AccessRules();
        List<Role> others =
                all.stream().filter(other -> other.id() != role.id()).toList();
        rules.name(role.name(), RoleData.MAX_NAME, others.stream().map(Role::name));
        rules.description(role.data().description());
        OptionalLong parent = role.parent();
        boolean top = others.stream().noneMatch(other -> other.parent().isEmpty());
        if (parent.isEmpty() && !top) {
            rules.add(
                    ErrorCode.MANDATORY_NOT_FOUND,
                    "parent",
                    "Say whom the role reports to; only one stands above all.");
        } else if (parent.isPresent() && top) {
            rules.add(ErrorCode.INVALID_DATA, "parent", "One role must stand above all others: this one.");
        } else if (parent.isPresent() && others.stream().noneMatch(other -> other.id() == parent.getAsLong())) {
            rules.add(ErrorCode.INVALID_DATA, "parent", "There is no such role.");
        } else if (parent.isPresent() && RoleTree.of(all).isWithin(parent.getAsLong(), role.id())) {
            rules.add(ErrorCode.INVALID_DATA, "parent", "A role cannot report to one that is below it.");
        }
        return rules;
    }

    private static Optional<Role> find(List<Role> all, long id) {
        return all.stream().filter(role -> role.id() == id).findFirst();
    }

    private static Role require(List<Role> all, long id) {
        return find(all, id).orElseThrow(() -> AccessRules.missing("role", id));
    }

    /**
     * Deletes a role; its people and the roles below it go to the successor, and what was shared with it is shared with
     * nobody.
     */
    @Transactional
    public void delete(Actor actor, long id, long successor) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        store.lock(actor.org());
        List<Role> all = store.all(actor.org());
        Role role = require(all, id);
        AccessRules rules = new AccessRules();
        if (role.parent().isEmpty()) {
            rules.add(ErrorCode.NOT_ALLOWED, "id", "The role above all others cannot be deleted.");
        }
        if (successor == id
                || find(all, successor).isEmpty()
                || RoleTree.of(all).isWithin(successor, id)) {
            rules.add(ErrorCode.INVALID_DATA, "transfer_to", "Choose a role that is not below the deleted one.");
        }
        rules.check();
        store.delete(actor.org(), id, successor);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.DELETED, AuditObject.ROLE, id, role.name())
                        .changing(role.data(), null));
        access.changed(actor.org());
    }

    /**
     * Gives somebody a role. Only administrators change their own. Who does not manage security moves people within the part of
     * the tree that begins with their own role: a place beyond it, or somebody taken from there, opens records that they lack.
     */
    @Transactional
    public void assign(Actor actor, UserId user, long roleId) {
        Access own = access.of(actor);
        own.require(Permission.MANAGE_USERS);
        store.lock(actor.org());
        User person = users.get(actor.org(), user);
        List<Role> all = store.all(actor.org());
        Role role = require(all, roleId);
        if (!own.isAdministrator() && actor.user().equals(user)) {
            throw new PlatformException(ErrorCode.NOT_ALLOWED, "Nobody gives themselves a role. Ask an administrator.");
        }
        if (!own.has(Permission.MANAGE_SECURITY)) {
            requireWithinOwn(actor, user, roleId, RoleTree.of(all));
        }
        store.assign(actor.org(), user, roleId);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.ASSIGNED, AuditObject.USER, user.value(), person.name())
                        .changing(null, Map.of("role", role.name())));
        access.changed(actor.org());
    }

    private void requireWithinOwn(Actor actor, UserId user, long roleId, RoleTree tree) {
        Map<UserId, Long> places = store.ofUsers(actor.org());
        Long own = places.get(actor.user());
        Long before = places.get(user);
        if (own == null || before == null || !tree.isWithin(before, own) || !tree.isWithin(roleId, own)) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION,
                    "You can move people from and to roles below your own only. Ask who manages security.",
                    Map.of("permissions", Permission.MANAGE_SECURITY.name(), "role", roleId));
        }
    }
}
