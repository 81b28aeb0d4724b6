package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.access.SharingGrant;
import io.atelier.platform.access.SharingReason;
import io.atelier.platform.access.Verb;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.OrgModel;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.UserId;
import io.atelier.platform.record.Explanation.FieldAccess;
import io.atelier.platform.record.internal.RecordScopes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says why somebody can, or cannot, work with a record; and what a change of sharing would open and close. */
@Service
public class ExplainService {
    private final AccessService accessService;
    private final MetadataService metadata;
    private final RecordScopes scopes;

    ExplainService(AccessService accessService, MetadataService metadata, RecordScopes scopes) {
        this.accessService = accessService;
        this.metadata = metadata;
        this.scopes = scopes;
    }

    /**
     * Explains what a user may do with a record, in use or recycled. For those who manage security and see the record.
     *
     * @param field API name of a field to explain too; empty for none
     */
    @Transactional(readOnly = true)
    public Explanation explain(Actor actor, UserId user, String moduleName, long record, Optional<String> field) {
        Access theirs = accessService.of(actor, user);
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(moduleName);
        if (!scopes.has(model, accessService.of(actor), module, record, AccessLevel.READ_ONLY)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", Long.toString(record)));
        }
        Map<Verb, Boolean> verbs = new LinkedHashMap<>();
        for (Verb verb : List.of(Verb.READ, Verb.UPDATE, Verb.DELETE)) {
            verbs.put(verb, theirs.may(module, verb));
        }
        Map<AccessLevel, List<SharingReason>> reasons = new LinkedHashMap<>();
        for (AccessLevel level : AccessLevel.values()) {
            reasons.put(level, reasons(model, theirs, module, record, level));
        }
        return new Explanation(verbs, reasons, field.map(name -> fieldAccess(theirs, module, module.field(name))));
    }

    private List<SharingReason> reasons(
            OrgModel model, Access theirs, ModuleDef module, long record, AccessLevel level) {
        if (module.kind().isOwned()) {
            return scopes.has(model, theirs, module, record, level) ? List.of(new SharingReason.Own()) : List.of();
        }
        List<SharingReason> reasons = new ArrayList<>();
        for (SharingGrant grant : theirs.grants(module, level)) {
            if (scopes.covers(model, theirs, module, record, grant.scope())) {
                reasons.add(grant.reason());
            }
        }
        return reasons;
    }

    private static FieldAccess fieldAccess(Access theirs, ModuleDef module, FieldDef field) {
        if (theirs.findField(module, field.apiName()).isEmpty()) {
            return FieldAccess.HIDDEN;
        }
        return theirs.mayWrite(module, field) ? FieldAccess.READ_WRITE : FieldAccess.READ_ONLY;
    }

    /**
     * Says whom a change of sharing gives records, or takes them from, before it is made.
     *
     * @return those whom it concerns, most records first, at most {@link SharingPreview#MAX_USERS}
     */
    @Transactional(readOnly = true)
    public List<SharingPreview> preview(Actor actor, SharingChange change) {
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(change.module());
        List<SharingPreview> previews = new ArrayList<>();
        for (SharingChange.Effect effect : accessService.effects(actor, change)) {
            if (!effect.before().may(module, Verb.READ)
                    || effect.before()
                            .scope(module, AccessLevel.READ_ONLY)
                            .equals(effect.after().scope(module, AccessLevel.READ_ONLY))) {
                continue;
            }
            SharingPreview preview = new SharingPreview(
                    effect.user(),
                    scopes.difference(model, effect.after(), effect.before(), module),
                    scopes.difference(model, effect.before(), effect.after(), module));
            if (preview.changes()) {
                previews.add(preview);
            }
        }
        previews.sort((one, other) -> Long.compare(other.size(), one.size()));
        return previews.stream().limit(SharingPreview.MAX_USERS).toList();
    }
}
