package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.identity.User;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.LockingStore;
import io.atelier.platform.record.internal.RecordLocks;
import io.atelier.platform.record.internal.RecordScopes;
import io.atelier.platform.record.internal.Transactions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Locks records by hand, and tells which are locked and by what. Every write of records asks for locks by itself; what is
 * refused is refused with {@link ErrorCode#RECORD_LOCKED}.
 */
@Service
public class RecordLockService {
    /** Most records that one question is about. */
    public static final int MAX_ASKED = 2_000;

    private final RecordLocks locks;
    private final LockingStore store;
    private final RecordScopes scopes;
    private final AccessService accessService;
    private final UserService users;
    private final MetadataService metadata;
    private final TimelineService timeline;
    private final AuditLog audit;
    private final Transactions transactions;
    private final IdGenerator ids;
    private final InstantSource clock;

    RecordLockService(
            RecordLocks locks,
            LockingStore store,
            RecordScopes scopes,
            AccessService accessService,
            UserService users,
            MetadataService metadata,
            TimelineService timeline,
            AuditLog audit,
            Transactions transactions,
            IdGenerator ids,
            InstantSource clock) {
        this.locks = locks;
        this.store = store;
        this.scopes = scopes;
        this.accessService = accessService;
        this.users = users;
        this.metadata = metadata;
        this.timeline = timeline;
        this.audit = audit;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Returns the locks of those of these records that are locked, by id, in one statement where anything can be locked and
     * in none elsewhere.
     *
     * @param records at most {@link #MAX_ASKED}; those that the actor cannot see are left out
     */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Map<Long, RecordLock> locks(Actor actor, String moduleName, Collection<Long> records) {
        if (records.size() > MAX_ASKED) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "Locks of at most 2,000 records are asked for at once.",
                    Map.of("limit", MAX_ASKED));
        }
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        ModuleDef module = readable(access, model, moduleName);
        return locks.of(actor, model, module, records);
    }

    /** As {@link #locks}, of one record. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public Optional<RecordLock> lockOf(Actor actor, String module, long record) {
        return Optional.ofNullable(locks(actor, module, Set.of(record)).get(record));
    }

    /** Says whether the actor may lock the record by hand as it is: it is not locked, and theirs to edit. */
    @Transactional(readOnly = true, propagation = Propagation.SUPPORTS)
    public boolean mayLock(Actor actor, String moduleName, long record) {
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        ModuleDef module = readable(access, model, moduleName);
        return mayLockIn(actor, module)
                && access.may(module, Verb.UPDATE)
                && scopes.has(model, access, module, record, AccessLevel.READ_WRITE)
                && lockOf(actor, moduleName, record).isEmpty();
    }

    private boolean mayLockIn(Actor actor, ModuleDef module) {
        return locks.configuration(actor.org(), module)
                .map(LockingConfiguration::data)
                .filter(LockingData::byHand)
                .filter(data -> data.lockingProfiles().isEmpty()
                        || actor.isSystem()
                        || users.find(actor.org(), actor.user())
                                .map(User::profileId)
                                .filter(data.lockingProfiles()::contains)
                                .isPresent())
                .isPresent();
    }

    /**
     * Locks a record by hand. Who is saving it comes before the lock, or is refused.
     *
     * @param reason for those who meet the lock; may be empty, at most {@link RecordLock#MAX_REASON} characters
     */
    public RecordLock lock(Actor actor, String moduleName, long record, String reason) {
        String told = requireReason(reason);
        return transactions.run(() -> {
            ModuleDef module = held(actor, moduleName, record);
            requireEditor(actor, module, record);
            if (!mayLockIn(actor, module)) {
                throw new PlatformException(
                        ErrorCode.NO_PERMISSION, "You may not lock records of this module. Ask an administrator.");
            }
            if (lockOf(actor, moduleName, record).isPresent()) {
                throw new PlatformException(
                        ErrorCode.RECORD_LOCKED,
                        "The record is locked already.",
                        Map.of("id", Long.toString(record), "module", moduleName));
            }
            long id = ids.next();
            store.lock(
                    actor.org(),
                    moduleName,
                    record,
                    id,
                    actor.user(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS),
                    told);
            note(actor, moduleName, record, "locked", AuditAction.CREATED, told);
            return lockOf(actor, moduleName, record).orElseThrow();
        });
    }

    /** Replaces the reason of a lock by hand that the actor may take away. */
    public RecordLock changeReason(Actor actor, String moduleName, long record, String reason) {
        String told = requireReason(reason);
        return transactions.run(() -> {
            held(actor, moduleName, record);
            requireUnlocker(actor, moduleName, record);
            store.changeReason(actor.org(), moduleName, record, told);
            note(actor, moduleName, record, "lock_reason", AuditAction.CHANGED, told);
            return lockOf(actor, moduleName, record).orElseThrow();
        });
    }

    /** Takes a lock by hand away: whoever took it may, an administrator, and whom the module's locks do not bind. */
    public void unlock(Actor actor, String moduleName, long record) {
        transactions.run(() -> {
            held(actor, moduleName, record);
            requireUnlocker(actor, moduleName, record);
            store.unlock(actor.org(), moduleName, List.of(record));
            note(actor, moduleName, record, "unlocked", AuditAction.DELETED, "");
            return record;
        });
    }

    private static String requireReason(String reason) {
        String told = reason.strip();
        if (told.length() > RecordLock.MAX_REASON) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "A reason has at most 500 characters.",
                    Map.of("limit", RecordLock.MAX_REASON, "api_name", "Locked_Reason__s"));
        }
        return told;
    }

    private void requireUnlocker(Actor actor, String module, long record) {
        RecordLock lock = lockOf(actor, module, record)
                .filter(found -> found.byHand().isPresent())
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.NOT_FOUND,
                        "Nobody has locked this record by hand.",
                        Map.of("id", Long.toString(record))));
        if (!lock.mayUnlock()) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "Only who locked a record, or an administrator, unlocks it.");
        }
    }

    /** Waits for saves of the record that are under way, so that what is asked next is their outcome. */
    private ModuleDef held(Actor actor, String moduleName, long record) {
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        ModuleDef module = readable(access, model, moduleName);
        if (module.kind().isOwned()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Rows and links are locked with the records that they belong to.");
        }
        if (!locks.hold(model, module, scopes.seen(model, access, module, Set.of(record)))
                .contains(record)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", Long.toString(record)));
        }
        return module;
    }

    private void requireEditor(Actor actor, ModuleDef module, long record) {
        Access access = accessService.of(actor);
        access.require(module, Verb.UPDATE);
        if (!scopes.has(metadata.model(actor.org()), access, module, record, AccessLevel.READ_WRITE)) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "Only who may edit a record locks it. Ask its owner for more access.");
        }
    }

    private static ModuleDef readable(Access access, OrgModel model, String moduleName) {
        ModuleDef module = model.module(moduleName);
        access.require(module, Verb.READ);
        return module;
    }

    private void note(Actor actor, String module, long record, String kind, AuditAction action, String reason) {
        timeline.note(actor, module, record, kind, reason.isEmpty() ? Map.of() : Map.of("reason", reason));
        audit.append(
                actor,
                AuditAct.setup(action, AuditObject.RECORD_LOCK, record, "").in(module));
    }
}
