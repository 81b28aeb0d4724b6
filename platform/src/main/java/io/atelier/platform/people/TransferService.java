package io.atelier.platform.people;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Administrators;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.Account;
import io.atelier.platform.identity.OneTimeLinkService;
import io.atelier.platform.identity.SessionService;
import io.atelier.platform.identity.StepUpService;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.identity.UserState;
import io.atelier.platform.job.JobService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.Notice;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.internal.TransferJob;
import io.atelier.platform.people.internal.TransferStore;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Gives all records of a user to another and deletes the user. A {@link Notice.Topic#JOB} notice tells of each step, with the
 * subject {@code transfer-<id>}.
 */
@Service
public class TransferService {
    private final TransferStore store;
    private final UserService users;
    private final AccessService access;
    private final StepUpService stepUp;
    private final SessionService sessions;
    private final OneTimeLinkService links;
    private final Administrators administrators;
    private final JobService jobs;
    private final IdGenerator ids;
    private final InstantSource clock;

    TransferService(
            TransferStore store,
            UserService users,
            AccessService access,
            StepUpService stepUp,
            SessionService sessions,
            OneTimeLinkService links,
            Administrators administrators,
            JobService jobs,
            IdGenerator ids,
            InstantSource clock) {
        this.store = store;
        this.users = users;
        this.access = access;
        this.stepUp = stepUp;
        this.sessions = sessions;
        this.links = links;
        this.administrators = administrators;
        this.jobs = jobs;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Deactivates the user at once and starts the job that does the rest, for who has stepped up. Records in the recycle bin
     * keep their owner. A transfer that failed can be started again.
     *
     * @return names the transfer
     * @throws PlatformException {@link ErrorCode#NOT_ALLOWED} for oneself, the last administrator, a transfer that runs, or
     *     a new owner who is not active
     */
    @Transactional
    public long transferAndDelete(Actor actor, UserId id, UserId to) {
        access.of(actor).require(Permission.MANAGE_USERS);
        stepUp.require(actor);
        if (actor.user().equals(id) || id.equals(to)) {
            throw refused("Choose another user: nobody deletes themselves or gives their records to themselves.");
        }
        administrators.keep(actor.org(), () -> retire(actor, id, to));
        UserTransfer transfer = new UserTransfer(
                ids.next(),
                id,
                to,
                actor.user(),
                UserTransfer.State.RUNNING,
                0,
                OptionalLong.empty(),
                "",
                clock.instant());
        store.insert(actor.org(), transfer);
        jobs.enqueue(TransferJob.NAME, new TransferJob.Data(actor.org().value(), transfer.id()));
        return transfer.id();
    }

    private void retire(Actor actor, UserId id, UserId to) {
        User user = users.get(actor.org(), id);
        if (user.state() == UserState.DELETED) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no such user.");
        }
        administrators.requireCovers(actor, user.profileId());
        if (users.find(actor.org(), to).filter(User::active).isEmpty()) {
            throw refused("The new owner must be an active user.");
        }
        if (isRunning(actor, id) || isRunning(actor, to) || store.isRunningTo(actor.org(), id)) {
            throw refused("A transfer of one of the two is running; wait for its end.");
        }
        Account account = new Account(actor.org(), id);
        users.changeState(actor.org(), id, UserState.INACTIVE);
        links.voidAll(account);
        sessions.endTrust(account, OptionalLong.empty());
    }

    /** Returns the last transfer of a user's records. */
    @Transactional(readOnly = true)
    public Optional<UserTransfer> latest(Actor actor, UserId id) {
        access.of(actor).require(Permission.MANAGE_USERS);
        return store.latest(actor.org(), id);
    }

    private boolean isRunning(Actor actor, UserId user) {
        return store.latest(actor.org(), user)
                .filter(transfer -> transfer.state() == UserTransfer.State.RUNNING)
                .isPresent();
    }

    private static PlatformException refused(String message) {
        return new PlatformException(ErrorCode.NOT_ALLOWED, message);
    }
}
