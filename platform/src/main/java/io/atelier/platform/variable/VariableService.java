package io.atelier.platform.variable;

import io.atelier.platform.access.AccessService;
import io.atelier.platform.access.Permission;
import io.atelier.platform.audit.AuditAct;
import io.atelier.platform.audit.AuditAction;
import io.atelier.platform.audit.AuditLog;
import io.atelier.platform.audit.AuditObject;
import io.atelier.platform.common.ApiName;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.IdGenerator;
import io.atelier.platform.common.Label;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.metadata.FieldDef;
import io.atelier.platform.metadata.ValueCodec;
import io.atelier.platform.org.Actor;
import io.atelier.platform.org.OrgId;
import io.atelier.platform.variable.internal.VariableStore;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The variables of an organization: everybody inside reads them, those who manage the organization write them. */
@Service
public class VariableService {
    private final VariableStore store;
    private final AccessService access;
    private final IdGenerator ids;
    private final AuditLog audit;

    VariableService(VariableStore store, AccessService access, IdGenerator ids, AuditLog audit) {
        this.store = store;
        this.access = access;
        this.ids = ids;
        this.audit = audit;
    }

    /** Returns all variables by name. */
    @Transactional(readOnly = true)
    public List<Variable> all(Actor actor) {
        access.of(actor);
        return store.all(actor.org());
    }

    /** Returns all groups by name. */
    @Transactional(readOnly = true)
    public List<VariableGroup> groups(Actor actor) {
        access.of(actor);
        return store.groups(actor.org());
    }

    /** Finds by API name, or by the digits of the id. */
    @Transactional(readOnly = true)
    public Optional<Variable> find(Actor actor, String nameOrId) {
        return all(actor).stream()
                .filter(variable -> variable.apiName().equalsIgnoreCase(nameOrId)
                        || Long.toString(variable.id()).equals(nameOrId))
                .findFirst();
    }

    @Transactional(readOnly = true)
    public Variable get(Actor actor, String nameOrId) {
        return find(actor, nameOrId).orElseThrow(VariableService::missing);
    }

    /** Makes a variable. */
    @Transactional
    public Variable create(Actor actor, VariableData data) {
        access.of(actor).require(Permission.MANAGE_ORGANIZATION);
        ApiName.require(data.apiName());
        store.lock(actor.org());
        List<Variable> all = store.all(actor.org());
        if (all.size() >= Variable.MAX_VARIABLES) {
            throw limit("variables", "An organization has at most 500 variables.", Variable.MAX_VARIABLES);
        }
        if (all.stream().anyMatch(other -> other.apiName().equalsIgnoreCase(data.apiName()))) {
            throw new PlatformException(
                    ErrorCode.DUPLICATE_DATA, "A variable has this name already.", Map.of("api_name", "api_name"));
        }
        Variable made = checked(actor.org(), ids.next(), data);
        store.insert(actor.org(), made);
        note(actor, AuditAction.CREATED, made);
        return made;
    }

    /** Changes what is said of a variable; its API name stays. */
    @Transactional
    public Variable change(Actor actor, long id, VariableData data) {
        access.of(actor).require(Permission.MANAGE_ORGANIZATION);
        store.lock(actor.org());
        Variable before = get(actor, Long.toString(id));
        if (!data.apiName().equals(before.apiName())) {
            throw new PlatformException(
                    ErrorCode.NOT_ALLOWED,
                    "The API name of a variable stays, as functions know it by it.",
                    Map.of("api_name", "api_name"));
        }
        Variable changed = checked(actor.org(), id, data);
        store.update(actor.org(), changed);
        note(actor, AuditAction.CHANGED, changed);
        return changed;
    }

    @Transactional
    public void delete(Actor actor, long id) {
        access.of(actor).require(Permission.MANAGE_ORGANIZATION);
        store.lock(actor.org());
        Variable gone = get(actor, Long.toString(id));
        store.delete(actor.org(), id);
        note(actor, AuditAction.DELETED, gone);
    }

    private Variable checked(OrgId org, long id, VariableData data) {
        String name = data.name().strip();
        if (name.isEmpty()) {
            throw new PlatformException(
                    ErrorCode.MANDATORY_NOT_FOUND, "A variable needs a name.", Map.of("api_name", "name"));
        }
        if (name.length() > Variable.MAX_NAME) {
            throw limit("name", "A name has at most 100 characters.", Variable.MAX_NAME);
        }
        if (data.description().length() > Variable.MAX_DESCRIPTION) {
            throw limit("description", "A description has at most 500 characters.", Variable.MAX_DESCRIPTION);
        }
        String value = value(data);
        return new Variable(
                id, group(org, data.group().strip()), data.apiName(), name, data.description(), data.type(), value);
    }

    /** Reads the value as a field of the type would be. */
    private static String value(VariableData data) {
        FieldDef field = FieldDef.of("Value", Label.of("Value"), data.type().fieldType());
        return switch (ValueCodec.parse(field, data.value())) {
            case ValueCodec.Parsed.Good good -> text(ValueCodec.toApi(good.value()));
            case ValueCodec.Parsed.Bad bad ->
                throw new PlatformException(
                        bad.code(),
                        bad.message(),
                        Map.of(
                                "api_name",
                                "value",
                                "expected_data_type",
                                data.type().apiName()));
        };
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : Objects.toString(value, "");
    }

    private VariableGroup group(OrgId org, String wanted) {
        String name = wanted.isEmpty() ? VariableData.GENERAL : wanted;
        List<VariableGroup> groups = store.groups(org);
        return groups.stream()
                .filter(group -> group.name().equalsIgnoreCase(name)
                        || group.apiName().equalsIgnoreCase(name)
                        || Long.toString(group.id()).equals(name))
                .findFirst()
                .orElseGet(() -> newGroup(org, name, groups.size()));
    }

    private VariableGroup newGroup(OrgId org, String name, int before) {
        if (before >= Variable.MAX_GROUPS) {
            throw limit("variable_group", "An organization has at most 50 groups.", Variable.MAX_GROUPS);
        }
        if (name.length() > Variable.MAX_NAME) {
            throw limit("variable_group", "A name has at most 100 characters.", Variable.MAX_NAME);
        }
        VariableGroup made = new VariableGroup(ids.next(), ApiName.require(ApiName.propose(name)), name);
        if (store.groups(org).stream().anyMatch(group -> group.apiName().equalsIgnoreCase(made.apiName()))) {
            throw new PlatformException(
                    ErrorCode.DUPLICATE_DATA,
                    "A group has nearly this name already.",
                    Map.of("api_name", "variable_group"));
        }
        store.insert(org, made);
        return made;
    }

    private void note(Actor actor, AuditAction action, Variable variable) {
        audit.append(actor, AuditAct.setup(action, AuditObject.VARIABLE, variable.id(), variable.apiName()));
    }

    private static PlatformException limit(String path, String message, int limit) {
        return new PlatformException(ErrorCode.LIMIT_EXCEEDED, message, Map.of("api_name", path, "limit", limit));
    }

    private static PlatformException missing() {
        return new PlatformException(
                ErrorCode.INVALID_DATA, "the id given seems to be invalid", Map.of("param_name", "id"));
    }
}
