package io.atelier.platform.people;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.org.UserId;
import io.atelier.platform.people.internal.UnavailabilityStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps when people are away and who stands in; everybody enters their own, administrators anybody's. */
@Service
public class UnavailabilityService {
    public static final int MAX_ENTRIES = 50;

    private final UnavailabilityStore store;
    private final UserService users;
    private final AccessService access;
    private final IdGenerator ids;
    private final InstantSource clock;

    UnavailabilityService(
            UnavailabilityStore store, UserService users, AccessService access, IdGenerator ids, InstantSource clock) {
        this.store = store;
        this.users = users;
        this.access = access;
        this.ids = ids;
        this.clock = clock;
    }

    /** Returns the absences of a user that are not over, the next first. */
    @Transactional(readOnly = true)
    public List<Unavailability> of(Actor actor, UserId user) {
        requireOwn(actor, user);
        return store.of(actor.org(), user, clock.instant());
    }

    /**
     * @throws PlatformException {@link ErrorCode#INVALID_DATA} for a time that ends before it begins or is over, {@link
     *     ErrorCode#NOT_ALLOWED} for a stand-in who is not another active user
     */
    @Transactional
    public Unavailability add(Actor actor, UserId user, Instant from, Instant to, Optional<UserId> standIn) {
        requireOwn(actor, user);
        users.get(actor.org(), user);
        if (!from.isBefore(to) || !to.isAfter(clock.instant())) {
            throw new PlatformException(ErrorCode.INVALID_DATA, "An absence ends after it begins, and in the future.");
        }
        boolean badStandIn = standIn.isPresent()
                && (standIn.get().equals(user)
                        || users.find(actor.org(), standIn.get())
                                .filter(User::active)
                                .isEmpty());
        if (badStandIn) {
            throw new PlatformException(ErrorCode.NOT_ALLOWED, "Another active user must stand in.");
        }
        if (store.of(actor.org(), user, clock.instant()).size() >= MAX_ENTRIES) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "There are 50 absences to come, which is the most; remove one.",
                    Map.of("limit", MAX_ENTRIES));
        }
        Unavailability absence = new Unavailability(ids.next(), user, from, to, standIn);
        store.insert(actor.org(), absence);
        return absence;
    }

    @Transactional
    public void delete(Actor actor, UserId user, long id) {
        requireOwn(actor, user);
        if (!store.delete(actor.org(), user, id)) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no such absence.");
        }
    }

    /**
     * Returns who is to get what would go to the user now: they themselves where they are there, or where nobody stands in;
     * else the stand-in, or the stand-in's.
     */
    @Transactional(readOnly = true)
    public UserId takesOver(OrgId org, UserId user) {
        Map<UserId, Optional<UserId>> away = new LinkedHashMap<>();
        store.at(org, clock.instant())
                .forEach(absence -> away.merge(
                        absence.user(), absence.standIn(), (first, second) -> first.isPresent() ? first : second));
        Set<UserId> seen = new HashSet<>();
        UserId current = user;
        while (seen.add(current)) {
            Optional<UserId> next = away.getOrDefault(current, Optional.empty())
                    .filter(id -> users.find(org, id).filter(User::active).isPresent());
            if (next.isEmpty()) {
                return away.containsKey(current) ? user : current;
            }
            current = next.get();
        }
        return user; // they stand in for each other, and all are away
    }

    private void requireOwn(Actor actor, UserId user) {
        if (!actor.user().equals(user)) {
            access.of(actor).require(Permission.MANAGE_USERS);
        }
    }
}
