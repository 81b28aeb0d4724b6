package io.atelier.platform.access;

import io.atelier.platform.access.internal.ProfileStore;
import io.atelier.platform.access.internal.RecordShareStore;
import io.atelier.platform.access.internal.RowScopes;
import io.atelier.platform.access.internal.SharingModel;
import io.atelier.platform.access.internal.SharingModels;
import io.atelier.platform.access.internal.VersionedCache;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Compiles the rights of an actor, once until something about rights changes. */
@Service
public class AccessService {
    private static final Permissions SYSTEM = new Permissions(true, Map.of());

    private final UserService users;
    private final ProfileStore profiles;
    private final SharingModels sharingModels;
    private final RecordShareStore shares;
    private final Notices notices;
    private final VersionedCache<UserId, Access> compiled = new VersionedCache<>();
    private final VersionedCache<String, SharingModel> sharing = new VersionedCache<>();

    private final AuditLog audit;

    AccessService(
            UserService users,
            ProfileStore profiles,
            SharingModels sharingModels,
            RecordShareStore shares,
            Notices notices,
            AuditLog audit) {
        this.audit = audit;
        this.users = users;
        this.profiles = profiles;
        this.sharingModels = sharingModels;
        this.shares = shares;
        this.notices = notices;
        notices.subscribe(
                notice -> {
                    if (notice.topic() == Notice.Topic.ACCESS || notice.topic() == Notice.Topic.PEOPLE) {
                        forget(notice.org());
                    }
                },
                this::forgetAll);
    }

    /** Refuses with {@link ErrorCode#NO_PERMISSION} a user who is not active. */
    public Access of(Actor actor) {
        if (actor.isSystem()) {
            return new Access(actor.user(), SYSTEM, Access.Sharing.EVERYTHING);
        }
        return compiled.get(actor.org(), actor.user(), user -> compile(actor.org(), user));
    }

    private Access compile(OrgId org, UserId id) {
        return compile(org, id, sharing(org));
    }

    private Access compile(OrgId org, UserId id, SharingModel model) {
        User user = users.find(org, id)
                .filter(User::active)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NO_PERMISSION, "This user is not active. Ask an administrator."));
        Permissions permissions = profiles.get(org, user.profileId()).permissions();
        RowScopes scopes = new RowScopes(org, id, model, shares);
        return new Access(id, permissions, new Access.Sharing() {
            @Override
            public RowScope scope(String module, AccessLevel level) {
                return scopes.of(module, level);
            }

            @Override
            public List<SharingGrant> grants(String module, AccessLevel level) {
                return scopes.grants(module, level);
            }
        });
    }

    /** Returns the rights of an active user, for those who may know them. */
    @Transactional(readOnly = true)
    public Access of(Actor actor, UserId user) {
        of(actor).require(Permission.MANAGE_SECURITY);
        return of(Actor.person(actor.org(), user));
    }

    /** Returns what a change of sharing would make of the rights of each active user; changes nothing. */
    @Transactional(readOnly = true)
    public List<SharingChange.Effect> effects(Actor actor, SharingChange change) {
        of(actor).require(Permission.MANAGE_SECURITY);
        SharingModel after = sharing(actor.org()).after(change);
        return users.all(actor.org()).stream()
                .filter(User::active)
                .map(user -> new SharingChange.Effect(
                        user.id(), of(Actor.person(actor.org(), user.id())), compile(actor.org(), user.id(), after)))
                .toList();
    }

    /** Returns who shares records with whom. */
    SharingModel sharing(OrgId org) {
        return sharing.get(org, "", _ -> sharingModels.load(org));
    }

    @Transactional(readOnly = true)
    public List<Profile> profiles(Actor actor) {
        return profiles.all(actor.org());
    }

    /** Replaces what a profile allows; holds for the next request on every node. */
    @Transactional
    public void changePermissions(Actor actor, long profileId, Permissions permissions) {
        requireAll(actor, permissions);
        Profile before = profiles.get(actor.org(), profileId);
        profiles.changePermissions(actor.org(), profileId, permissions);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CHANGED, AuditObject.PROFILE, profileId, before.name())
                        .changing(before.permissions(), permissions));
        changed(actor.org());
    }

    /** Makes a profile; for installation and administrators. */
    @Transactional
    public Profile createProfile(Actor actor, String name, Permissions permissions) {
        requireAll(actor, permissions);
        Profile profile = profiles.insert(actor.org(), name, permissions);
        audit.append(
                actor,
                AuditAct.setup(AuditAction.CREATED, AuditObject.PROFILE, profile.id(), name)
                        .changing(null, permissions));
        return profile;
    }

    private void requireAll(Actor actor, Permissions given) {
        Access own = of(actor);
        own.require(Permission.MANAGE_SECURITY);
        own.requireAll(given);
    }

    /** Tells every node that rights are others once the transaction commits. */
    void changed(OrgId org) {
        notices.publish(new Notice(org, Notice.Topic.ACCESS, ""));
        // On this node at once: the next request must not wait for the notice.
        sharing.forgetAtEnd(org);
        compiled.forgetAtEnd(org);
    }

    private void forgetAll() {
        sharing.forgetAll();
        compiled.forgetAll();
    }

    private void forget(OrgId org) {
        sharing.forget(org);
        compiled.forget(org);
    }
}
