package io.atelier.platform.access;

import io.atelier.platform.access.internal.ProfileStore;
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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Compiles the rights of an actor, once until something about rights changes. */
@Service
public class AccessService {
    private static final Permissions SYSTEM = new Permissions(true, Map.of());

    private final UserService users;
    private final ProfileStore profiles;
    private final Notices notices;
    private final ConcurrentMap<Key, Access> compiled = new ConcurrentHashMap<>();

    private record Key(OrgId org, UserId user) {}

    AccessService(UserService users, ProfileStore profiles, Notices notices) {
        this.users = users;
        this.profiles = profiles;
        this.notices = notices;
        notices.subscribe(notice -> {
            if (notice.topic() == Notice.Topic.ACCESS) {
                forget(notice.org());
            }
        });
    }

    /** Refuses with {@link ErrorCode#NO_PERMISSION} a user who is not active. */
    public Access of(Actor actor) {
        if (actor.isSystem()) {
            return new Access(actor.user(), SYSTEM);
        }
        return compiled.computeIfAbsent(new Key(actor.org(), actor.user()), this::compile);
    }

    private Access compile(Key key) {
        User user = users.find(key.org(), key.user())
                .filter(User::active)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NO_PERMISSION, "This user is not active. Ask an administrator."));
        return new Access(user.id(), profiles.get(key.org(), user.profileId()).permissions());
    }

    @Transactional(readOnly = true)
    public List<Profile> profiles(Actor actor) {
        return profiles.all(actor.org());
    }

    /** Replaces what a profile allows; holds for the next request on every node. */
    @Transactional
    public void changePermissions(Actor actor, long profileId, Permissions permissions) {
        of(actor).requireAdministrator();
        profiles.changePermissions(actor.org(), profileId, permissions);
        notices.publish(new Notice(actor.org(), Notice.Topic.ACCESS, ""));
    }

    /** Makes a profile; for installation and administrators. */
    @Transactional
    public Profile createProfile(Actor actor, String name, Permissions permissions) {
        of(actor).requireAdministrator();
        return profiles.insert(actor.org(), name, permissions);
    }

    private void forget(OrgId org) {
        compiled.keySet().removeIf(key -> key.org().equals(org));
    }
}
