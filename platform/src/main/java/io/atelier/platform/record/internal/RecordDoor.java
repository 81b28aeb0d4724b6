package io.atelier.platform.record.internal;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Lets features that keep something beside a record in by the record's own rights. */
@Component
public class RecordDoor {
    private final MetadataService metadata;
    private final AccessService accessService;
    private final RecordScopes scopes;
    private final RecordLocks locks;

    RecordDoor(MetadataService metadata, AccessService accessService, RecordScopes scopes, RecordLocks locks) {
        this.metadata = metadata;
        this.accessService = accessService;
        this.scopes = scopes;
        this.locks = locks;
    }

    /** Fails with {@link ErrorCode#NOT_FOUND} unless the record is in use and the actor sees it. */
    public ModuleDef requireSeen(Actor actor, String moduleName, long record) {
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        ModuleDef module = readable(access, model, moduleName);
        if (!scopes.seen(model, access, module, Set.of(record)).contains(record)) {
            throw missing(record);
        }
        return module;
    }

    /**
     * Fails unless the actor may edit the record now: it is theirs to edit and not locked for them. Holds the record until
     * the transaction at hand ends.
     */
    public ModuleDef requireEditable(Actor actor, String moduleName, long record) {
        OrgModel model = metadata.model(actor.org());
        Access access = accessService.of(actor);
        ModuleDef module = readable(access, model, moduleName);
        Set<Long> seen = scopes.seen(model, access, module, Set.of(record));
        if (!locks.hold(model, module, seen).contains(record)) {
            throw missing(record);
        }
        access.require(module, Verb.UPDATE);
        if (!scopes.has(model, access, module, record, AccessLevel.READ_WRITE)) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION,
                    "You see this record but may not edit it. Ask its owner for more access.",
                    Map.of("id", Long.toString(record)));
        }
        locks.requireUnlocked(actor, model, module, Set.of(record));
        return module;
    }

    private static ModuleDef readable(Access access, OrgModel model, String name) {
        ModuleDef module = model.module(name);
        access.require(module, Verb.READ);
        return module;
    }

    private static PlatformException missing(long record) {
        return new PlatformException(
                ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", Long.toString(record)));
    }
}
