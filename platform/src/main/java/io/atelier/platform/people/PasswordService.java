package io.atelier.platform.people;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.Violation;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.LinkKind;
import io.atelier.platform.identity.OneTimeLinkService;
import io.atelier.platform.identity.Origin;
import io.atelier.platform.identity.PasswordRules;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.SignInService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.job.JobService;
import io.atelier.platform.mail.DirectMailService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.people.internal.ResetMailJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/** First, forgotten and changed passwords. A new one ends all sessions and tokens but the one at work. */
@Service
public class PasswordService {
    private final OneTimeLinkService links;
    private final UserService users;
    private final SignInService signIns;
    private final SessionService sessions;
    private final DirectMailService mails;
    private final JobService jobs;
    private final TransactionOperations transactions;

    PasswordService(
            OneTimeLinkService links,
            UserService users,
            SignInService signIns,
            SessionService sessions,
            DirectMailService mails,
            JobService jobs,
            TransactionOperations transactions) {
        this.links = links;
        this.users = users;
        this.signIns = signIns;
        this.sessions = sessions;
        this.mails = mails;
        this.jobs = jobs;
        this.transactions = transactions;
    }

    /** Returns whom an open link is for. */
    @Transactional(readOnly = true)
    public Optional<User> find(LinkKind kind, String token) {
        return links.find(kind, token).flatMap(account -> users.find(account.org(), account.user()));
    }

    /**
     * Makes an invited user active, by the link's token.
     *
     * @throws ViolationsException with path {@code name} or {@code password}; the link then stays open
     * @throws PlatformException {@link ErrorCode#INVALID_TOKEN} if the link is used, void, too old or invented
     */
    @Transactional
    public Account join(String token, String name, String password) {
        Account account = links.claim(LinkKind.INVITATION, token);
        users.lock(account.org());
        User user = require(account, UserState.UNCONFIRMED);
        List<Violation> problems = new ArrayList<>();
        NameRules.problemOf(name).ifPresent(problems::add);
        PasswordRules.problemOf(password, user.email()).ifPresent(problems::add);
        if (!problems.isEmpty()) {
            throw new ViolationsException(problems);
        }
        users.saveSettings(
                account.org(),
                new User(
                        user.id(),
                        user.email(),
                        name.strip(),
                        user.profileId(),
                        user.language(),
                        user.zone(),
                        user.state(),
                        user.formats()));
        users.changeState(account.org(), user.id(), UserState.ACTIVE);
        signIns.setPassword(account, user.email(), password);
        return account;
    }

    /**
     * Mails a link for a new password if somebody has that address. Whether, shows in nothing: the mail is made by a job.
     *
     * @param address as the operator configured it: what a stranger's request says of itself must not get into the mail
     */
    public void requestReset(String email, String address, Origin origin) {
        boolean allowed = signIns.takeReset(email, origin);
        if (allowed && mails.isConfigured()) {
            jobs.enqueue(ResetMailJob.NAME, new ResetMailJob.Data(email, address));
        }
    }

    /** Says whether {@link #requestReset} can do anything. */
    public boolean canMail() {
        return mails.isConfigured();
    }

    /** Sets a new password by the link's token and signs the user out everywhere; errors are those of {@link #join}. */
    @Transactional
    public void reset(String token, String password) {
        Account account = links.claim(LinkKind.PASSWORD, token);
        User user = require(account, UserState.ACTIVE);
        signIns.setPassword(account, user.email(), password);
        links.voidAll(account);
        sessions.endTrust(account, OptionalLong.empty());
    }

    /**
     * Changes the actor's own password; the session at work goes on.
     *
     * @throws ViolationsException with path {@code old} or {@code password}
     */
    public void change(Actor actor, OptionalLong session, String old, String password, Origin origin) {
        Account account = new Account(actor.org(), actor.user());
        // Counted outside of any transaction: a refusal must not take the count back.
        if (!signIns.isPassword(account, old, origin)) {
            throw new ViolationsException(
                    List.of(new Violation(ErrorCode.INVALID_DATA, "old", "This is not your password.")));
        }
        transactions.executeWithoutResult(_ -> {
            User user = users.get(account.org(), account.user());
            signIns.setPassword(account, user.email(), password);
            links.voidAll(account);
            sessions.endTrust(account, session);
        });
    }

    private User require(Account account, UserState state) {
        return users.find(account.org(), account.user())
                .filter(user -> user.state() == state)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_TOKEN, "This link is used or too old. Ask for a new one."));
    }
}
