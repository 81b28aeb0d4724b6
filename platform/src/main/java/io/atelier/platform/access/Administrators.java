package io.atelier.platform.access;

import io.atelier.platform.access.internal.ProfileStore;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Sees to it that an organization never is without somebody who can run it, and that nobody raises others above themselves. */
@Service
public class Administrators {
    private final UserService users;
    private final ProfileStore profiles;
    private final AccessService access;

    Administrators(UserService users, ProfileStore profiles, AccessService access) {
        this.users = users;
        this.profiles = profiles;
        this.access = access;
    }

    /**
     * Refuses who would give a profile to somebody, or act on somebody who has it, that allows more than their own.
     *
     * @throws PlatformException {@link ErrorCode#NO_PERMISSION}, or {@link ErrorCode#NOT_FOUND} for a profile that is none
     */
    @Transactional(readOnly = true)
    public void requireCovers(Actor actor, long profileId) {
        Profile profile = profiles.find(actor.org(), profileId)
                .orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND, "There is no such profile."));
        access.of(actor).requireAll(profile.permissions());
    }

    /**
     * Makes a change of people or profiles, and refuses it if it leaves nobody who is active and an administrator. All such
     * changes of an organization wait for each other until their transactions end, so call it before locking anything else.
     *
     * @throws PlatformException {@link ErrorCode#NOT_ALLOWED}; the caller's transaction must end without effect
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keep(OrgId org, Runnable change) {
        users.lock(org);
        boolean anybody = profiles.isAnybodyAdministrator(org);
        change.run();
        if (anybody && !profiles.isAnybodyAdministrator(org)) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "This would leave no active administrator. Make another user an administrator first.");
        }
    }
}
