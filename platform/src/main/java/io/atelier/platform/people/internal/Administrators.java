package io.atelier.platform.people.internal;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Profile;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Sees to it that an organization never is without somebody who can run it. */
@Component
public class Administrators {
    private final UserService users;
    private final AccessService access;

    Administrators(UserService users, AccessService access) {
        this.users = users;
        this.access = access;
    }

    /**
     * Refuses who would give a profile to somebody, or act on somebody who has it, that allows more than their own.
     *
     * @throws PlatformException {@link ErrorCode#NO_PERMISSION}, or {@link ErrorCode#NOT_FOUND} for a profile that is none
     */
    public void requireCovers(Actor actor, long profileId) {
        Profile profile = access.profiles(actor).stream()
                .filter(candidate -> candidate.id() == profileId)
                .findFirst()
                .orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND, "There is no such profile."));
        access.of(actor).requireAll(profile.permissions());
    }

    /**
     * Refuses if nobody but this user could run the organization. Until the transaction ends nobody else can change that.
     *
     * @throws PlatformException {@link ErrorCode#NOT_ALLOWED}
     */
    public void requireAnother(Actor actor, UserId besides) {
        List<User> everyone = users.lock(actor.org());
        Set<Long> profiles = access.profiles(actor).stream()
                .filter(profile -> profile.permissions().administrator())
                .map(Profile::id)
                .collect(Collectors.toSet());
        boolean another = everyone.stream()
                .anyMatch(user -> user.active() && !user.id().equals(besides) && profiles.contains(user.profileId()));
        if (!another) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "This is the last active administrator. Make another user an administrator first.");
        }
    }
}
