package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.Principal;
import io.atelier.platform.access.RecordShare;
import io.atelier.platform.access.RecordShares;
import io.atelier.platform.access.Verb;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.record.internal.RecordScopes;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens single records to people, roles and groups. Who has full access to a record by more than a share may share it. */
@Service
public class ShareService {
    private final RecordShares shares;
    private final AccessService accessService;
    private final MetadataService metadata;
    private final RecordScopes scopes;
    private final InstantSource clock;

    private final AuditLog audit;

    ShareService(
            RecordShares shares,
            AccessService accessService,
            MetadataService metadata,
            RecordScopes scopes,
            InstantSource clock,
            AuditLog audit) {
        this.audit = audit;
        this.shares = shares;
        this.accessService = accessService;
        this.metadata = metadata;
        this.scopes = scopes;
        this.clock = clock;
    }

    /** Returns whom the record is shared with by hand, the first first. */
    @Transactional(readOnly = true)
    public List<RecordShare> shares(Actor actor, String moduleName, long record) {
        require(actor, moduleName, record, AccessLevel.READ_ONLY);
        return shares.of(actor.org(), moduleName, record);
    }

    /** Says whether the actor may open the record to others. */
    @Transactional(readOnly = true)
    public boolean mayShare(Actor actor, String moduleName, long record) {
        Access access = accessService.of(actor);
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(moduleName);
        return !actor.isViewing()
                && access.has(Permission.SHARE_RECORDS)
                && access.may(module, Verb.READ)
                && !module.kind().isOwned()
                && scopes.has(model, access, module, record, AccessLevel.FULL);
    }

    /** Opens the record, or changes how far it is open. */
    @Transactional
    public void share(Actor actor, String moduleName, long record, Principal principal, AccessLevel level) {
        accessService.of(actor).require(Permission.SHARE_RECORDS);
        require(actor, moduleName, record, AccessLevel.FULL);
        shares.put(actor, moduleName, record, new RecordShare(principal, level, actor.user(), clock.instant()));
        audit.append(
                actor,
                AuditAct.setup(AuditAction.GRANTED, AuditObject.RECORD_SHARE, record, "")
                        .in(moduleName)
                        .changing(null, Map.of("to", principal, "level", level)));
    }

    @Transactional
    public void unshare(Actor actor, String moduleName, long record, Principal principal) {
        accessService.of(actor).require(Permission.SHARE_RECORDS);
        require(actor, moduleName, record, AccessLevel.FULL);
        if (!shares.remove(actor, moduleName, record, principal)) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "The record is not shared with them.");
        }
        audit.append(
                actor,
                AuditAct.setup(AuditAction.REVOKED, AuditObject.RECORD_SHARE, record, "")
                        .in(moduleName)
                        .changing(Map.of("to", principal), null));
    }

    private void require(Actor actor, String moduleName, long record, AccessLevel level) {
        Access access = accessService.of(actor);
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(moduleName);
        access.require(module, Verb.READ);
        if (!scopes.has(model, access, module, record, AccessLevel.READ_ONLY)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", Long.toString(record)));
        }
        if (module.kind().isOwned()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Rows and links are shared with the records that they belong to.");
        }
        if (!scopes.has(model, access, module, record, level)) {
            throw new PlatformException(
                    ErrorCode.NO_PERMISSION, "Only who has full access to a record shares it with others.");
        }
    }
}
