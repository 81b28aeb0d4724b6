package io.atelier.platform.record;

import io.atelier.platform.access.Access;
import io.atelier.platform.access.AccessLevel;
import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.access.RecordFacts;
import io.atelier.platform.access.RecordPerson;
import io.atelier.platform.access.RecordShares;
import io.atelier.platform.access.SharingChange;
import io.atelier.platform.access.SharingGrant;
import io.atelier.platform.access.SharingReason;
import io.atelier.platform.access.Territory;
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
import io.atelier.platform.record.internal.PreviewTally;
import io.atelier.platform.record.internal.RecordScopes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Says who can, or cannot, work with a record and why; and what a change of rights would show and hide. */
@Service
public class ExplainService {
    /** Longest time that a preview counts for. */
    public static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AccessService accessService;
    private final RecordShares shares;
    private final MetadataService metadata;
    private final RecordScopes scopes;

    ExplainService(AccessService accessService, RecordShares shares, MetadataService metadata, RecordScopes scopes) {
        this.accessService = accessService;
        this.shares = shares;
        this.metadata = metadata;
        this.scopes = scopes;
    }

    /** Says whether the actor may ask why others see what they see. */
    public boolean mayAsk(Actor actor) {
        return accessService.of(actor).has(Permission.MANAGE_SECURITY);
    }

    /** Says what the actor themselves may do with a record that they see. */
    @Transactional(readOnly = true)
    public OwnRights own(Actor actor, String moduleName, long record) {
        Access own = accessService.of(actor);
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = model.module(moduleName);
        return new OwnRights(
                !actor.isViewing()
                        && own.may(module, Verb.UPDATE)
                        && scopes.has(model, own, module, record, AccessLevel.READ_WRITE),
                !actor.isViewing()
                        && own.may(module, Verb.DELETE)
                        && scopes.has(model, own, module, record, AccessLevel.FULL));
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
        ModuleDef module = seen(actor, model, moduleName, record);
        Optional<FieldDef> asked = field.map(name -> accessService
                .of(actor)
                .findField(module, name)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_FIELD, "There is no such field.", Map.of("field", name))));
        Map<Verb, Boolean> verbs = new LinkedHashMap<>();
        for (Verb verb : List.of(Verb.READ, Verb.UPDATE, Verb.DELETE)) {
            verbs.put(verb, theirs.may(module, verb));
        }
        Map<AccessLevel, List<SharingReason>> reasons = new LinkedHashMap<>();
        for (AccessLevel level : AccessLevel.values()) {
            reasons.put(level, reasons(model, theirs, module, record, level));
        }
        return new Explanation(
                accessService.profileOf(actor, user),
                theirs.isOwnOnly(module),
                verbs,
                facts(actor, model, module, record).owner(),
                accessService.defaultOf(actor, moduleName),
                reasons,
                asked.map(each -> fieldAccess(theirs, module, each)));
    }

    private ModuleDef seen(Actor actor, OrgModel model, String moduleName, long record) {
        Access own = accessService.of(actor);
        own.require(Permission.MANAGE_SECURITY);
        ModuleDef module = model.module(moduleName);
        own.require(module, Verb.READ);
        if (!scopes.has(model, own, module, record, AccessLevel.READ_ONLY)) {
            throw new PlatformException(
                    ErrorCode.NOT_FOUND, "There is no such record.", Map.of("id", Long.toString(record)));
        }
        return module;
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
        if (field.readOnly()) {
            return FieldAccess.SYSTEM;
        }
        return theirs.mayWrite(module, field) ? FieldAccess.READ_WRITE : FieldAccess.READ_ONLY;
    }

    /**
     * Returns the active people who see a record, in use or recycled, and why; by name. For those who manage security and see
     * the record.
     *
     * @throws PlatformException {@link ErrorCode#NOT_SUPPORTED} for rows and links: whoever sees their records sees them
     */
    @Transactional(readOnly = true)
    public List<RecordPerson> people(Actor actor, String moduleName, long record) {
        OrgModel model = metadata.model(actor.org());
        ModuleDef module = seen(actor, model, moduleName, record);
        if (module.kind().isOwned()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED, "Rows and links are shared with the records that they belong to.");
        }
        return accessService.people(actor, module, facts(actor, model, module, record));
    }

    private RecordFacts facts(Actor actor, OrgModel model, ModuleDef module, long record) {
        if (module.kind().isOwned()) {
            return new RecordFacts(Optional.empty(), Set.of(), List.of(), Set.of(), Map.of());
        }
        return scopes.facts(
                model,
                accessService.of(actor),
                module,
                record,
                accessService.criteriaRules(actor, module.apiName()),
                accessService.sharingFields(actor, module.apiName()),
                shares.of(actor.org(), module.apiName(), record));
    }

    /** Says what a change would show to people, and hide from them, before it is made; counts for {@link #PATIENCE}. */
    public SharingPreview preview(Actor actor, SharingChange change) {
        return preview(actor, change, PATIENCE);
    }

    /** As above, but counts for another time. */
    public SharingPreview preview(Actor actor, SharingChange change, Duration patience) {
        OrgModel model = metadata.model(actor.org());
        List<ModuleDef> modules =
                change.module().map(name -> List.of(model.module(name))).orElseGet(model::modules).stream()
                        .filter(module -> !module.kind().isOwned())
                        .toList();
        PreviewTally tally = new PreviewTally(scopes, model, modules, patience);
        Iterator<SharingChange.Effect> effects =
                accessService.effects(actor, change).iterator();
        while (tally.goesOn() && effects.hasNext()) {
            tally.add(effects.next());
        }
        return tally.preview();
    }

    /**
     * Says which records match a territory's criteria and are not in it: they join it when they are saved next. Of what the
     * actor sees; counts for {@link #PATIENCE}.
     *
     * @return only what would be shown, with no people: those who work the territory
     */
    public SharingPreview joining(Actor actor, Territory territory) {
        Access own = accessService.of(actor);
        own.require(Permission.MANAGE_SECURITY);
        OrgModel model = metadata.model(actor.org());
        List<ModuleDef> modules = territory.data().criteria().keySet().stream()
                .flatMap(name -> model.findModule(name).stream())
                .filter(module -> own.may(module, Verb.READ))
                .toList();
        PreviewTally tally = new PreviewTally(scopes, model, modules, PATIENCE);
        for (ModuleDef module : modules) {
            tally.addMatching(
                    own, module, territory.data().criteria().getOrDefault(module.apiName(), ""), territory.id());
        }
        return tally.preview();
    }
}
