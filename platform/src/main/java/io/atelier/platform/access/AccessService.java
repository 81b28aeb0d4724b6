package io.atelier.platform.access;

import io.atelier.platform.access.internal.Audience;
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
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.Notices;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /**
     * Refuses with {@link ErrorCode#NO_PERMISSION} a user who is not active. Who {@linkplain Actor#isViewing looks as somebody
     * else} sees what they see, and may do nothing with it.
     */
    public Access of(Actor actor) {
        if (actor.isSystem()) {
            return new Access(actor.user(), SYSTEM, Access.Sharing.EVERYTHING);
        }
        Access own = compiled.get(actor.org(), actor.user(), user -> compile(actor.org(), user));
        return actor.isViewing() ? own.viewing() : own;
    }

    private Access compile(OrgId org, UserId id) {
        return compile(org, id, sharing(org));
    }

    private Access compile(OrgId org, UserId id, SharingModel model) {
        User user = users.find(org, id)
                .filter(User::active)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NO_PERMISSION, "This user is not active. Ask an administrator."));
        return compile(org, id, profiles.get(org, user.profileId()).permissions(), model);
    }

    private Access compile(OrgId org, UserId id, Permissions permissions, SharingModel model) {
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

    /**
     * Returns what a change would make of the rights of each active user whom it can concern; changes nothing. Each is figured
     * when the stream comes to it.
     */
    public Stream<SharingChange.Effect> effects(Actor actor, SharingChange change) {
        Access own = of(actor);
        own.require(Permission.MANAGE_SECURITY);
        OrgId org = actor.org();
        SharingModel after = sharing(org).after(change);
        Stream<User> active = users.all(org).stream().filter(User::active);
        return change instanceof SharingChange.OfProfile(long profile, Permissions permissions)
                ? active.filter(user -> user.profileId() == profile)
                        .map(user -> new SharingChange.Effect(
                                user.id(), now(org, user), compile(org, user.id(), permissions, after)))
                : active.map(
                        user -> new SharingChange.Effect(user.id(), now(org, user), compile(org, user.id(), after)));
    }

    private Access now(OrgId org, User user) {
        return of(Actor.person(org, user.id()));
    }

    /** Returns the active users who see a record, by name; asks the database as often for many as for few. */
    @Transactional(readOnly = true)
    public List<RecordPerson> people(Actor actor, ModuleDef module, RecordFacts facts) {
        of(actor).require(Permission.MANAGE_SECURITY);
        Map<Long, Permissions> permissions =
                profiles.all(actor.org()).stream().collect(Collectors.toMap(Profile::id, Profile::permissions));
        Audience audience = new Audience(sharing(actor.org()), module.apiName(), facts);
        List<RecordPerson> people = new ArrayList<>();
        for (User user : users.all(actor.org())) {
            Permissions theirs = permissions.get(user.profileId());
            if (user.active() && theirs != null) {
                // Sharing as the record's audience has it: scopes are for statements, and there is one record only.
                Access access = new Access(user.id(), theirs, Access.Sharing.EVERYTHING);
                person(access, module, facts, audience).ifPresent(people::add);
            }
        }
        return people;
    }

    private static Optional<RecordPerson> person(
            Access access, ModuleDef module, RecordFacts facts, Audience audience) {
        List<SharingReason> seen = reasons(access, module, facts, audience, AccessLevel.READ_ONLY);
        if (!access.may(module, Verb.READ) || seen.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RecordPerson(
                access.user(),
                access.may(module, Verb.UPDATE)
                        && !reasons(access, module, facts, audience, AccessLevel.READ_WRITE)
                                .isEmpty(),
                access.may(module, Verb.DELETE)
                        && !reasons(access, module, facts, audience, AccessLevel.FULL)
                                .isEmpty(),
                seen));
    }

    private static List<SharingReason> reasons(
            Access access, ModuleDef module, RecordFacts facts, Audience audience, AccessLevel level) {
        if (access.isAdministrator()) {
            return List.of(new SharingReason.Administrator());
        }
        if (access.isOwnOnly(module)) {
            return Audience.isOwner(facts, access.user()) ? List.of(new SharingReason.Own()) : List.of();
        }
        return audience.reasons(access.user(), level);
    }

    /** Returns the sharing rules at work of a module that go by criteria. */
    public List<SharingRule> criteriaRules(Actor actor, String module) {
        of(actor).require(Permission.MANAGE_SECURITY);
        return sharing(actor.org()).rulesOf(module).stream()
                .filter(rule -> rule.data().source().isEmpty())
                .toList();
    }

    /** Returns the API names of the module's fields that share a record with whom they name. */
    public Set<String> sharingFields(Actor actor, String module) {
        of(actor).require(Permission.MANAGE_SECURITY);
        return sharing(actor.org()).fieldSharesOf(module).keySet();
    }

    /** Returns what everybody may do with everybody's records of a module. */
    public DefaultSharing defaultOf(Actor actor, String module) {
        of(actor).require(Permission.MANAGE_SECURITY);
        return sharing(actor.org()).defaultOf(module);
    }

    /** Returns the profile of a user. */
    @Transactional(readOnly = true)
    public Profile profileOf(Actor actor, UserId user) {
        of(actor).require(Permission.MANAGE_SECURITY);
        return profiles.get(actor.org(), users.get(actor.org(), user).profileId());
    }

    /** Returns who shares records with whom. */
    SharingModel sharing(OrgId org) {
        return sharing.get(org, "", _ -> sharingModels.load(org));
    }

    @Transactional(readOnly = true)
    public List<Profile> profiles(Actor actor) {
        return profiles.all(actor.org());
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
