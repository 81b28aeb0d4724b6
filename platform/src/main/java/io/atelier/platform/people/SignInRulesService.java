package io.atelier.platform.people;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Administrators;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.PasskeyService;
import io.atelier.platform.identity.ProfileSecurity;
import io.atelier.platform.identity.ProfileSecurityService;
import io.atelier.platform.identity.SecondFactorService;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.StepUpService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import java.util.Map;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Lets administrators say what a profile's people need to come in. */
@Service
public class SignInRulesService {
    private final ProfileSecurityService security;
    private final AccessService access;
    private final UserService users;
    private final SecondFactorService factors;
    private final PasskeyService passkeys;
    private final SessionService sessions;
    private final StepUpService stepUp;
    private final Administrators administrators;

    SignInRulesService(
            ProfileSecurityService security,
            AccessService access,
            UserService users,
            SecondFactorService factors,
            PasskeyService passkeys,
            SessionService sessions,
            StepUpService stepUp,
            Administrators administrators) {
        this.security = security;
        this.access = access;
        this.users = users;
        this.factors = factors;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.stepUp = stepUp;
        this.administrators = administrators;
    }

    public ProfileSecurity of(Actor actor, long profileId) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        return security.of(actor.org(), profileId);
    }

    /**
     * Changes what a profile asks for, for who has stepped up. Who has no second factor where one is needed from now on is
     * signed out, and sets one up when they come back.
     *
     * @param address where the actor is; their own profile must go on to allow it
     */
    @Transactional
    public void change(Actor actor, long profileId, ProfileSecurity wanted, String address) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        stepUp.require(actor);
        administrators.requireCovers(actor, profileId);
        if (wanted.ranges().size() > ProfileSecurity.MAX_RANGES) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A profile has at most 50 address ranges; join some.",
                    Map.of("limit", ProfileSecurity.MAX_RANGES));
        }
        User self = users.get(actor.org(), actor.user());
        if (self.profileId() == profileId && !wanted.allows(address)) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "You would lock yourself out: add the address that you come from, " + address + ".");
        }
        security.change(actor.org(), profileId, wanted);
        if (wanted.secondFactorRequired()) {
            users.all(actor.org()).stream()
                    .filter(user -> user.profileId() == profileId && user.active())
                    .map(user -> new Account(actor.org(), user.id()))
                    .filter(account ->
                            !factors.isOn(account) && passkeys.of(account).isEmpty())
                    .forEach(account -> sessions.endAll(account, OptionalLong.empty()));
        }
    }
}
