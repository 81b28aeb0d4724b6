package io.atelier.platform.people;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Administrators;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.EmailRules;
import io.atelier.platform.identity.LinkKind;
import io.atelier.platform.identity.OneTimeLinkService;
import io.atelier.platform.identity.SecondFactorService;
import io.atelier.platform.identity.Session;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.SignInEvent;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.StepUpService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.job.JobService;
import io.atelier.platform.mail.DirectMailService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.internal.LinkMailJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is done with users by those who may manage them; nobody acts on somebody whose profile allows more than theirs. */
@Service
public class UserAdminService {
    private final UserService users;
    private final AccessService access;
    private final SignInService signIns;
    private final SessionService sessions;
    private final SecondFactorService factors;
    private final OneTimeLinkService links;
    private final StepUpService stepUp;
    private final Administrators administrators;
    private final DirectMailService mails;
    private final JobService jobs;

    UserAdminService(
            UserService users,
            AccessService access,
            SignInService signIns,
            SessionService sessions,
            SecondFactorService factors,
            OneTimeLinkService links,
            StepUpService stepUp,
            Administrators administrators,
            DirectMailService mails,
            JobService jobs) {
        this.users = users;
        this.access = access;
        this.signIns = signIns;
        this.sessions = sessions;
        this.factors = factors;
        this.links = links;
        this.stepUp = stepUp;
        this.administrators = administrators;
        this.mails = mails;
        this.jobs = jobs;
    }

    /**
     * Returns users by name.
     *
     * @param text a part of name or address; empty for all
     * @param states of which at least one; empty for all but the deleted
     */
    public List<User> find(Actor actor, String text, List<UserState> states) {
        access.of(actor).require(Permission.MANAGE_USERS);
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        Stream<User> found = users.all(actor.org()).stream()
                .filter(user -> states.isEmpty() ? user.state() != UserState.DELETED : states.contains(user.state()))
                .filter(user -> user.name().toLowerCase(Locale.ROOT).contains(wanted)
                        || user.email().contains(wanted));
        return found.toList();
    }

    /**
     * Adds an unconfirmed user and sends them a link by which they choose a password and come in.
     *
     * @param address where this installation is reached, without a slash at the end
     * @throws ViolationsException with the path of the component of {@link NewUser} that is not good
     */
    @Transactional
    public LinkSent invite(Actor actor, NewUser invited, String address) {
        access.of(actor).require(Permission.MANAGE_USERS);
        List<Violation> problems = problemsOf(actor, invited);
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
        administrators.requireCovers(actor, invited.profileId());
        User user = users.createUnconfirmed(
                actor.org(), invited.email(), invited.name(), invited.profileId(), invited.language(), invited.zone());
        if (!signIns.reserve(new Account(actor.org(), user.id()), user.email())) {
            throw taken();
        }
        return send(actor, user, LinkKind.INVITATION, address);
    }

    private List<Violation> problemsOf(Actor actor, NewUser invited) {
        List<Violation> problems = new ArrayList<>();
        EmailRules.problemOf(invited.email()).ifPresent(problems::add);
        NameRules.problemOf(invited.name()).ifPresent(problems::add);
        if (access.profiles(actor).stream().noneMatch(profile -> profile.id() == invited.profileId())) {
            problems.add(new Violation(ErrorCode.NOT_FOUND, "profileId", "There is no such profile."));
        }
        String email = invited.email().strip().toLowerCase(Locale.ROOT);
        if (users.all(actor.org()).stream()
                .anyMatch(user -> user.email().equals(email) && user.state() != UserState.DELETED)) {
            problems.add(new Violation(ErrorCode.DUPLICATE_DATA, "email", "A user has this address already."));
        }
        return problems;
    }

    private static ViolationsException taken() {
        return new ViolationsException(List.of(new Violation(
                ErrorCode.DUPLICATE_DATA, "email", "This address cannot be invited; it signs in elsewhere here.")));
    }

    /** Sends an unconfirmed user a new link; the old one is void. */
    @Transactional
    public LinkSent resend(Actor actor, UserId id, String address) {
        access.of(actor).require(Permission.MANAGE_USERS);
        return send(actor, require(actor, id, UserState.UNCONFIRMED), LinkKind.INVITATION, address);
    }

    /** Takes an invitation back; its link is void and its address free. */
    @Transactional
    public void revoke(Actor actor, UserId id) {
        access.of(actor).require(Permission.MANAGE_USERS);
        users.lock(actor.org());
        require(actor, id, UserState.UNCONFIRMED);
        users.changeState(actor.org(), id, UserState.DELETED);
        Account account = new Account(actor.org(), id);
        links.voidAll(account);
        signIns.forget(account);
    }

