package io.atelier.platform.access;

import io.atelier.platform.access.SharingRule.SharingRuleData;
import io.atelier.platform.access.internal.SharingModel;
import io.atelier.platform.access.internal.SharingStore;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.common.ViolationsException;
import io.atelier.platform.identity.UserService;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.MetadataService;
import io.atelier.platform.metadata.ModuleDef;
import io.atelier.platform.metadata.ValueKind;
import io.atelier.platform.org.Actor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What everybody may do with everybody's records, and the rules that open more. */
@Service
public class SharingService {
    private final SharingStore store;
    private final AccessService access;
    private final MetadataService metadata;
    private final UserService users;
    private final IdGenerator ids;

    SharingService(
            SharingStore store, AccessService access, MetadataService metadata, UserService users, IdGenerator ids) {
        this.store = store;
        this.access = access;
        this.metadata = metadata;
        this.users = users;
        this.ids = ids;
    }

    /** Returns what holds for a module that no rule opens further. */
    public DefaultSharing defaultOf(Actor actor, String module) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        return access.sharing(actor.org()).defaultOf(module);
    }

    @Transactional
    public void changeDefault(Actor actor, String moduleName, DefaultSharing sharing) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        ModuleDef module = metadata.model(actor.org()).module(moduleName);
        if (module.kind().isOwned()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED,
                    "Rows of subforms and links are shared with the records that they belong to.",
                    Map.of("module", moduleName));
        }
        store.changeDefault(actor.org(), moduleName, sharing);
        access.changed(actor.org());
    }

    /** Returns the rules by module and name. */
    @Transactional(readOnly = true)
    public List<SharingRule> rules(Actor actor) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        return store.rules(actor.org());
    }

    /** @throws ViolationsException with everything that is wrong */
    @Transactional
    public SharingRule create(Actor actor, SharingRuleData data) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        SharingRule rule = new SharingRule(ids.next(), 1, data);
        AccessRules rules = rules(actor, rule);
        long many = store.rules(actor.org()).stream()
                .filter(other -> other.data().module().equals(data.module()))
                .count();
        if (many >= SharingRuleData.MAX_PER_MODULE) {
            rules.add(ErrorCode.LIMIT_EXCEEDED, "module", "A module has at most 300 sharing rules.");
        }
        rules.check();
        store.insert(actor.org(), rule);
        access.changed(actor.org());
        return rule;
    }

    /** @param version the one that the author saw */
    @Transactional
    public SharingRule change(Actor actor, long id, long version, SharingRuleData data) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        SharingRule before = find(actor, id);
        SharingRule rule = new SharingRule(id, version + 1, data);
        AccessRules rules = rules(actor, rule);
        if (!before.data().module().equals(data.module())) {
            rules.add(ErrorCode.NOT_ALLOWED, "module", "A rule stays with its module; make another rule.");
        }
        rules.check();
        if (!store.update(actor.org(), rule)) {
            throw new PlatformException(
                    ErrorCode.RECORD_MODIFIED,
                    "Somebody saved this rule meanwhile. Load it again.",
                    Map.of("version", before.version(), "expected_version", version));
        }
        access.changed(actor.org());
        return rule;
    }

    @Transactional
    public void delete(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        find(actor, id);
        store.delete(actor.org(), id);
        access.changed(actor.org());
    }

    private SharingRule find(Actor actor, long id) {
        return store.rules(actor.org()).stream()
                .filter(rule -> rule.id() == id)
                .findFirst()
                .orElseThrow(() -> AccessRules.missing("sharing rule", id));
    }

    private AccessRules rules(Actor actor, SharingRule rule) {
        SharingRuleData data = rule.data();
        ModuleDef module = metadata.model(actor.org()).module(data.module());
        SharingModel model = access.sharing(actor.org());
        AccessRules rules = new AccessRules();
        rules.name(
                data.name(),
                SharingRuleData.MAX_NAME,
                store.rules(actor.org()).stream()
                        .filter(other ->
                                other.id() != rule.id() && other.data().module().equals(data.module()))
                        .map(other -> other.data().name()));
        if (data.source().isPresent() == !data.criteria().isBlank()) {
            rules.add(
                    ErrorCode.INVALID_DATA,
                    "source",
                    "A rule says either whose records it opens or which criteria they match.");
        }
        rules.criteria("criteria", data.criteria(), module);
        data.source().ifPresent(source -> rules.principal("source", source, model, users, actor.org()));
        rules.principal("target", data.target(), model, users, actor.org());
        return rules;
    }

    /** Says what a field of people shares with whom it names. */
    public Optional<AccessLevel> fieldShare(Actor actor, String module, String field) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        return Optional.ofNullable(
                access.sharing(actor.org()).fieldSharesOf(module).get(field));
    }

    /** @param level empty for nothing */
    @Transactional
    public void shareThrough(Actor actor, String moduleName, String fieldName, Optional<AccessLevel> level) {
        access.of(actor).require(Permission.MANAGE_SECURITY);
        FieldDef field = metadata.model(actor.org()).module(moduleName).field(fieldName);
        boolean people = field.kind() == ValueKind.USER || field.kind() == ValueKind.USERS;
        if (!people || field.system()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED,
                    "Records are shared through fields of people only; the system's have their meaning already.",
                    Map.of("field", fieldName));
        }
        store.changeFieldShare(actor.org(), moduleName, fieldName, level);
        access.changed(actor.org());
    }
}
