package io.atelier.platform.identity;

import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditKind;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.internal.EventStore;
import io.atelier.platform.identity.internal.SessionCache;
import io.atelier.platform.identity.internal.SessionStore;
import io.atelier.platform.identity.spi.TrustEnd;
import io.atelier.platform.org.Actor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps which browsers are signed in. An ended session is refused by every node within five seconds. */
@Service
public class SessionService {
    /** A session that was not seen for that long is over. */
    public static final Duration IDLE = Duration.ofHours(8);

    public static final int MAX_LISTED = 100;

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final SessionStore store;
    private final SessionCache cache;
    private final EventStore events;
    private final UserService users;
    private final ProfileSecurityService security;
    private final List<TrustEnd> trustEnds;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final AuditLog audit;

    SessionService(
            SessionStore store,
            SessionCache cache,
            EventStore events,
            UserService users,
            ProfileSecurityService security,
            List<TrustEnd> trustEnds,
            IdGenerator ids,
            InstantSource clock,
            AuditLog audit) {
        this.audit = audit;
        this.store = store;
        this.cache = cache;
        this.events = events;
        this.users = users;
        this.security = security;
        this.trustEnds = List.copyOf(trustEnds);
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Starts the session of somebody who has proven who they are.
     *
     * @throws PlatformException {@link ErrorCode#AUTHENTICATION_FAILURE} for a user who is not active
     */
    @Transactional
    public Session start(Account account, Origin origin) {
        Instant now = clock.instant();
        if (users.find(account.org(), account.user()).filter(User::active).isEmpty()) {
            throw new PlatformException(ErrorCode.AUTHENTICATION_FAILURE, "This user cannot sign in.");
        }
        Session session = new Session(ids.next(), account, origin, now, now);
        store.insert(session);
        events.insert(Optional.of(account), SignInOutcome.SIGNED_IN, origin, now);
        audit.append(
                Actor.person(account.org(), account.user()),
                AuditAct.of(
                        AuditKind.SIGN_IN,
                        AuditAction.STARTED,
                        AuditObject.SESSION,
                        Long.toString(account.user().value()),
                        users.get(account.org(), account.user()).email()));
        return session;
    }

    /**
     * Says whether the session may go on: it is this account's and has not ended, the user is active, and the profile lets
     * them come from there. Asked at each request; mostly from memory.
     */
    public boolean goesOn(long id, Account account, String address) {
        Instant now = clock.instant();
        Optional<Session> open = cache.open(id)
                .filter(session -> session.account().equals(account))
                .filter(session -> session.lastSeen().isAfter(now.minus(IDLE)));
        User user = users.byId(account.org()).get(account.user());
        if (open.isEmpty() || user == null || !user.active() || !security.allows(account, address)) {
            return false;
        }
        if (open.get().lastSeen().isBefore(now.minus(SEEN_EVERY))) {
            store.seen(id, address, now);
            cache.forget(id);
        }
        return true;
    }

    /** Says whether the account has this session and it has not ended. */
    public boolean isOpen(long id, Account account) {
        return cache.open(id)
                .filter(session -> session.account().equals(account))
                .isPresent();
    }

    /** Returns the account's open sessions, the last seen first, at most 100. */
    @Transactional(readOnly = true)
    public List<Session> of(Account account) {
        return store.open(account, clock.instant().minus(IDLE), MAX_LISTED);
    }

    /** Ends one session, or fails with {@link ErrorCode#NOT_FOUND} if the account has no such. */
    @Transactional
    public void end(Account account, long id) {
        if (!store.end(account, id, clock.instant())) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no such session; it may have ended.");
        }
        cache.ended(account);
    }

    /** Ends a session if it has not ended. */
    @Transactional
    public void leave(Account account, long id) {
        if (store.end(account, id, clock.instant())) {
            cache.ended(account);
        }
    }

    /** Signs out everywhere, but for one session where it is named. */
    @Transactional
    public void endAll(Account account, OptionalLong but) {
        store.endAll(account, but, clock.instant());
        cache.ended(account);
    }

    /** Ends the sessions, but for one where it is named, and whatever was given out in the account's name. */
    @Transactional
    public void endTrust(Account account, OptionalLong but) {
        endAll(account, but);
        trustEnds.forEach(end -> end.trustEnded(account));
    }
}