    /**
     * Sends an active user a link to set a new password.
     *
     * @throws PlatformException {@link ErrorCode#UNAVAILABLE} without a mail server: nobody but the user may hold it
     */
    @Transactional
    public void sendPasswordLink(Actor actor, UserId id, String address) {
        access.of(actor).require(Permission.MANAGE_USERS);
        User user = require(actor, id, UserState.ACTIVE);
        if (!mails.isConfigured()) {
            throw new PlatformException(
                    ErrorCode.UNAVAILABLE, "There is no mail server to send the link by. Ask an operator for one.");
        }
        send(actor, user, LinkKind.PASSWORD, address);
    }

    /** Ends sessions and tokens at once; the user can be reactivated. Nobody deactivates themselves. */
    @Transactional
    public void deactivate(Actor actor, UserId id) {
        access.of(actor).require(Permission.MANAGE_USERS);
        requireOther(actor, id);
        administrators.keep(actor.org(), () -> {
            require(actor, id, UserState.ACTIVE);
            users.changeState(actor.org(), id, UserState.INACTIVE);
        });
        links.voidAll(new Account(actor.org(), id));
        sessions.endTrust(new Account(actor.org(), id), OptionalLong.empty());
    }

    @Transactional
    public void reactivate(Actor actor, UserId id) {
        access.of(actor).require(Permission.MANAGE_USERS);
        users.lock(actor.org());
        require(actor, id, UserState.INACTIVE);
        users.changeState(actor.org(), id, UserState.ACTIVE);
    }

    /** Gives the user another profile, for who has stepped up. Nobody changes their own. */
    @Transactional
    public void changeProfile(Actor actor, UserId id, long profileId) {
        access.of(actor).require(Permission.MANAGE_USERS);
        requireOther(actor, id);
        stepUp.require(actor);
        administrators.keep(actor.org(), () -> {
            User user = users.get(actor.org(), id);
            if (user.state() == UserState.DELETED) {
                throw noSuch();
            }
            administrators.requireCovers(actor, user.profileId());
            administrators.requireCovers(actor, profileId);
            users.changeProfile(actor.org(), id, profileId);
        });
    }

    @Transactional(readOnly = true)
    public List<Session> sessions(Actor actor, UserId id) {
        return sessions.of(account(actor, id));
    }

    @Transactional
    public void endSession(Actor actor, UserId id, long session) {
        sessions.end(covered(actor, id), session);
    }

    /** Signs the user out everywhere and ends their tokens. */
    @Transactional
    public void signOut(Actor actor, UserId id) {
        sessions.endTrust(covered(actor, id), OptionalLong.empty());
    }

    @Transactional(readOnly = true)
    public List<SignInEvent> history(Actor actor, UserId id) {
        return signIns.history(account(actor, id));
    }

    @Transactional(readOnly = true)
    public boolean hasSecondFactor(Actor actor, UserId id) {
        return factors.isOn(account(actor, id));
    }

    /** Turns off the second factor of somebody who lost theirs, and signs them out; for who has stepped up. */
    @Transactional
    public void resetSecondFactor(Actor actor, UserId id) {
        Account account = covered(actor, id);
        requireOther(actor, id);
        stepUp.require(actor);
        factors.turnOff(account);
        sessions.endTrust(account, OptionalLong.empty());
    }

    private Account account(Actor actor, UserId id) {
        access.of(actor).require(Permission.MANAGE_USERS);
        return new Account(actor.org(), users.get(actor.org(), id).id());
    }

    /** Returns the account of somebody who may not do more than the actor. */
    private Account covered(Actor actor, UserId id) {
        Account account = account(actor, id);
        administrators.requireCovers(actor, users.get(actor.org(), id).profileId());
        return account;
    }

    private LinkSent send(Actor actor, User user, LinkKind kind, String address) {
        if (!mails.isConfigured()) {
            String token = links.make(new Account(actor.org(), user.id()), kind);
            return new LinkSent.HandOver(LinkMailJob.address(address, kind, token));
        }
        jobs.enqueue(
                LinkMailJob.NAME,
                new LinkMailJob.Data(actor.org().value(), user.id().value(), kind, address));
        return new LinkSent.Mailed();
    }

    private User require(Actor actor, UserId id, UserState state) {
        User user = users.get(actor.org(), id);
        if (user.state() == UserState.DELETED) {
            throw noSuch();
        }
        administrators.requireCovers(actor, user.profileId());
        if (user.state() != state) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED, "The user's state has changed meanwhile; look at the list again.");
        }
        return user;
    }

    private static PlatformException noSuch() {
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no such user.");
    }

    private static void requireOther(Actor actor, UserId id) {
        if (actor.user().equals(id)) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED, "Nobody does this to themselves. Ask another administrator.");
        }
    }
}
