package io.atelier.platform.access;

import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.database.ViewOnly;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Channel;
import io.atelier.platform.org.UserId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets administrators see and do what another user sees and does, for half an hour. Both names stand in the audit log and on
 * everything that is done.
 */
@Service
public class LoginAsService {
    public static final Duration LIMIT = Duration.ofMinutes(30);

    private final AccessService access;
    private final UserService users;
    private final AuditLog audit;
    private final InstantSource clock;
    private final TransactionOperations transactions;

    LoginAsService(
            AccessService access,
            UserService users,
            AuditLog audit,
            InstantSource clock,
            TransactionOperations transactions) {
        this.transactions = transactions;
        this.access = access;
        this.users = users;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Begins. Only administrators may, as nobody has more rights than they: to everybody else another user's records can hold
     * what they may not see.
     */
    @Transactional
    public LoginAs start(Actor actor, UserId userId) {
        return start(actor, userId, false);
    }

    /** Begins to look at everything with another user's rights, and to change nothing; as {@link #start}. */
    @Transactional
    public LoginAs startView(Actor actor, UserId userId) {
        return start(actor, userId, true);
    }

    private LoginAs start(Actor actor, UserId userId, boolean viewOnly) {
        Access own = access.of(actor);
        own.require(Permission.MANAGE_USERS);
        if (actor.isSystem() || actor.channel() != Channel.UI || !own.isAdministrator()) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "Only an administrator, as themselves, can work as another user.");
        }
        User user = users.find(actor.org(), userId)
                .filter(User::active)
                .filter(found -> !found.id().equals(actor.user()))
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND,
                        "There is no other active user with this id.",
                        Map.of("id", Long.toString(userId.value()))));
        String name = users.get(actor.org(), actor.user()).name();
        LoginAs begun = new LoginAs(actor, name, user.id(), clock.instant().plus(LIMIT), viewOnly);
        note(begun, AuditAction.STARTED, user);
        return begun;
    }

    /** Returns the actor of what is done; empty when the time is over or the administrator may no longer. */
    public Optional<Actor> actor(LoginAs loginAs) {
        Actor administrator = loginAs.administrator();
        if (!clock.instant().isBefore(loginAs.until())
                || !access.of(administrator).isAdministrator()) {
            return Optional.empty();
        }
        return Optional.of(new Actor(
                administrator.org(),
                loginAs.user(),
                loginAs.viewOnly() ? Channel.VIEW_AS : Channel.LOGIN_AS,
                loginAs.administratorName(),
                0));
    }

    public void end(LoginAs loginAs) {
        try (ViewOnly.Scope _ = ViewOnly.lift()) {
            transactions.executeWithoutResult(
                    _ -> users.find(loginAs.administrator().org(), loginAs.user())
                            .ifPresent(user -> note(loginAs, AuditAction.ENDED, user)));
        }
    }

    private void note(LoginAs loginAs, AuditAction action, User user) {
        audit.append(
                loginAs.administrator(),
                AuditAct.of(
                                AuditKind.LOGIN_AS,
                                action,
                                AuditObject.USER,
                                Long.toString(user.id().value()),
                                user.name())
                        .changing(null, Map.of("view_only", loginAs.viewOnly())));
    }

    /** Refuses what is between the user and nobody else: whoever looks as them sees neither sessions nor keys of theirs. */
    public static void requireNoView(Actor actor) {
        if (actor.isViewing()) {
            throw new PlatformException(
                    ErrorCode.VIEW_ONLY, "What belongs to an account is shown to nobody who looks as another user.");
        }
    }

    /** Refuses what would outlast the half hour: whoever works as somebody else hands out no access in that name. */
    public static void requireOneself(Actor actor) {
        requireNoView(actor);
        if (actor.channel() == Channel.LOGIN_AS) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "Who works as another user cannot let programs in for them.");
        }
    }
}
