package io.atelier.platform.access;

import io.atelier.platform.access.UserGroup.GroupData;
import io.atelier.platform.access.internal.GroupStore;
import io.atelier.platform.access.internal.SharingModel;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Groups of people who share records. */
@Service
public class GroupService {
    /** Most groups of an organization. */
    public static final int MAX_GROUPS = 1_000;

    private final GroupStore store;
    private final AccessService access;
    private final UserService users;
    private final IdGenerator ids;

    GroupService(GroupStore store, AccessService access, UserService users, IdGenerator ids) {
        this.store = store;
        this.access = access;
        this.users = users;
        this.ids = ids;
    }

    /** Returns all groups by name. */
    @Transactional(readOnly = true)
    public List<UserGroup> all(OrgId org) {
        return store.all(org);
    }

    /** @throws ViolationsException with everything that is wrong */
    @Transactional
    public UserGroup create(Actor actor, GroupData data) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        UserGroup group = new UserGroup(ids.next(), data);
        AccessRules rules = rules(actor.org(), group);
        if (store.all(actor.org()).size() >= MAX_GROUPS) {
            rules.add(ErrorCode.LIMIT_EXCEEDED, "name", "An organization has at most 1,000 groups.");
        }
        rules.check();
        store.insert(actor.org(), group);
        access.changed(actor.org());
        return group;
    }

    @Transactional
    public UserGroup change(Actor actor, long id, GroupData data) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        require(actor.org(), id);
        UserGroup group = new UserGroup(id, data);
        rules(actor.org(), group).check();
        store.update(actor.org(), group);
        access.changed(actor.org());
        return group;
    }

    /** Deletes a group; what was shared with it is shared with nobody. */
    @Transactional
    public void delete(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        require(actor.org(), id);
        store.delete(actor.org(), id);
        access.changed(actor.org());
    }

    private void require(OrgId org, long id) {
        if (store.all(org).stream().noneMatch(group -> group.id() == id)) {
            throw AccessRules.missing("group", id);
        }
    }

    private AccessRules rules(OrgId org, UserGroup group) {
        AccessRules rules = new AccessRules();
        SharingModel model = access.sharing(org);
        rules.name(
                group.data().name(),
                GroupData.MAX_NAME,
                store.all(org).stream()
                        .filter(other -> other.id() != group.id())
                        .map(other -> other.data().name()));
        rules.description(group.data().description());
        if (group.data().members().size() > GroupData.MAX_MEMBERS) {
            rules.add(ErrorCode.LIMIT_EXCEEDED, "members", "A group has at most 1,000 members; put groups into it.");
        }
        for (Principal member : group.data().members()) {
            if (member.equals(new Principal(Principal.Kind.GROUP, group.id()))) {
                rules.add(ErrorCode.INVALID_DATA, "members", "A group cannot hold itself.");
            }
            rules.principal("members", member, model, users, org);
        }
        return rules;
    }
}
