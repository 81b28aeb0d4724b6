package io.atelier.platform.access;

import io.atelier.platform.access.internal.ProfileStore;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The profiles of an organization. Whoever changes, renames or deletes one has all that it allows, so that nobody takes
 * away what is above them; and somebody stays administrator.
 */
@Service
public class ProfileService {
    private final ProfileStore store;
    private final AccessService access;
    private final MetadataService metadata;
    private final UserService users;
    private final Administrators administrators;
    private final AuditLog audit;

    ProfileService(
            ProfileStore store,
            AccessService access,
            MetadataService metadata,
            UserService users,
            Administrators administrators,
            AuditLog audit) {
        this.audit = audit;
        this.administrators = administrators;
        this.store = store;
        this.access = access;
        this.metadata = metadata;
        this.users = users;
    }

    /** Returns all profiles by name. */
    @Transactional(readOnly = true)
    public List<Profile> all(Actor actor) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        return store.all(actor.org());
    }

    /** Returns how many people have each profile; a profile of nobody is left out. */
    public Map<Long, Long> people(Actor actor) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        return users.all(actor.org()).stream().collect(Collectors.groupingBy(User::profileId, Collectors.counting()));
    }

    /** @throws ViolationsException if the name is not good, or there are too many */
    @Transactional
    public Profile create(Actor actor, String name, Permissions permissions) {
        Access own = manager(actor);
        own.requireAll(permissions);
        store.lockAll(actor.org());
        List<Profile> all = store.all(actor.org());
        AccessRules rules = nameRules(name, all);
        if (all.size() >= Profile.MAX_PROFILES) {
            rules.add(ErrorCode.LIMIT_EXCEEDED, "name", "An organization has at most 500 profiles.");
        }
        fieldRules(rules, actor.org(), permissions);
        rules.check();
        Profile profile = store.insert(actor.org(), name.strip(), permissions);
        note(actor, AuditAction.CREATED, profile, null, permissions);
        return profile;
    }

    @Transactional
    public void rename(Actor actor, long id, String name) {
        Access own = manager(actor);
        store.lockAll(actor.org());
        Profile before = locked(actor.org(), id);
        requireWithin(own, before);
        List<Profile> others = store.all(actor.org()).stream()
                .filter(other -> other.id() != id)
                .toList();
        nameRules(name, others).check();
        store.rename(actor.org(), id, name.strip());
        note(actor, AuditAction.CHANGED, before, before.name(), name.strip());
    }

    /**
     * Replaces what a profile allows; holds for the next request on every node.
     *
     * @param seen what it allowed when the author looked
     */
    @Transactional
    public void change(Actor actor, long id, Permissions seen, Permissions wanted) {
        Access own = manager(actor);
        administrators.keep(actor.org(), () -> {
            Profile stored = locked(actor.org(), id);
            requireWithin(own, stored);
            own.requireAll(wanted);
            if (!stored.permissions().equals(seen)) {
                throw new PlatformException(
                        ErrorCode.RECORD_MODIFIED, "Somebody changed this profile meanwhile. Load it again.");
            }
            AccessRules rules = new AccessRules();
            fieldRules(rules, actor.org(), wanted);
            rules.check();
            store.changePermissions(actor.org(), id, wanted);
            note(actor, AuditAction.CHANGED, stored, stored.permissions(), wanted);
        });
        access.changed(actor.org());
    }

    /** Deletes a profile; its people get the successor, which must not allow more than the actor may. */
    @Transactional
    public void delete(Actor actor, long id, long successor) {
        Access own = manager(actor);
        administrators.keep(actor.org(), () -> {
            store.lockAll(actor.org());
            Profile stored = locked(actor.org(), id);
            requireWithin(own, stored);
            if (successor == id) {
                AccessRules rules = new AccessRules();
                rules.add(ErrorCode.INVALID_DATA, "transfer_to", "Choose another profile than the deleted one.");
                rules.check();
            }
            own.requireAll(locked(actor.org(), successor).permissions());
            users.replaceProfile(actor.org(), id, successor);
            store.delete(actor.org(), id);
            note(actor, AuditAction.DELETED, stored, stored.permissions(), null);
        });
        access.changed(actor.org());
    }

    private void note(
            Actor actor, AuditAction action, Profile profile, @Nullable Object before, @Nullable Object after) {
        audit.append(
                actor,
                AuditAct.setup(action, AuditObject.PROFILE, profile.id(), profile.name())
                        .changing(before, after));
    }

    private Access manager(Actor actor) {
        Access own = access.of(actor);
        own.require(Permission.MANAGE_SECURITY);
        return own;
    }

    private Profile locked(OrgId org, long id) {
        return store.lock(org, id).orElseThrow(() -> AccessRules.missing("profile", id));
    }

    private static void requireWithin(Access own, Profile profile) {
        if (!own.covers(profile.permissions())) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION,
                    "This profile allows more than yours; only who has all of it changes it.",
                    Map.of("id", Long.toString(profile.id())));
        }
    }

    private static AccessRules nameRules(String name, List<Profile> others) {
        AccessRules rules = new AccessRules();
        rules.name(name.strip(), Profile.MAX_NAME, others.stream().map(Profile::name));
        return rules;
    }

    /** Fields that are gone by now do not matter. */
    private void fieldRules(AccessRules rules, OrgId org, Permissions wanted) {
        OrgModel model = metadata.model(org);
        wanted.modules()
                .forEach((name, rights) ->
                        model.findModule(name).ifPresent(module -> fieldRules(rules, module, rights)));
    }

    private static void fieldRules(AccessRules rules, ModuleDef module, ModuleRights rights) {
        for (FieldDef field : module.allFields()) {
            FieldLock lock = FieldLock.of(module, field).orElse(null);
            if (lock == null) {
                continue;
            }
            String path = module.apiName() + "." + field.apiName();
            if (rights.hidden().contains(field.apiName())) {
                rules.add(ErrorCode.NOT_ALLOWED, path, "This field cannot be hidden: " + lock + ".");
            } else if (rights.readOnly().contains(field.apiName()) && !lock.allowsReadOnly()) {
                rules.add(ErrorCode.NOT_ALLOWED, path, "This field cannot be made read-only: " + lock + ".");
            }
        }
    }
}
