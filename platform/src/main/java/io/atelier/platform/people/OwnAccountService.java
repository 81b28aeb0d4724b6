package io.atelier.platform.people;

import io.atelier.platform.access.LoginAsService;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.FactorSetup;
import io.atelier.platform.identity.Passkey;
import io.atelier.platform.identity.PasskeyQuestion;
import io.atelier.platform.identity.PasskeyService;
import io.atelier.platform.identity.RelyingParty;
import io.atelier.platform.identity.SecondFactorService;
import io.atelier.platform.identity.Session;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.SignInEvent;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.StepUpService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserFormats;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgService;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.springframework.security.web.webauthn.api.PublicKeyCredentialCreationOptions;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people do with their own account. What weakens or widens its locks is for who has stepped up. */
@Service
public class OwnAccountService {
    private final UserService users;
    private final OrgService orgs;
    private final SignInService signIns;
    private final SessionService sessions;
    private final SecondFactorService factors;
    private final PasskeyService passkeys;
    private final StepUpService stepUp;

    OwnAccountService(
            UserService users,
            OrgService orgs,
            SignInService signIns,
            SessionService sessions,
            SecondFactorService factors,
            PasskeyService passkeys,
            StepUpService stepUp) {
        this.users = users;
        this.orgs = orgs;
        this.signIns = signIns;
        this.sessions = sessions;
        this.factors = factors;
        this.passkeys = passkeys;
        this.stepUp = stepUp;
    }

    /**
     * Saves the actor's own settings; address, profile and state are none of them.
     *
     * @throws ViolationsException with path {@code name}, {@code country}, {@code firstDay} or {@code signature}
     */
    @Transactional
    public void saveSettings(Actor actor, String name, Locale language, ZoneId zone, UserFormats formats) {
        List<Violation> problems = new ArrayList<>();
        NameRules.problemOf(name).ifPresent(problems::add);
        if (!formats.country().isEmpty()
                && !Arrays.asList(Locale.getISOCountries()).contains(formats.country())) {
            problems.add(new Violation(ErrorCode.INVALID_DATA, "country", "There is no such country."));
        }
        if (formats.firstDay() < 0 || formats.firstDay() > 7) {
            problems.add(new Violation(ErrorCode.INVALID_DATA, "firstDay", "A week has seven days."));
        }
        if (formats.signature().length() > UserFormats.MAX_SIGNATURE) {
            problems.add(
                    new Violation(ErrorCode.LIMIT_EXCEEDED, "signature", "A signature has at most 2,000 characters."));
        }
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
        User user = users.get(actor.org(), actor.user());
        users.saveSettings(
                actor.org(),
                new User(
                        user.id(),
                        user.email(),
                        name.strip(),
                        user.profileId(),
                        language,
                        zone,
                        user.state(),
                        formats));
    }

    @Transactional(readOnly = true)
    public List<Session> sessions(Actor actor) {
        return sessions.of(account(actor));
    }

    @Transactional
    public void endSession(Actor actor, long session) {
        sessions.end(account(actor), session);
    }

    /** Signs out everywhere but in one session, where it is named. */
    @Transactional
    public void signOutElsewhere(Actor actor, OptionalLong but) {
        sessions.endAll(account(actor), but);
    }

    @Transactional(readOnly = true)
    public List<SignInEvent> history(Actor actor) {
        return signIns.history(account(actor));
    }

    @Transactional(readOnly = true)
    public boolean hasSecondFactor(Actor actor) {
        return factors.isOn(account(actor));
    }

    @Transactional(readOnly = true)
    public int unusedRecoveryCodes(Actor actor) {
        return factors.unusedRecoveryCodes(account(actor));
    }

    /** Makes a key for the actor's authenticator app; see {@link SecondFactorService#begin}. */
    @Transactional
    public FactorSetup beginSecondFactor(Actor actor) {
        stepUp.require(actor);
        User user = users.get(actor.org(), actor.user());
        return factors.begin(account(actor), orgs.get(actor.org()).name(), user.email());
    }

    /** Turns the second factor on and returns the recovery codes; nothing if the code is not right. */
    @Transactional
    public List<String> confirmSecondFactor(Actor actor, String code) {
        stepUp.require(actor);
        return factors.confirm(account(actor), code);
    }

    @Transactional
    public void turnOffSecondFactor(Actor actor) {
        stepUp.require(actor);
        factors.turnOff(account(actor));
    }

    /** Makes new recovery codes in place of the old ones, where the second factor is on. */
    @Transactional
    public List<String> renewRecoveryCodes(Actor actor) {
        stepUp.require(actor);
        if (!factors.isOn(account(actor))) {
            throw new PlatformException(ErrorCode.NOT_ALLOWED, "The second factor is off; turn it on first.");
        }
        return factors.renewRecoveryCodes(account(actor));
    }

    @Transactional(readOnly = true)
    public List<Passkey> passkeys(Actor actor) {
        return passkeys.of(account(actor));
    }

    @Transactional
    public PasskeyQuestion<PublicKeyCredentialCreationOptions> askForPasskey(Actor actor, RelyingParty party) {
        stepUp.require(actor);
        return passkeys.askForNewKey(account(actor), party);
    }

    @Transactional
    public void addPasskey(
            Actor actor, PasskeyQuestion<PublicKeyCredentialCreationOptions> question, String answer, String name) {
        stepUp.require(actor);
        passkeys.add(account(actor), question, answer, name);
    }

    @Transactional
    public void removePasskey(Actor actor, String id) {
        stepUp.require(actor);
        passkeys.remove(account(actor), id);
    }

    private static Account account(Actor actor) {
        LoginAsService.requireNoView(actor);
        return new Account(actor.org(), actor.user());
    }
}
